import type { FieldValue } from '../../src/model/message.ts'
import { type Comparison, findAll, numberOf, type PdmlNode } from '../lib/comparison.ts'

/** tshark names no field for the byte count of its reply. */
const REPORT_SERVER_ID = 17

type Fields = { readonly [name: string]: FieldValue }

/** What tshark calls addresses, counts and the like, in the order of a line. */
const NUMBERS: readonly (readonly [theirs: readonly string[], ours: readonly string[]])[] = [
  [['modbus.exception_code'], ['exception_code']],
  [['modbus.diagnostic_code'], ['request_subfunction_code', 'response_subfunction_code']],
  [['modbus.mei'], ['mei_type']],
  [['modbus.read_device_id'], ['device_id_code']],
  [['modbus.conformity_level'], ['conformity_level_code']],
  [['modbus.reference_num'], ['address']],
  [
    ['modbus.word_cnt', 'modbus.bit_cnt'],
    ['quantity', 'fifo_count'],
  ],
  [['modbus.byte_cnt', 'modbus.byte_cnt_16'], ['byte_count']],
  [['modbus.read_reference_num'], ['read_start_address']],
  [['modbus.read_word_cnt'], ['read_quantity']],
  [['modbus.write_reference_num'], ['write_start_address']],
  [['modbus.write_word_cnt'], ['write_quantity']],
  [['modbus.and_mask'], ['and_mask']],
  [['modbus.or_mask'], ['or_mask']],
]

/** Modbus/TCP: unit, function, exception, sub-function or MEI type, addresses, counts, identification objects. */
export const comparison: Comparison = {
  protocol: 'modbus-tcp',
  layers: ['mbtcp', 'modbus'],
  filter: 'mbtcp',
  options: ['-o', 'mbtcp.tcp.port:502,5020'],
  theirs: (layers) =>
    layers.flatMap((one, i) => (one.name === 'mbtcp' ? [theirLine(one, layers[i + 1])] : [])),
  ours: ({ fields }) => [ourLine(fields ?? {})],
}

function theirLine(header: PdmlNode, pdu: PdmlNode | undefined): string {
  const words = [`unit ${numberOf(header, 'mbtcp.unit_id')}`]
  if (pdu === undefined || pdu.name !== 'modbus') return words[0]!
  words.push(`function ${numberOf(pdu, 'modbus.func_code')}`)
  for (const [names] of NUMBERS) {
    const found = names.map((name) => numberOf(pdu, name)).find((one) => one !== undefined)
    if (found !== undefined) words.push(`${names[0]!.slice('modbus.'.length)} ${found}`)
  }
  for (const object of findAll(pdu, 'modbus.object_str_value')) words.push(`object ${object.show.trim()}`)
  return words.join(' ')
}

function ourLine(fields: Fields): string {
  const words = [`unit ${fields.unit}`, `function ${Number(fields.func) & 0x7f}`]
  const group = ((fields.groups ?? []) as Fields[])[0]
  for (const [theirs, ours] of NUMBERS) {
    const mine = ours.map((name) => fields[name]).find((one) => one !== undefined)
    const found = mine ?? (ours[0] === 'quantity' ? group?.record_length : undefined)
    const unsaid = ours[0] === 'byte_count' && fields.func === REPORT_SERVER_ID
    if (found !== undefined && !unsaid) words.push(`${theirs[0]!.slice('modbus.'.length)} ${found}`)
  }
  for (const object of (fields.objects ?? []) as Fields[]) words.push(`object ${object.object_value}`)
  return words.join(' ')
}
