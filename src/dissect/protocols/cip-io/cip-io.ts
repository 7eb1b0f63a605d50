import { type Message, PUSH } from '../../../model/message.ts'
import type { Observation } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import type { Peek } from '../../peek.ts'
import { NO, protocol, SURE } from '../../protocol.ts'
import { CONNECTED_DATA, SEQUENCED_ADDRESS } from '../enip/enip.tables.ts'
import { readItems } from '../enip/items.ts'

/** One packet of cyclic data. */
export interface CipIo {
  connection: number
  sequence: number
  size: number
}

/** CIP I/O: what producers and consumers of class 0 and 1 connections send each other, cycle after cycle. */
export const cipIo = protocol({
  id: 'cip-io',
  title: 'CIP class 0 and class 1 I/O',
  spec: 'CIP Networks Library Volume 2, 2-6 (common packet format) and 3-2 (class 0 and class 1 connections)',
  family: 'ot',
  roles: { server: 'remote-io', client: 'plc' },
  carriedBy: { udp: [2222] },
  looksLike: (peek) => (isCyclic(peek) ? SURE : NO),
  /** Everything about a cycle but its data is its connection. */
  glance(peek, glance) {
    glance.role = PUSH
    return (peek.u32le(6) | 1) === 1 ? 1 : peek.u32le(6)
  },
  read: readIo,
  observe,
  examples: {
    'carries a cycle of class 1': '0200 0280 0800 22409500 01000000 b100 0600 0100 0a000b00',
    'carries the next cycle': '0200 0280 0800 22409500 02000000 b100 0600 0200 0a000b00',
    'carries a heartbeat': '0200 0280 0800 01000100 07000000 b100 0200 0700',
    'cut in the data': '0200 0280 0800 22409500 01000000 b100 0600 0100',
  },
})

/** Two items: a sequenced address of eight bytes, then connected data that fits. */
function isCyclic(peek: Peek): boolean {
  return (
    peek.u16le(2) === SEQUENCED_ADDRESS &&
    peek.u16le(4) === 8 &&
    peek.u16le(14) === CONNECTED_DATA &&
    peek.u16le(0) >= 2 &&
    peek.u16le(0) <= 4
  )
}

function readIo(cursor: Cursor): CipIo {
  const value: CipIo = { connection: 0, sequence: 0, size: 0 }
  const items = readItems(cursor, (type) => {
    if (type === CONNECTED_DATA) value.size = cursor.derive('data_length', cursor.left)
    cursor.rest('io_data')
  })
  value.connection = items.connection ?? 0
  value.sequence = items.sequence
  return value
}

function observe(message: Message<CipIo>): Observation[] {
  const id = message.value!.connection
  return [
    {
      kind: 'operation',
      verb: 'report',
      function: 'Cyclic I/O',
      initiator: 'sender',
      object: `connection 0x${id.toString(16).padStart(8, '0')}`,
      outcome: 'done',
    },
  ]
}
