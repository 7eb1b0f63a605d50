import { type Message, PUSH } from '../../../model/message.ts'
import type { Operation } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import { mix } from '../../peek.ts'
import { FULL, MAYBE, NO, protocol } from '../../protocol.ts'
import {
  ABORT_CLASS,
  ABORTS,
  ACKNOWLEDGEMENTS,
  ALARM,
  ALARM_TYPES,
  CYCLIC,
  DATA,
  ERROR,
  type Kind,
  NOTIFICATIONS,
  OTHER,
  PDU_TYPES,
  RANGES,
  STATUS_BITS,
} from './profinet-rt.tables.ts'

/** One real-time frame. */
export interface ProfinetRt {
  frame: number
  kind: Kind
  /** Of cyclic data: its status bits; -1 elsewhere. */
  status: number
  /** What an alarm or an abort says; empty elsewhere. */
  says: string
  /** Slot and subslot of an alarm, or the reason of an abort. */
  where: string
}

/** Cycle counter, data status and transfer status stand at the end of a cyclic frame. */
const TRAILER = 4
const NOT_CYCLIC = -1

/** PROFINET real-time frames: cyclic data are counted and not looked into, alarms are read. */
export const profinetRt = protocol({
  id: 'profinet-rt',
  title: 'PROFINET real-time frames',
  spec: 'IEC 61158-6-10, coding of RTC and RTA PDUs',
  family: 'ot',
  carriedBy: { ethertype: [0x8892], udp: [34962] },
  looksLike: (peek) => (peek.length > 2 + TRAILER && rangeOf(peek.u16(0)) >= 0 ? MAYBE : NO),
  glance(peek, glance) {
    glance.role = PUSH
    const frame = peek.u16(0)
    const kind = RANGES[rangeOf(frame)]?.kind ?? OTHER
    if (kind === ALARM) return FULL
    const status = kind === CYCLIC ? peek.u8(peek.length - 2) : 0
    return mix(mix(frame, status), 0x8892)
  },
  read: readFrame,
  observe,
  examples: {
    'sends its data': `8000 ${'00'.repeat(40)} c800 35 00`,
    'stops providing': `8000 ${'00'.repeat(40)} c840 25 00`,
    'sends its data by class 3': `0101 ${'00'.repeat(40)} 0020 35 00`,
    'measures the delay': `ff40 ${'00'.repeat(12)} 53b6 0000 00000000 0c06 020000000001 0000`,
    'raises a diagnosis':
      'fc01 0001 0002 11 11 ffff fffe 001a 0001 0016 0100 0001 00000000 0001 0001 00000010 00000001 a800 8000',
    'acknowledges it': 'fc01 0002 0001 13 01 ffff ffff 0000',
    'answers the alarm':
      'fc01 0002 0001 11 11 ffff ffff 0016 8001 0012 0100 0001 00000000 0001 0001 a800 00000000',
    'aborts because its name was changed': 'fe01 0000 0000 14 01 fffe fffe 0004 cf81fd1f',
    'says something of its own': 'fc01 0001 0002 11 11 ffff fffe 0004 0040 0000',
    'cut in the alarm': 'fc01 0001 0002 11 11 ffff',
  },
})

/** Index of the range that holds a frame id, -1 when it is reserved. */
function rangeOf(frame: number): number {
  for (let i = 0; i < RANGES.length; i++) if (frame >= RANGES[i]!.first && frame <= RANGES[i]!.last) return i
  return -1
}

function readFrame(cursor: Cursor): ProfinetRt {
  const frame = cursor.u16('frame_id')
  const range = RANGES[rangeOf(frame)]
  cursor.derive('frame_name', range?.name ?? 'reserved', 2)
  const kind = range?.kind ?? OTHER
  const message: ProfinetRt = { frame, kind, status: NOT_CYCLIC, says: '', where: '' }
  if (kind === CYCLIC) readCyclic(cursor, message)
  else if (kind === ALARM) readAlarm(cursor, message)
  else cursor.rest('data')
  return message
}

function readCyclic(cursor: Cursor, message: ProfinetRt): void {
  cursor.raw('data', cursor.left - TRAILER)
  cursor.u16('cycle_counter')
  message.status = cursor.u8('data_status')
  const words = STATUS_BITS.filter(([bit]) => (message.status & bit) !== 0).map(([, word]) => word)
  cursor.derive('data_status_names', words.join(', '), 1)
  cursor.u8('transfer_status')
}

function readAlarm(cursor: Cursor, message: ProfinetRt): void {
  cursor.u16('alarm_dst_endpoint')
  cursor.u16('alarm_src_endpoint')
  const type = cursor.u8('pdu_type') & 15
  cursor.derive('pdu_type_name', PDU_TYPES[type] ?? `type ${type}`, 1)
  cursor.expect('pdu_type', PDU_TYPES[type] !== undefined, 'is not one of the standard')
  cursor.u8('add_flags')
  cursor.u16('send_seq_num')
  cursor.u16('ack_seq_num')
  const size = cursor.u16('var_part_len')
  cursor.within('content', size, () => {
    if (type === ERROR) readAbort(cursor, message)
    else if (type === DATA) readNotification(cursor, message)
  })
}

function readAbort(cursor: Cursor, message: ProfinetRt): void {
  cursor.u8('error_code')
  cursor.u8('error_decode')
  const first = cursor.u8('error_code_1')
  const second = cursor.u8('error_code_2')
  message.says = 'Alarm Error'
  message.where = (first === ABORT_CLASS ? ABORTS[second] : undefined) ?? `error ${first}/${second}`
  cursor.derive('error_name', message.where, 2)
}

function readNotification(cursor: Cursor, message: ProfinetRt): void {
  const block = cursor.u16('block_type')
  const size = cursor.u16('block_length')
  const notifies = NOTIFICATIONS.has(block)
  if (!notifies && !ACKNOWLEDGEMENTS.has(block)) return
  cursor.within('block', size, () => {
    cursor.u16('block_version')
    const type = cursor.u16('alarm_type')
    const name = cursor.derive('alarm_type_name', ALARM_TYPES[type] ?? `Type ${type}`, 2)
    cursor.u32('api')
    const slot = cursor.u16('slot_number')
    const subslot = cursor.u16('subslot_number')
    message.says = `${notifies ? 'Alarm' : 'Alarm Acknowledge'}: ${name}`
    message.where = `slot ${slot} subslot ${subslot}`
    if (notifies) {
      cursor.u32('module_ident_number')
      cursor.u32('submodule_ident_number')
    }
    cursor.u16('alarm_specifier')
    if (cursor.left > 0) cursor.rest('payload')
  })
}

/** Alarms report what happens in a station; an abort says why an application relation ended. Cyclic data are a conversation only. */
function observe(message: Message<ProfinetRt>): Operation[] {
  const { says, where } = message.value!
  if (says === '') return []
  return [
    {
      kind: 'operation',
      verb: 'report',
      function: says,
      initiator: 'sender',
      object: where,
      outcome: 'done',
    },
  ]
}
