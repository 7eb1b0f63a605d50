/** Frame types (ASHRAE 135-2020 clause 9.3.1 to 9.3.9 and 9.10). */
export const FRAME_TYPES: { readonly [type: number]: string } = {
  0: 'Token',
  1: 'Poll For Master',
  2: 'Reply To Poll For Master',
  3: 'Test_Request',
  4: 'Test_Response',
  5: 'BACnet Data Expecting Reply',
  6: 'BACnet Data Not Expecting Reply',
  7: 'Reply Postponed',
  32: 'BACnet Extended Data Expecting Reply',
  33: 'BACnet Extended Data Not Expecting Reply',
  34: 'IPv6 over MS/TP',
}
export const POLL_FOR_MASTER = 1
export const TEST_REQUEST = 3
export const TEST_RESPONSE = 4
export const DATA_EXPECTING_REPLY = 5
export const DATA_NOT_EXPECTING_REPLY = 6
export const EXTENDED_EXPECTING_REPLY = 32
export const EXTENDED_NOT_EXPECTING_REPLY = 33
/** From here to 127 the data is byte-stuffed (9.10). */
export const FIRST_STUFFED = 32
/** From here on types belong to vendors, whose number stands first in the data (9.3.9). */
export const FIRST_PROPRIETARY = 128
/** Destination of frames for all stations (9.3). */
export const BROADCAST = 255

export const PREAMBLE = 0x55ff
/** Type, destination, source, length and header CRC. */
export const HEADER = 6
/** The 4-octet CRC-32K takes one octet more when stuffed. */
export const STUFFED_CRC = 5
/** The length of a stuffed frame leaves out this many octets, so that older stations pass over the right number (9.10.2). */
export const STUFFED_EXCESS = 2

/** LINKTYPE_BACNET_MS_TP (tcpdump.org registry). */
export const LINKTYPE = 165
/** SNAP of Cimetrics's capturing tool: OUI 00-10-90, PID 1, then a timer and an octet of its own before the frame without preamble. */
export const CIMETRICS_SNAP = 0x10900001
export const CIMETRICS_HEADER = 3
