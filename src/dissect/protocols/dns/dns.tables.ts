/** Record types (IANA DNS parameters registry) that name things. */
export const TYPES: { readonly [type: number]: string } = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  12: 'PTR',
  13: 'HINFO',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  41: 'OPT',
  47: 'NSEC',
  255: 'ANY',
  257: 'CAA',
}

/** Response codes (RFC 1035 section 4.1.1, RFC 6895). */
export const RESPONSE_CODES = [
  'ok',
  'format error',
  'server failure',
  'no such name',
  'not implemented',
  'refused',
]

/** Operation codes (RFC 6895). */
export const OPERATIONS: { readonly [code: number]: string } = {
  0: 'Query',
  1: 'Inverse Query',
  2: 'Status',
  4: 'Notify',
  5: 'Update',
}
