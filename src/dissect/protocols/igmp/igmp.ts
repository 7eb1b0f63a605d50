import { limits } from '../../../base/limits.ts'
import { type Message, PUSH } from '../../../model/message.ts'
import type { Operation } from '../../../model/observation.ts'
import { readIpv4 } from '../../addresses.ts'
import type { Cursor } from '../../cursor.ts'
import { mix } from '../../peek.ts'
import { MAYBE, NO, protocol } from '../../protocol.ts'

/** One IGMP message: the groups that a host joins or leaves; none in a query. */
export interface Igmp {
  type: number
  joins: string[]
  leaves: string[]
}

const IGMP = 2
const QUERY = 0x11
const LEAVE = 0x17
const REPORT_3 = 0x22
/** Message types (RFC 1112, RFC 2236 section 2.1, RFC 3376 section 4). */
const TYPES: { readonly [type: number]: string } = {
  [QUERY]: 'Membership Query',
  0x12: 'Membership Report v1',
  0x16: 'Membership Report v2',
  [LEAVE]: 'Leave Group',
  [REPORT_3]: 'Membership Report v3',
}
/** Record type of RFC 3376 section 4.2.12 that, with no sources, leaves a group. */
const TO_INCLUDE = 3

/** IGMP: who listens to which group. */
export const igmp = protocol({
  id: 'igmp',
  title: 'Internet Group Management Protocol',
  spec: 'RFC 1112, RFC 2236 (v2), RFC 3376 (v3)',
  family: 'network',
  carriedBy: { ip: [IGMP] },
  looksLike: (peek) => (TYPES[peek.u8(0)] !== undefined && peek.length >= 8 ? MAYBE : NO),
  glance(peek, glance) {
    glance.role = PUSH
    return mix(peek.hash(4, peek.length, peek.u8(0)), IGMP)
  },
  read: readIgmp,
  observe,
  examples: {
    'asks who listens': '11 64 0000 00000000',
    'joins a group': '16 00 0000 efc00001',
    'leaves a group': '17 00 0000 efc00001',
    'joins and leaves by version 3':
      '22 00 0000 0000 0003 04 00 0000 efc00001 03 00 0000 efc00002 01 00 0001 efc00003 c0000207',
    'asks by version 3': '11 64 0000 efc00001 02 7d 0001 c0000207',
    'cut in the records': '22 00 0000 0000 0002 04 00 0000 efc0',
  },
})

function readIgmp(cursor: Cursor): Igmp {
  const type = cursor.u8('type')
  cursor.derive('type_name', TYPES[type] ?? `type ${type}`, 1)
  cursor.u8('max_response_time')
  cursor.u16('checksum')
  const message: Igmp = { type, joins: [], leaves: [] }
  if (type === REPORT_3) readRecords(cursor, message)
  else {
    const group = readIpv4(cursor, 'group')
    if (type === LEAVE) message.leaves.push(group)
    else if (type !== QUERY) message.joins.push(group)
    else if (cursor.left >= 4) {
      cursor.u8('flags')
      cursor.u8('query_interval')
      readSources(cursor, cursor.u16('number_of_sources'))
    }
  }
  return message
}

function readRecords(cursor: Cursor, message: Igmp): void {
  cursor.u16('reserved')
  const count = cursor.u16('number_of_records')
  cursor.each('records', count, limits.dissect.listItems, () => {
    const kind = cursor.u8('record_type')
    const words = cursor.u8('aux_data_length')
    const sources = cursor.u16('number_of_sources')
    const group = readIpv4(cursor, 'group')
    readSources(cursor, sources)
    cursor.skip(words * 4)
    if (kind === TO_INCLUDE && sources === 0) message.leaves.push(group)
    else message.joins.push(group)
  })
}

function readSources(cursor: Cursor, count: number): void {
  cursor.each('sources', count, limits.dissect.listItems, () => readIpv4(cursor, 'source'))
}

function observe(message: Message<Igmp>): Operation[] {
  const { joins, leaves } = message.value!
  const said =
    (name: string) =>
    (group: string): Operation => ({
      kind: 'operation',
      verb: 'subscribe',
      function: name,
      initiator: 'sender',
      object: group,
      outcome: 'done',
    })
  return [...joins.map(said('Join Group')), ...leaves.map(said('Leave Group'))]
}
