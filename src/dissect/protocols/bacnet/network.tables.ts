/** Bits of the control octet (ASHRAE 135-2020 clause 6.2.2). */
export const NETWORK_MESSAGE = 0x80
export const HAS_DESTINATION = 0x20
export const HAS_SOURCE = 0x08
export const EXPECTING_REPLY = 0x04
export const PRIORITY = 0x03
export const RESERVED = 0x50
export const PRIORITIES = ['normal', 'urgent', 'critical-equipment', 'life-safety']

export const VERSION = 1
/** DNET of a broadcast to all networks. */
export const ALL_NETWORKS = 0xffff

/** Network layer messages (6.2.4); those about keys are of clause 24 as it was until 2016. */
export const NETWORK_MESSAGES: readonly string[] = [
  'Who-Is-Router-To-Network',
  'I-Am-Router-To-Network',
  'I-Could-Be-Router-To-Network',
  'Reject-Message-To-Network',
  'Router-Busy-To-Network',
  'Router-Available-To-Network',
  'Initialize-Routing-Table',
  'Initialize-Routing-Table-Ack',
  'Establish-Connection-To-Network',
  'Disconnect-Connection-To-Network',
  'Challenge-Request',
  'Security-Payload',
  'Security-Response',
  'Request-Key-Update',
  'Update-Key-Set',
  'Update-Distribution-Key',
  'Request-Master-Key',
  'Set-Master-Key',
  'What-Is-Network-Number',
  'Network-Number-Is',
]
export const WHO_IS_ROUTER = 0x00
export const I_AM_ROUTER = 0x01
export const I_COULD_BE_ROUTER = 0x02
export const REJECT_MESSAGE = 0x03
export const ROUTER_BUSY = 0x04
export const ROUTER_AVAILABLE = 0x05
export const INITIALIZE_TABLE = 0x06
export const INITIALIZE_TABLE_ACK = 0x07
export const ESTABLISH_CONNECTION = 0x08
export const DISCONNECT_CONNECTION = 0x09
export const UPDATE_KEY_SET = 0x0e
export const UPDATE_DISTRIBUTION_KEY = 0x0f
export const SET_MASTER_KEY = 0x11
export const WHAT_IS_NETWORK_NUMBER = 0x12
export const NETWORK_NUMBER_IS = 0x13
/** From here on vendors have their own messages. */
export const PROPRIETARY = 0x80

/** Why a message was not routed (6.4.4). */
export const ROUTE_REJECTIONS = [
  'other error',
  'no route to network',
  'router busy',
  'unknown network layer message',
  'message too long',
  'security error',
  'addressing error',
]

/** The standard's name of a network layer message. */
export function networkMessageName(type: number): string {
  return (
    NETWORK_MESSAGES[type] ??
    (type < PROPRIETARY ? `network message ${type}` : `proprietary network message ${type}`)
  )
}
