import { ipv4Text, ipv6Text } from '../../../base/address.ts'
import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import {
  BROADCAST_V6,
  DELETE_FDT_ENTRY,
  DELETE_FDT_ENTRY_V6,
  DISTRIBUTE_BROADCAST,
  DISTRIBUTE_BROADCAST_V6,
  FORWARDED_NPDU,
  FORWARDED_NPDU_V6,
  FORWARDED_RESOLUTION_V6,
  FUNCTIONS,
  FUNCTIONS_IPV6,
  IPV6_SELECTOR,
  ORIGINAL_BROADCAST,
  ORIGINAL_UNICAST,
  OVER_IPV4,
  OVER_IPV6,
  READ_BDT,
  READ_BDT_ACK,
  READ_FDT,
  READ_FDT_ACK,
  REGISTER_FOREIGN_DEVICE,
  REGISTER_FOREIGN_DEVICE_V6,
  RESOLUTION_ACK_V6,
  RESOLUTION_V6,
  RESULT,
  RESULTS,
  RESULTS_IPV6,
  UNICAST_V6,
  VIRTUAL_RESOLUTION_ACK_V6,
  VIRTUAL_RESOLUTION_V6,
  WRITE_BDT,
} from './bvlc.tables.ts'

/** A B/IP address: where a BACnet/IP device is reached. */
export interface IpAddress {
  ip: string
  port: number
}

/** One BVLL message. */
export interface Bvlc {
  type: number
  function: number
  name: string
  /** Result code of a BVLC-Result, else 0. */
  result: number
  /** Who sent a forwarded NPDU in the first place. */
  origin: IpAddress | undefined
  /** Entries of a distribution or foreign-device table, or the entry to delete. */
  entries: IpAddress[]
}

/** Reads one message of BACnet/IP or BACnet/IPv6 and hands its NPDU on. */
export function readBvlc(cursor: Cursor, session: Session): Bvlc {
  const type = cursor.u8('bvlc_type')
  const code = cursor.u8('bvlc_function_code')
  const name = (type === OVER_IPV6 ? FUNCTIONS_IPV6 : FUNCTIONS)[code] ?? `function ${code}`
  cursor.derive('bvlc_function', name)
  const length = cursor.u16('length')
  cursor.expect('length', length === cursor.left + 4, 'counts the octets of the whole message (J.2)')
  const message: Bvlc = { type, function: code, name, result: 0, origin: undefined, entries: [] }
  if (type === OVER_IPV4) readOverIpv4(cursor, session, message)
  else readOverIpv6(cursor, session, message)
  return message
}

function readOverIpv4(cursor: Cursor, session: Session, message: Bvlc): void {
  const { function: code } = message
  switch (code) {
    case RESULT:
      readResult(cursor, message, RESULTS)
      return
    case WRITE_BDT:
    case READ_BDT_ACK:
      message.entries = cursor.each('bdt', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
        const entry = ipv4Address(cursor)
        cursor.derive('broadcast_mask', ipv4Text(take(cursor, 4), 0), 4)
        return entry
      })
      return
    case READ_BDT:
    case READ_FDT:
      return
    case FORWARDED_NPDU:
      message.origin = cursor.group('origin', () => ipv4Address(cursor))
      session.carry(cursor, code)
      return
    case REGISTER_FOREIGN_DEVICE:
      cursor.u16('time_to_live')
      return
    case READ_FDT_ACK:
      message.entries = cursor.each('fdt', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
        const entry = ipv4Address(cursor)
        cursor.u16('time_to_live')
        cursor.u16('time_remaining')
        return entry
      })
      return
    case DELETE_FDT_ENTRY:
      message.entries = [ipv4Address(cursor)]
      return
    case DISTRIBUTE_BROADCAST:
    case ORIGINAL_UNICAST:
    case ORIGINAL_BROADCAST:
      session.carry(cursor, code)
      return
    default:
      cursor.rest('data')
  }
}

function readOverIpv6(cursor: Cursor, session: Session, message: Bvlc): void {
  const { function: code } = message
  cursor.u24('source_virtual_address')
  switch (code) {
    case RESULT:
      readResult(cursor, message, RESULTS_IPV6)
      return
    case UNICAST_V6:
      cursor.u24('destination_virtual_address')
      session.carry(cursor, IPV6_SELECTOR + code)
      return
    case BROADCAST_V6:
    case DISTRIBUTE_BROADCAST_V6:
      session.carry(cursor, IPV6_SELECTOR + code)
      return
    case RESOLUTION_V6:
      cursor.u24('target_virtual_address')
      return
    case FORWARDED_RESOLUTION_V6:
      cursor.u24('target_virtual_address')
      message.origin = cursor.group('origin', () => ipv6Address(cursor))
      return
    case RESOLUTION_ACK_V6:
    case VIRTUAL_RESOLUTION_ACK_V6:
      cursor.u24('destination_virtual_address')
      return
    case VIRTUAL_RESOLUTION_V6:
      return
    case FORWARDED_NPDU_V6:
      message.origin = cursor.group('origin', () => ipv6Address(cursor))
      session.carry(cursor, IPV6_SELECTOR + code)
      return
    case REGISTER_FOREIGN_DEVICE_V6:
      cursor.u16('time_to_live')
      return
    case DELETE_FDT_ENTRY_V6:
      message.entries = [ipv6Address(cursor)]
      return
    default:
      cursor.rest('data')
  }
}

function readResult(cursor: Cursor, message: Bvlc, names: { readonly [code: number]: string }): void {
  message.result = cursor.u16('result_code_number')
  cursor.derive('result_code', names[message.result] ?? `result ${message.result}`)
  cursor.expect('result_code', names[message.result] !== undefined, 'is not defined (J.2.1, U.2.1)')
}

function ipv4Address(cursor: Cursor): IpAddress {
  const ip = cursor.derive('ip', ipv4Text(take(cursor, 4), 0), 4)
  return { ip, port: cursor.u16('port') }
}

function ipv6Address(cursor: Cursor): IpAddress {
  const ip = cursor.derive('ip', ipv6Text(take(cursor, 16), 0), 16)
  return { ip, port: cursor.u16('port') }
}

/** The next bytes, which the caller names. */
function take(cursor: Cursor, size: number): Uint8Array {
  const { at } = cursor
  cursor.skip(size)
  return cursor.bytes.subarray(at, at + size)
}
