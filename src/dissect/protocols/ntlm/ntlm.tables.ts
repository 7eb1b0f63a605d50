/** Message types (MS-NLMP section 2.2.1). */
export const NEGOTIATE = 1
export const CHALLENGE = 2
export const AUTHENTICATE = 3

/** NegotiateFlags (MS-NLMP section 2.2.2.5). */
export const FLAG = { unicode: 0x00000001, version: 0x02000000 } as const

/** Attribute ids of TargetInfo (MS-NLMP section 2.2.2.1) that are text. */
export const TARGET_INFO: { readonly [id: number]: string } = {
  1: 'netbios_computer',
  2: 'netbios_domain',
  3: 'dns_computer',
  4: 'dns_domain',
  5: 'dns_tree',
  9: 'target_name',
}

/** Windows versions by the numbers that the VERSION structure carries (MS-NLMP section 2.2.2.10 and its product notes). */
export const WINDOWS: { readonly [version: string]: string } = {
  '5.0': 'Windows 2000',
  '5.1': 'Windows XP',
  '5.2': 'Windows Server 2003 or XP x64',
  '6.0': 'Windows Vista or Server 2008',
  '6.1': 'Windows 7 or Server 2008 R2',
  '6.2': 'Windows 8 or Server 2012',
  '6.3': 'Windows 8.1 or Server 2012 R2',
  '10.0': 'Windows 10 or Server 2016 and later',
}
