/** Security protocols of the negotiation ([MS-RDPBCGR] 2.2.1.1.1 and 2.2.1.2.1). */
export const PROTOCOLS: readonly (readonly [bit: number, name: string])[] = [
  [1, 'TLS'],
  [2, 'CredSSP (NLA)'],
  [4, 'RDSTLS'],
  [8, 'CredSSP with early authorization'],
  [16, 'RDS AAD'],
]
export const STANDARD_SECURITY = 0

/** Why a server refuses ([MS-RDPBCGR] 2.2.1.2.2). */
export const FAILURES: { readonly [code: number]: string } = {
  1: 'TLS required by server',
  2: 'TLS not allowed by server',
  3: 'no certificate on server',
  4: 'inconsistent flags',
  5: 'NLA required by server',
  6: 'TLS with user authentication required by server',
}

/** Result of a connect response (ITU-T T.125 clause 7, Result). */
export const RESULTS: readonly string[] = [
  'rt-successful',
  'rt-domain-merging',
  'rt-domain-not-hierarchical',
  'rt-no-such-channel',
  'rt-no-such-domain',
  'rt-no-such-user',
  'rt-not-admitted',
  'rt-other-user-id',
  'rt-parameters-unacceptable',
  'rt-token-not-available',
  'rt-token-not-possessed',
  'rt-too-many-channels',
  'rt-too-many-tokens',
  'rt-too-many-users',
  'rt-unspecified-failure',
  'rt-user-rejected',
]

/** Domain units, the upper six bits of the first byte (ITU-T T.125 clause 7, DomainMCSPDU, in packed encoding). */
export const DOMAIN_UNITS: { readonly [choice: number]: string } = {
  1: 'erectDomainRequest',
  8: 'disconnectProviderUltimatum',
  10: 'attachUserRequest',
  11: 'attachUserConfirm',
  14: 'channelJoinRequest',
  15: 'channelJoinConfirm',
  25: 'sendDataRequest',
  26: 'sendDataIndication',
}
export const SEND_DATA: ReadonlySet<number> = new Set([25, 26])
export const ATTACH: ReadonlySet<number> = new Set([10, 14])
export const CONFIRMED: ReadonlySet<number> = new Set([11, 15])

/** Blocks of settings ([MS-RDPBCGR] 2.2.1.3.1). */
export const BLOCKS: { readonly [type: number]: string } = {
  3073: 'server_core',
  3074: 'server_security',
  3075: 'server_network',
  3076: 'server_message_channel',
  3080: 'server_multitransport',
  49153: 'client_core',
  49154: 'client_security',
  49155: 'client_network',
  49156: 'client_cluster',
  49157: 'client_monitors',
  49158: 'client_message_channel',
  49160: 'client_monitors_extended',
  49162: 'client_multitransport',
}
export const CLIENT_CORE = 49153
export const SERVER_CORE = 3073
export const SERVER_SECURITY = 3074

/** Flags of the security header ([MS-RDPBCGR] 2.2.8.1.1.2.1). */
export const ENCRYPTED = 0x0008
export const INFO = 0x0040

/** Windows by build number (Microsoft, Windows and Windows Server release information): the first build of each. */
export const BUILDS: readonly (readonly [from: number, name: string])[] = [
  [2195, 'Windows 2000'],
  [2600, 'Windows XP'],
  [3790, 'Windows Server 2003'],
  [6000, 'Windows Vista or Server 2008'],
  [7600, 'Windows 7 or Server 2008 R2'],
  [9200, 'Windows 8 or Server 2012'],
  [9600, 'Windows 8.1 or Server 2012 R2'],
  [10240, 'Windows 10 or Server 2016'],
  [17763, 'Windows 10 or Server 2019'],
  [18362, 'Windows 10'],
  [20348, 'Windows Server 2022'],
  [22000, 'Windows 11'],
  [26100, 'Windows 11 or Server 2025'],
]
