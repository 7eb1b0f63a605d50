/** Message types (RFC 4443, RFC 4861, RFC 2710, RFC 3810) that are read. */
export const TYPE = {
  unreachable: 1,
  tooBig: 2,
  timeExceeded: 3,
  parameterProblem: 4,
  echo: 128,
  echoReply: 129,
  listenerQuery: 130,
  listenerReport: 131,
  listenerDone: 132,
  routerSolicitation: 133,
  routerAdvertisement: 134,
  neighborSolicitation: 135,
  neighborAdvertisement: 136,
  redirect: 137,
  listenerReport2: 143,
} as const

export const TYPE_NAMES: { readonly [type: number]: string } = {
  1: 'Destination Unreachable',
  2: 'Packet Too Big',
  3: 'Time Exceeded',
  4: 'Parameter Problem',
  128: 'Echo Request',
  129: 'Echo Reply',
  130: 'Multicast Listener Query',
  131: 'Multicast Listener Report',
  132: 'Multicast Listener Done',
  133: 'Router Solicitation',
  134: 'Router Advertisement',
  135: 'Neighbor Solicitation',
  136: 'Neighbor Advertisement',
  137: 'Redirect',
  143: 'Multicast Listener Report v2',
}

/** Codes of destination unreachable (RFC 4443 section 3.1). */
export const UNREACHABLE_CODES = [
  'no route to destination',
  'administratively prohibited',
  'beyond scope of source address',
  'address unreachable',
  'port unreachable',
  'source address failed policy',
  'reject route to destination',
] as const
export const ADDRESS_UNREACHABLE = 3

/** Options of neighbour discovery (RFC 4861 section 4.6, RFC 8106). */
export const OPTION = { sourceLink: 1, targetLink: 2, prefix: 3, redirected: 4, mtu: 5, servers: 25 } as const
export const OPTION_NAMES: { readonly [type: number]: string } = {
  1: 'Source Link-Layer Address',
  2: 'Target Link-Layer Address',
  3: 'Prefix Information',
  4: 'Redirected Header',
  5: 'MTU',
  25: 'Recursive DNS Server',
}
