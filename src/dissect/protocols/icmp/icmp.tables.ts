/** Message types (RFC 792, RFC 950, RFC 1256) that are read. */
export const TYPE = {
  echoReply: 0,
  unreachable: 3,
  quench: 4,
  redirect: 5,
  echo: 8,
  routerAdvertisement: 9,
  routerSolicitation: 10,
  timeExceeded: 11,
  parameterProblem: 12,
  timestamp: 13,
  timestampReply: 14,
  information: 15,
  informationReply: 16,
  mask: 17,
  maskReply: 18,
} as const

export const TYPE_NAMES: { readonly [type: number]: string } = {
  0: 'Echo Reply',
  3: 'Destination Unreachable',
  4: 'Source Quench',
  5: 'Redirect',
  8: 'Echo',
  9: 'Router Advertisement',
  10: 'Router Solicitation',
  11: 'Time Exceeded',
  12: 'Parameter Problem',
  13: 'Timestamp',
  14: 'Timestamp Reply',
  15: 'Information Request',
  16: 'Information Reply',
  17: 'Address Mask Request',
  18: 'Address Mask Reply',
}

/** Codes of destination unreachable (RFC 792, RFC 1122 section 3.2.2.1, RFC 1812 section 5.2.7.1). */
export const UNREACHABLE_CODES = [
  'net unreachable',
  'host unreachable',
  'protocol unreachable',
  'port unreachable',
  'fragmentation needed',
  'source route failed',
  'destination network unknown',
  'destination host unknown',
  'source host isolated',
  'network administratively prohibited',
  'host administratively prohibited',
  'network unreachable for type of service',
  'host unreachable for type of service',
  'communication administratively prohibited',
  'host precedence violation',
  'precedence cutoff in effect',
] as const
/** Codes by which a router says that nobody is at an address. */
export const NOBODY_THERE: ReadonlySet<number> = new Set([1, 7])

/** Messages that quote the packet they are about. */
export const QUOTING: ReadonlySet<number> = new Set([3, 4, 5, 11, 12])

/** Request → its reply, for the types that have one. */
export const REPLIES: { readonly [request: number]: number } = { 8: 0, 13: 14, 15: 16, 17: 18 }
