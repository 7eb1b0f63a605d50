/** BPDU types (IEEE 802.1D-2004 clauses 9.3.1 to 9.3.3). */
export const CONFIGURATION = 0x00
export const RAPID = 0x02
export const TOPOLOGY_CHANGE = 0x80
export const BPDU_TYPES: { readonly [type: number]: string } = {
  [CONFIGURATION]: 'Configuration',
  [RAPID]: 'Rapid/Multiple Spanning Tree',
  [TOPOLOGY_CHANGE]: 'Topology Change Notification',
}

/** Protocol versions (IEEE 802.1D-2004 clause 9.3, IEEE 802.1Q-2018 clauses 14.2 and 14.4). */
export const VERSIONS: { readonly [version: number]: string } = {
  0: 'Spanning Tree',
  2: 'Rapid Spanning Tree',
  3: 'Multiple Spanning Tree',
  4: 'Shortest Path Tree',
}
export const MULTIPLE = 3

/** Flags of a configuration or rapid BPDU (IEEE 802.1D-2004 clause 9.3.3). */
export const FLAG_TOPOLOGY_CHANGE = 0x01
export const PORT_ROLES = ['unknown', 'alternate or backup', 'root', 'designated'] as const

/** A multiple spanning tree instance takes this many bytes (IEEE 802.1Q-2018 clause 14.4.1). */
export const INSTANCE_BYTES = 16
/** Bytes of version 3 in front of its instances. */
export const REGION_BYTES = 64
