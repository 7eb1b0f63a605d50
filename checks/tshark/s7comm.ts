import type { Message } from '../../src/model/message.ts'
import { type Comparison, findAll, type PdmlNode } from '../lib/comparison.ts'
import { valuesOf } from '../lib/fields.ts'

/** What is compared: the name of a field in tshark, and in our reading. All values of each are listed in their order. */
const NUMBERS: readonly (readonly [theirs: string, ours: string])[] = [
  ['s7comm.header.rosctr', 'rosctr_code'],
  ['s7comm.header.pduref', 'pdu_reference'],
  ['s7comm.param.func', 'function_code'],
  ['s7comm.header.errcls', 'error_class'],
  ['s7comm.param.userdata.seq_num', 'sequence_number'],
  ['s7comm.param.item.syntaxid', 'syntax_id'],
  ['s7comm.param.item.transp_size', 'transport_size'],
  ['s7comm.param.item.area', 'area'],
  ['s7comm.data.returncode', 'return_code'],
  ['s7comm.data.userdata.szl_index', 'szl_index'],
  ['s7comm.alarm.event_id', 'event_id'],
  ['s7comm.cyclic.job_id', 'job'],
  ['s7comm.tis.job.function', 'job_function'],
  ['s7comm.varstat.req.memory_area', 'memory_area'],
  ['s7comm.varstat.req.startaddress', 'address'],
]
const TEXTS: readonly (readonly [theirs: string, ours: string])[] = [
  ['s7comm.param.blockcontrol.filename', 'filename'],
  ['s7comm.param.pistart.servicename', 'service'],
]

/** Data block, address and count stand under other names with each way of addressing. */
const DB = ['s7comm.param.item.db', 's7comm.param.item.dbread.db', 's7comm.varstat.req.db_number']
const COUNT = ['s7comm.param.item.length', 's7comm.param.item.dbread.length']
const ADDRESS = ['s7comm.param.item.address', 's7comm.param.item.dbread.startaddress']
/** Groups and functions of userdata, the error of an answer, the list asked for. */
const GROUP = 's7comm.param.userdata.funcgroup'

function numbers(layer: PdmlNode, names: readonly string[]): string {
  return names
    .flatMap((name) => findAll(layer, name))
    .map((node) => Number(node.show))
    .join(',')
}

function theirLine(layer: PdmlNode): string {
  const listed = NUMBERS.map(([name, ours]) =>
    ours === 'address' ? numbers(layer, [...ADDRESS, name]) : numbers(layer, [name]),
  )
  const group = numbers(layer, [GROUP])
  const code = findAll(layer, 's7comm.param.userdata.subfunc').concat(
    findAll(layer, 's7comm.param.modetrans.subfunc'),
  )
  return [
    ...listed,
    numbers(layer, DB),
    numbers(layer, COUNT),
    ...TEXTS.map(([name]) =>
      findAll(layer, name)
        .map((node) => node.show.trimEnd())
        .join(','),
    ),
    group,
    group === '' ? '' : code.map((node) => Number(node.show)).join(','),
  ].join('|')
}

function ourLine({ fields }: Message): string {
  const list = (name: string) => valuesOf(fields, name).join(',')
  const type = valuesOf(fields, 'type_and_group')
  const filenames = valuesOf(fields, 'filename')
  const ofBlocks = type.length === 0 ? filenames.join(',') : ''
  return [
    ...NUMBERS.map(([, name]) => list(name)),
    list('db'),
    valuesOf(fields, 'transport_size').length > 0 || valuesOf(fields, 'syntax_id').length > 0
      ? list('count')
      : '',
    ofBlocks,
    list('service'),
    type.map((one) => Number(one) & 15).join(','),
    list('subfunction_code'),
  ].join('|')
}

/** S7 communication: kind, reference, function, errors, items, return codes, block names, services, lists. */
export const comparison: Comparison = {
  protocol: 's7comm',
  layers: ['s7comm'],
  filter: 's7comm',
  theirs: (layers) => layers.map(theirLine),
  ours: (message) => [ourLine(message)],
}
