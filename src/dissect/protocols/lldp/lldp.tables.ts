/** TLV types (IEEE 802.1AB-2016 table 8-1). */
export const TLV = {
  end: 0,
  chassisId: 1,
  portId: 2,
  timeToLive: 3,
  portDescription: 4,
  systemName: 5,
  systemDescription: 6,
  capabilities: 7,
  managementAddress: 8,
  organizational: 127,
} as const

/** Chassis ID subtypes (IEEE 802.1AB-2016 table 8-2). */
export const CHASSIS_SUBTYPES = [
  'reserved',
  'chassis component',
  'interface alias',
  'port component',
  'MAC address',
  'network address',
  'interface name',
  'locally assigned',
] as const
export const CHASSIS_MAC = 4
export const CHASSIS_NETWORK = 5
export const CHASSIS_LOCAL = 7

/** Port ID subtypes (IEEE 802.1AB-2016 table 8-3). */
export const PORT_SUBTYPES = [
  'reserved',
  'interface alias',
  'port component',
  'MAC address',
  'network address',
  'interface name',
  'agent circuit ID',
  'locally assigned',
] as const
export const PORT_MAC = 3
export const PORT_NETWORK = 4

/** Address families (IANA address family numbers) that name hosts here. */
export const IPV4_FAMILY = 1
export const IPV6_FAMILY = 2
export const MAC_FAMILY = 6

/** System capabilities by bit (IEEE 802.1AB-2016 table 8-4). */
export const CAPABILITIES = [
  'other',
  'repeater',
  'bridge',
  'WLAN access point',
  'router',
  'telephone',
  'DOCSIS cable device',
  'station only',
  'C-VLAN component',
  'S-VLAN component',
  'two-port MAC relay',
] as const
export const BRIDGE = 1 << 2
export const ROUTER = 1 << 4
export const STATION = 1 << 7

/** Organizations that define TLVs, by OUI. */
export const IEEE_8021 = 0x0080c2
export const IEEE_8023 = 0x00120f
export const MED = 0x0012bb
export const PROFINET = 0x000ecf
export const ORGANIZATIONS: { readonly [oui: number]: string } = {
  [IEEE_8021]: 'IEEE 802.1',
  [IEEE_8023]: 'IEEE 802.3',
  [MED]: 'LLDP-MED',
  [PROFINET]: 'PROFINET',
}

/**
 * Names of organizational TLVs: IEEE 802.1Q annex D, IEEE 802.3 clause 79, ANSI/TIA-1057 clause 10, IEC 61158-6-10 (LLDP extensions).
 */
export const ORGANIZATIONAL: { readonly [oui: number]: { readonly [subtype: number]: string } } = {
  [IEEE_8021]: {
    1: 'port VLAN ID',
    2: 'port and protocol VLAN ID',
    3: 'VLAN name',
    4: 'protocol identity',
    5: 'VID usage digest',
    6: 'management VID',
    7: 'link aggregation',
    8: 'congestion notification',
    9: 'ETS configuration',
    10: 'ETS recommendation',
    11: 'priority flow control',
    12: 'application priority',
    13: 'EVB',
    14: 'CDCP',
  },
  [IEEE_8023]: {
    1: 'MAC/PHY configuration/status',
    2: 'power via MDI',
    3: 'link aggregation',
    4: 'maximum frame size',
    5: 'energy-efficient Ethernet',
  },
  [MED]: {
    1: 'MED capabilities',
    2: 'network policy',
    3: 'location identification',
    4: 'extended power via MDI',
    5: 'hardware revision',
    6: 'firmware revision',
    7: 'software revision',
    8: 'serial number',
    9: 'manufacturer name',
    10: 'model name',
    11: 'asset ID',
  },
  [PROFINET]: {
    1: 'measured delay values',
    2: 'port status',
    3: 'alias',
    4: 'MRP port status',
    5: 'chassis MAC',
    6: 'PTCP status',
    7: 'MAU type extension',
    8: 'MRP interconnection port status',
  },
}

/** Inventory TLVs of ANSI/TIA-1057 clause 10.2.6 and the attribute each tells. */
export const MED_INVENTORY: {
  readonly [subtype: number]:
    | 'hardware'
    | 'firmware'
    | 'software'
    | 'serial'
    | 'vendor'
    | 'model'
    | 'deviceId'
} = {
  5: 'hardware',
  6: 'firmware',
  7: 'software',
  8: 'serial',
  9: 'vendor',
  10: 'model',
  11: 'deviceId',
}
