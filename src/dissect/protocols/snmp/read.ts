import { ipv4Text } from '../../../base/address.ts'
import { limits } from '../../../base/limits.ts'
import { type Cursor, hex, plainText } from '../../cursor.ts'
import { PDUS, TRAP_V1 } from './snmp.tables.ts'

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

const SEQUENCE = 0x30
const OCTETS = 0x04
const V3 = 3
/** msgFlags bit: the scoped PDU is encrypted (RFC 3412 section 6.4). */
const PRIVACY = 2

/** Reads one BER element's tag and length (X.690, definite form). */
function header(cursor: Cursor, name: string): { tag: number; size: number } {
  const tag = cursor.u8(`${name}_tag`)
  let size = cursor.u8(`${name}_size`)
  if (size > 0x80) {
    const bytes = cursor.raw(`${name}_long_size`, Math.min(size & 0x7f, 4))
    size = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  }
  return { tag, size }
}

function integer(cursor: Cursor, name: string): number {
  const { size } = header(cursor, name)
  const bytes = cursor.raw(`${name}_bytes`, size)
  let value = (bytes[0] ?? 0) > 127 ? -1 : 0
  for (const byte of bytes) value = value * 256 + byte
  return cursor.derive(name, value, size)
}

function inside<T>(cursor: Cursor, name: string, tag: number, read: () => T): T {
  const found = header(cursor, name)
  cursor.expect(
    name,
    found.tag === tag,
    `has tag 0x${found.tag.toString(16)} where 0x${tag.toString(16)} is due`,
  )
  return cursor.within(name, found.size, read)
}

/** Object identifier out of its BER contents. */
function objectId(bytes: Uint8Array): string {
  const arcs: number[] = []
  let arc = 0
  for (const byte of bytes) {
    arc = arc * 128 + (byte & 0x7f)
    if (byte > 127) continue
    if (arcs.length === 0) {
      const first = Math.min(2, Math.floor(arc / 40))
      arcs.push(first, arc - first * 40)
    } else arcs.push(arc)
    arc = 0
  }
  return arcs.join('.')
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
  if (tag !== OCTETS) return ''
  // Line breaks are text; anything else below a blank makes the octets binary, shown as hex.
  const binary = bytes.some((byte) => (byte < 0x20 && ![0, 9, 10, 13].includes(byte)) || byte > 0x7e)
  return binary ? hex(bytes) : plainText(bytes, 0, size)
}

function readBinding(cursor: Cursor): Binding {
  return inside(cursor, 'varbind', SEQUENCE, () => {
    const name = header(cursor, 'oid')
    const oid = cursor.derive('oid', objectId(cursor.raw('oid_bytes', name.size)), name.size)
    const { tag, size } = header(cursor, 'value')
    return { oid, value: cursor.derive('value', valueText(cursor, tag, size), size) }
  })
}

function readPdu(cursor: Cursor, message: Snmp): void {
  const { tag, size } = header(cursor, 'pdu')
  message.pdu = tag
  cursor.derive('pdu_type', PDUS[tag] ?? `0x${tag.toString(16)}`)
  cursor.expect('pdu', PDUS[tag] !== undefined, 'is not a PDU of this protocol')
  cursor.within('body', size, () => {
    if (tag === TRAP_V1) {
      inside(cursor, 'enterprise', 0x06, () => cursor.rest('enterprise_bytes'))
      inside(cursor, 'agent', 0x40, () => cursor.rest('agent_bytes'))
      message.genericTrap = integer(cursor, 'generic_trap')
      integer(cursor, 'specific_trap')
      inside(cursor, 'timestamp', 0x43, () => cursor.rest('timestamp_bytes'))
    } else {
      integer(cursor, 'request_id')
      message.error = integer(cursor, 'error_status')
      integer(cursor, 'error_index')
    }
    inside(cursor, 'list', SEQUENCE, () => {
      message.bindings = cursor.each('bindings', Number.POSITIVE_INFINITY, limits.dissect.listItems, () =>
        readBinding(cursor),
      )
    })
  })
}

function readV3(cursor: Cursor, message: Snmp): void {
  inside(cursor, 'global', SEQUENCE, () => {
    integer(cursor, 'msg_id')
    integer(cursor, 'msg_max_size')
    inside(cursor, 'flags', OCTETS, () => {
      message.encrypted = (cursor.u8('msg_flags') & PRIVACY) !== 0
    })
    integer(cursor, 'security_model')
  })
  inside(cursor, 'security', OCTETS, () => {
    if (cursor.left < 2) return
    inside(cursor, 'usm', SEQUENCE, () => {
      const engine = header(cursor, 'engine')
      cursor.raw('engine_id', engine.size)
      integer(cursor, 'engine_boots')
      integer(cursor, 'engine_time')
      const user = header(cursor, 'user')
      message.user = cursor.text('user_name', user.size)
    })
  })
  if (message.encrypted) return
  inside(cursor, 'scoped', SEQUENCE, () => {
    const engine = header(cursor, 'context_engine')
    cursor.raw('context_engine_id', engine.size)
    const context = header(cursor, 'context')
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
  inside(cursor, 'message', SEQUENCE, () => {
    message.version = integer(cursor, 'version')
    if (message.version === V3) {
      readV3(cursor, message)
      return
    }
    const community = header(cursor, 'community')
    cursor.skip(community.size)
    cursor.derive('community', '(hidden)')
    readPdu(cursor, message)
  })
  return message
}
