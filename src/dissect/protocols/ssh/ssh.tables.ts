/** Message numbers (RFC 4250 section 4.1.2, RFC 5656, RFC 4419) that pass before encryption. */
export const MESSAGES: { readonly [number: number]: string } = {
  1: 'disconnect',
  2: 'ignore',
  3: 'unimplemented',
  4: 'debug',
  5: 'service_request',
  20: 'kexinit',
  21: 'newkeys',
  30: 'kex_30',
  31: 'kex_31',
  32: 'kex_32',
  33: 'kex_33',
  34: 'kex_34',
}
export const DISCONNECT = 1
export const KEXINIT = 20
export const NEWKEYS = 21

/** Name lists of KEXINIT in their order (RFC 4253 section 7.1), by the names that SSH logs use. */
export const LISTS = [
  'kex_algorithms',
  'host_key_algorithms',
  'encryption_client_to_server',
  'encryption_server_to_client',
  'mac_client_to_server',
  'mac_server_to_client',
  'compression_client_to_server',
  'compression_server_to_client',
  'languages_client_to_server',
  'languages_server_to_client',
] as const

/** Systems and makers that a version string names for certain. */
export const PRODUCTS: readonly (readonly [RegExp, { readonly os?: string; readonly vendor?: string }])[] = [
  [/Ubuntu/, { os: 'Ubuntu Linux' }],
  [/Debian|\+deb(\d+)/, { os: 'Debian Linux' }],
  [/Raspbian/, { os: 'Raspbian Linux' }],
  [/FreeBSD/, { os: 'FreeBSD' }],
  [/OpenSSH_for_Windows/, { os: 'Windows' }],
  [/^Cisco-/, { vendor: 'Cisco' }],
  [/^ROSSSH/, { vendor: 'MikroTik', os: 'RouterOS' }],
  [/^HUAWEI-|^VRP-/, { vendor: 'Huawei' }],
  [/^mpSSH/, { vendor: 'HP' }],
]
