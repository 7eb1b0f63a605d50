/** First octet of every message: BACnet/IP (Annex J.2) and BACnet/IPv6 (Annex U.2). */
export const OVER_IPV4 = 0x81
export const OVER_IPV6 = 0x82

/** Functions of BACnet/IP (ASHRAE 135-2020 Annex J.2.1 to J.2.13). */
export const FUNCTIONS = [
  'BVLC-Result',
  'Write-Broadcast-Distribution-Table',
  'Read-Broadcast-Distribution-Table',
  'Read-Broadcast-Distribution-Table-Ack',
  'Forwarded-NPDU',
  'Register-Foreign-Device',
  'Read-Foreign-Device-Table',
  'Read-Foreign-Device-Table-Ack',
  'Delete-Foreign-Device-Table-Entry',
  'Distribute-Broadcast-To-Network',
  'Original-Unicast-NPDU',
  'Original-Broadcast-NPDU',
  'Secured-BVLL',
] as const
export const RESULT = 0x00
export const WRITE_BDT = 0x01
export const READ_BDT = 0x02
export const READ_BDT_ACK = 0x03
export const FORWARDED_NPDU = 0x04
export const REGISTER_FOREIGN_DEVICE = 0x05
export const READ_FDT = 0x06
export const READ_FDT_ACK = 0x07
export const DELETE_FDT_ENTRY = 0x08
export const DISTRIBUTE_BROADCAST = 0x09
export const ORIGINAL_UNICAST = 0x0a
export const ORIGINAL_BROADCAST = 0x0b
export const SECURED_BVLL = 0x0c

/** Functions of BACnet/IPv6 (Annex U.2.1 to U.2.13). */
export const FUNCTIONS_IPV6 = [
  'BVLC-Result',
  'Original-Unicast-NPDU',
  'Original-Broadcast-NPDU',
  'Address-Resolution',
  'Forwarded-Address-Resolution',
  'Address-Resolution-ACK',
  'Virtual-Address-Resolution',
  'Virtual-Address-Resolution-ACK',
  'Forwarded-NPDU',
  'Register-Foreign-Device',
  'Delete-Foreign-Device-Table-Entry',
  'Secure-BVLL',
  'Distribute-Broadcast-To-Network',
] as const
export const UNICAST_V6 = 0x01
export const BROADCAST_V6 = 0x02
export const RESOLUTION_V6 = 0x03
export const FORWARDED_RESOLUTION_V6 = 0x04
export const RESOLUTION_ACK_V6 = 0x05
export const VIRTUAL_RESOLUTION_V6 = 0x06
export const VIRTUAL_RESOLUTION_ACK_V6 = 0x07
export const FORWARDED_NPDU_V6 = 0x08
export const REGISTER_FOREIGN_DEVICE_V6 = 0x09
export const DELETE_FDT_ENTRY_V6 = 0x0a
export const SECURE_BVLL_V6 = 0x0b
export const DISTRIBUTE_BROADCAST_V6 = 0x0c

/** Result codes of BVLC-Result (J.2.1): which function was not carried out. */
export const RESULTS: { readonly [code: number]: string } = {
  0: 'Successful completion',
  16: 'Write-Broadcast-Distribution-Table NAK',
  32: 'Read-Broadcast-Distribution-Table NAK',
  48: 'Register-Foreign-Device NAK',
  64: 'Read-Foreign-Device-Table NAK',
  80: 'Delete-Foreign-Device-Table-Entry NAK',
  96: 'Distribute-Broadcast-To-Network NAK',
}

/** Result codes of BACnet/IPv6 (U.2.1.1). */
export const RESULTS_IPV6: { readonly [code: number]: string } = {
  0: 'Successful completion',
  48: 'Address-Resolution NAK',
  96: 'Virtual-Address-Resolution NAK',
  144: 'Register-Foreign-Device NAK',
  160: 'Delete-Foreign-Device-Table-Entry NAK',
  192: 'Distribute-Broadcast-To-Network NAK',
}

/** Selector under which BACnet/IPv6 hands its NPDUs on; BACnet/IP uses the function itself. */
export const IPV6_SELECTOR = 0x100
