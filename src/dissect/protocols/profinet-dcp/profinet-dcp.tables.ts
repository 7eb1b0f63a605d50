/** Frame ids of DCP (IEC 61158-6-10, coding of FrameID). */
export const FRAME = {
  hello: 0xfefc,
  getSet: 0xfefd,
  identifyRequest: 0xfefe,
  identifyResponse: 0xfeff,
} as const
/** Group address that identify requests go to (IEC 61158-6-10, DCP multicast addresses). */
export const FRAME_NAMES: { readonly [id: number]: string } = {
  [FRAME.hello]: 'Hello',
  [FRAME.getSet]: 'Get/Set',
  [FRAME.identifyRequest]: 'Identify request',
  [FRAME.identifyResponse]: 'Identify response',
}

/** Services (IEC 61158-6-10, coding of ServiceID and ServiceType). */
export const SERVICE = { get: 3, set: 4, identify: 5, hello: 6 } as const
export const SERVICE_NAMES: { readonly [id: number]: string } = {
  3: 'Get',
  4: 'Set',
  5: 'Identify',
  6: 'Hello',
}
export const SUCCESS = 1
export const NOT_SUPPORTED = 5
export const SERVICE_TYPES: { readonly [type: number]: string } = {
  0: 'request',
  [SUCCESS]: 'response, success',
  [NOT_SUPPORTED]: 'response, request not supported',
}

/** Options (IEC 61158-6-10, coding of Option). */
export const OPTION = { ip: 1, device: 2, dhcp: 3, control: 5, initiative: 6, nme: 7, all: 255 } as const

/** Option << 8 | suboption of what is read field by field. */
export const BLOCK = {
  mac: 0x0101,
  ip: 0x0102,
  ipSuite: 0x0103,
  type: 0x0201,
  name: 0x0202,
  deviceId: 0x0203,
  role: 0x0204,
  options: 0x0205,
  alias: 0x0206,
  instance: 0x0207,
  oemId: 0x0208,
  gateway: 0x0209,
  start: 0x0501,
  end: 0x0502,
  signal: 0x0503,
  response: 0x0504,
  factoryReset: 0x0505,
  resetToFactory: 0x0506,
  initiative: 0x0601,
  all: 0xffff,
} as const

/** Names of options and suboptions (IEC 61158-6-10, coding of the blocks of DCP). */
export const BLOCK_NAMES: { readonly [block: number]: string } = {
  257: 'MAC address',
  258: 'IP parameter',
  259: 'Full IP suite',
  513: 'Type of station',
  514: 'NameOfStation',
  515: 'Device ID',
  516: 'Device role',
  517: 'Device options',
  518: 'Alias name',
  519: 'Device instance',
  520: 'OEM device ID',
  521: 'Standard gateway',
  522: 'RSI properties',
  780: 'DHCP host name',
  811: 'DHCP vendor specific',
  822: 'DHCP server identifier',
  823: 'DHCP parameter request list',
  828: 'DHCP class identifier',
  829: 'DHCP client identifier',
  849: 'DHCP FQDN',
  865: 'DHCP UUID',
  1023: 'DHCP control',
  1281: 'Start transaction',
  1282: 'End transaction',
  1283: 'Signal',
  1284: 'Response',
  1285: 'Factory reset',
  1286: 'Reset to factory',
  1537: 'Device initiative',
  1793: 'NME domain name',
  1794: 'NME parameter server URL',
  65535: 'All',
}

/** Block qualifier of a set request, bit 0. */
export const PERMANENT = 1

/** What a reset to factory resets, by its qualifier without bit 0 (IEC 61158-6-10, BlockQualifierWithOptionControl). */
export const RESETS: { readonly [mode: number]: string } = {
  1: 'application data',
  2: 'communication parameters',
  3: 'engineering parameters',
  4: 'all stored data',
  8: 'device',
  9: 'device, restoring its factory image',
}

/** Block errors of a set response (IEC 61158-6-10, coding of BlockError). */
export const ERRORS: { readonly [code: number]: string } = {
  0: 'Ok',
  1: 'Option not supported',
  2: 'Suboption not supported or no data set available',
  3: 'Suboption not set',
  4: 'Resource error',
  5: 'Set not possible by local reasons',
  6: 'In operation, set not possible',
}

/** Bits of the device role (IEC 61158-6-10, DeviceRoleDetails). */
export const ROLE_BITS = ['IO device', 'IO controller', 'IO multidevice', 'PN supervisor'] as const
export const IO_DEVICE = 1
export const IO_CONTROLLER = 2
export const SUPERVISOR = 8

/** State of the IP parameter in a response (IEC 61158-6-10, BlockInfo). */
export const IP_STATES: { readonly [state: number]: string } = { 0: 'not set', 1: 'set', 2: 'set by DHCP' }
export const IP_CONFLICT = 0x80
