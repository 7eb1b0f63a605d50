/** TLV types (Cisco, "Cisco Discovery Protocol Packet Format"; types above 0x11 as Cisco's show commands name them). */
export const TLV = {
  deviceId: 0x01,
  addresses: 0x02,
  portId: 0x03,
  capabilities: 0x04,
  software: 0x05,
  platform: 0x06,
  prefixes: 0x07,
  hello: 0x08,
  vtpDomain: 0x09,
  nativeVlan: 0x0a,
  duplex: 0x0b,
  applianceReply: 0x0e,
  applianceQuery: 0x0f,
  power: 0x10,
  mtu: 0x11,
  extendedTrust: 0x12,
  untrustedCos: 0x13,
  systemName: 0x14,
  systemObjectId: 0x15,
  managementAddresses: 0x16,
  location: 0x17,
  powerRequested: 0x19,
  powerAvailable: 0x1a,
  unidirectional: 0x1b,
} as const

export const TLV_NAMES: { readonly [type: number]: string } = {
  1: 'Device ID',
  2: 'Addresses',
  3: 'Port ID',
  4: 'Capabilities',
  5: 'Software Version',
  6: 'Platform',
  7: 'IP Prefixes',
  8: 'Protocol Hello',
  9: 'VTP Management Domain',
  10: 'Native VLAN',
  11: 'Duplex',
  14: 'Appliance VLAN Reply',
  15: 'Appliance VLAN Query',
  16: 'Power Consumption',
  17: 'MTU',
  18: 'Extended Trust',
  19: 'Untrusted Port CoS',
  20: 'System Name',
  21: 'System Object ID',
  22: 'Management Addresses',
  23: 'Location',
  24: 'External Port ID',
  25: 'Power Requested',
  26: 'Power Available',
  27: 'Port Unidirectional',
  29: 'EnergyWise',
  31: 'Spare Pair PoE',
}

/** Capability bits, lowest first. */
export const CAPABILITIES = [
  'router',
  'transparent bridge',
  'source-route bridge',
  'switch',
  'host',
  'IGMP capable',
  'repeater',
  'phone',
  'remotely managed',
  'camera',
  'two-port MAC relay',
] as const
export const ROUTER = 1 << 0
export const BRIDGE = 1 << 1
export const SWITCH = 1 << 3

/** Protocol of an address: NLPID 0xCC is IPv4; an 802.2 header with SNAP ethertype 0x86DD is IPv6. */
export const NLPID = 1
export const NLPID_IPV4 = 0xcc
export const LLC = 2
export const SNAP_IPV6 = 'aaaa0300000086dd'
