import { ipv4Text } from '../../../base/address.ts'
import { limits } from '../../../base/limits.ts'
import { BER, berHeader, berInside, berInteger, objectId } from '../../ber.ts'
import { type Cursor, hex, plainText } from '../../cursor.ts'
import { PDUS, PRIVACY, TRAP_V1, V3 } from './snmp.tables.ts'

export interface Binding {
  oid: string
  value: string
}

/** One SNMP message of version 1, 2c or 3. */
export interface Snmp {
  version: number
  pdu: number
  error: number
  genericTrap: number
  bindings: Binding[]
  /** True when the payload is encrypted (version 3 with privacy). */
  encrypted: boolean
  /** User name of version 3. */
  user: string
}

/** A value in words, by its tag (RFC 2578 section 7). */
function valueText(cursor: Cursor, tag: number, size: number): string {
  const bytes = cursor.raw('value_bytes', size)
  if (tag === 0x06) return objectId(bytes)
  if (tag === 0x40 && size === 4) return ipv4Text(bytes, 0)
  if (tag === 0x02 || (tag >= 0x41 && tag <= 0x43) || tag === 0x46) {
    let value = tag === 0x02 && (bytes[0] ?? 0) > 127 ? -1n : 0n
    for (const byte of bytes.subarray(0, 9)) value = value * 256n + BigInt(byte)
    return value.toString()
  }
  if (tag !== BER.octets) return ''
  // Line breaks are text; anything else below a blank makes the octets binary, shown as hex.
  const binary = bytes.some((byte) => (byte < 0x20 && ![0, 9, 10, 13].includes(byte)) || byte > 0x7e)
  return binary ? hex(bytes) : plainText(bytes, 0, size)
}

function readBinding(cursor: Cursor): Binding {
  return berInside(cursor, 'varbind', BER.sequence, () => {
    const name = berHeader(cursor, 'oid')
    const oid = cursor.derive('oid', objectId(cursor.raw('oid_bytes', name.size)), name.size)
    const { tag, size } = berHeader(cursor, 'value')
    return { oid, value: cursor.derive('value', valueText(cursor, tag, size), size) }
  })
}

function readPdu(cursor: Cursor, message: Snmp): void {
  const { tag, size } = berHeader(cursor, 'pdu')
  message.pdu = tag
  cursor.derive('pdu_type', PDUS[tag] ?? `0x${tag.toString(16)}`)
  cursor.expect('pdu', PDUS[tag] !== undefined, 'is not a PDU of this protocol')
  cursor.within('body', size, () => {
    if (tag === TRAP_V1) {
      berInside(cursor, 'enterprise', 0x06, () => cursor.rest('enterprise_bytes'))
      berInside(cursor, 'agent', 0x40, () => cursor.rest('agent_bytes'))
      message.genericTrap = berInteger(cursor, 'generic_trap')
      berInteger(cursor, 'specific_trap')
      berInside(cursor, 'timestamp', 0x43, () => cursor.rest('timestamp_bytes'))
    } else {
      berInteger(cursor, 'request_id')
      message.error = berInteger(cursor, 'error_status')
      berInteger(cursor, 'error_index')
    }
    berInside(cursor, 'list', BER.sequence, () => {
      message.bindings = cursor.each('bindings', Number.POSITIVE_INFINITY, limits.dissect.listItems, () =>
        readBinding(cursor),
      )
    })
  })
}

function readV3(cursor: Cursor, message: Snmp): void {
  berInside(cursor, 'global', BER.sequence, () => {
    berInteger(cursor, 'msg_id')
    berInteger(cursor, 'msg_max_size')
    berInside(cursor, 'flags', BER.octets, () => {
      message.encrypted = (cursor.u8('msg_flags') & PRIVACY) !== 0
    })
    berInteger(cursor, 'security_model')
  })
  berInside(cursor, 'security', BER.octets, () => {
    if (cursor.left < 2) return
    berInside(cursor, 'usm', BER.sequence, () => {
      const engine = berHeader(cursor, 'engine')
      cursor.raw('engine_id', engine.size)
      berInteger(cursor, 'engine_boots')
      berInteger(cursor, 'engine_time')
      const user = berHeader(cursor, 'user')
      message.user = cursor.text('user_name', user.size)
    })
  })
  if (message.encrypted) return
  berInside(cursor, 'scoped', BER.sequence, () => {
    const engine = berHeader(cursor, 'context_engine')
    cursor.raw('context_engine_id', engine.size)
    const context = berHeader(cursor, 'context')
    cursor.text('context_name', context.size)
    readPdu(cursor, message)
  })
}

/** Reads a whole message; the community string is passed over, never kept. */
export function readSnmp(cursor: Cursor): Snmp {
  const message: Snmp = {
    version: 0,
    pdu: 0,
    error: 0,
    genericTrap: -1,
    bindings: [],
    encrypted: false,
    user: '',
  }
  berInside(cursor, 'message', BER.sequence, () => {
    message.version = berInteger(cursor, 'version')
    if (message.version === V3) {
      readV3(cursor, message)
      return
    }
    const community = berHeader(cursor, 'community')
    cursor.skip(community.size)
    cursor.derive('community', '(hidden)')
    readPdu(cursor, message)
  })
  return message
}
