import { type Message, REPLY } from '../../../model/message.ts'
import type { Identity, Observation, Operation, Party } from '../../../model/observation.ts'
import type { Verb } from '../../../model/verb.ts'
import {
  ACKNOWLEDGE,
  CANOPEN,
  DEVICE_ID_CODES,
  DEVICE_IDENTIFICATION,
  DEVICE_OBJECTS,
  DIAGNOSTICS,
  ENCAPSULATED,
  exceptionName,
  FUNCTIONS,
  functionName,
  MEI_TYPES,
  READ_WRITE_REGISTERS,
  SUBFUNCTIONS,
  UMAS,
} from './modbus-tcp.tables.ts'
import type { FileRange, Modbus, Pdu, Range } from './pdu.ts'

/** Serial addresses of single devices; 0 is everybody or the answering device itself, and over TCP 255 is the device itself. */
const FIRST_UNIT = 1
const LAST_UNIT = 247
/** Groups of file records named in one operation. */
const FILES_NAMED = 4

/** One thing that a message asks for or reports. */
interface Deed {
  verb: Verb
  function: string
  object?: string
}

/** What a Modbus message means. UMAS speaks for itself. */
export function observeModbus(message: Message<Modbus>): Observation[] {
  const { unit, pdu } = message.value!
  if (pdu.code === UMAS) return []
  const reply = message.role === REPLY
  const asked = reply ? (message.request?.value?.pdu ?? pdu) : pdu
  const facts: Observation[] = reply ? identities(pdu, partyOf(unit)) : []
  const sole = unit >= FIRST_UNIT && unit <= LAST_UNIT
  for (const deed of deeds(asked.code === pdu.code ? asked : pdu))
    facts.push({
      kind: 'operation',
      ...deed,
      initiator: reply ? 'receiver' : 'sender',
      ...outcome(message, pdu),
      ...(sole ? { part: { part: 'unit', id: String(unit) } } : {}),
    })
  return facts
}

function partyOf(unit: number): Party {
  return unit >= FIRST_UNIT && unit <= LAST_UNIT
    ? { within: 'sender', part: 'unit', id: String(unit) }
    : 'sender'
}

function outcome(message: Message<Modbus>, pdu: Pdu): Pick<Operation, 'outcome' | 'reason'> {
  if (message.role !== REPLY) return { outcome: 'asked' }
  return pdu.exception === 0 || pdu.exception === ACKNOWLEDGE
    ? { outcome: 'done' }
    : { outcome: 'refused', reason: exceptionName(pdu.exception) }
}

/** What a request asks for. Coils and registers are written alike: only the plant knows which of them moves something. */
function deeds(pdu: Pdu): Deed[] {
  const info = FUNCTIONS[pdu.code]
  const name = functionName(pdu.code)
  if (info === undefined) return [{ verb: 'diagnose', function: name }]
  if (pdu.code === DIAGNOSTICS) return [diagnosis(pdu)]
  if (pdu.code === ENCAPSULATED) return [encapsulated(pdu)]
  if (pdu.files.length > 0) return [{ verb: info.verb, function: name, object: filesText(pdu.files) }]
  if (pdu.code === READ_WRITE_REGISTERS)
    return [
      { verb: 'write', function: name, ...points(pdu.code, pdu.written) },
      { verb: 'read', function: name, ...points(pdu.code, pdu.read) },
    ]
  return [{ verb: info.verb, function: name, ...points(pdu.code, pdu.written ?? pdu.read) }]
}

function diagnosis(pdu: Pdu): Deed {
  const info = SUBFUNCTIONS[pdu.sub]
  if (info !== undefined) return { verb: info.verb, function: info.name }
  return { verb: 'diagnose', function: pdu.sub < 0 ? 'Diagnostics' : `Diagnostics ${pdu.sub}` }
}

function encapsulated(pdu: Pdu): Deed {
  const name =
    MEI_TYPES[pdu.sub] ?? (pdu.sub < 0 ? functionName(pdu.code) : `${functionName(pdu.code)} ${pdu.sub}`)
  if (pdu.sub === DEVICE_IDENTIFICATION) {
    const group = DEVICE_ID_CODES[pdu.idCode]
    return { verb: 'identify', function: name, ...(group === undefined ? {} : { object: group }) }
  }
  if (pdu.sub === CANOPEN && pdu.canopen !== undefined) {
    const { node, index, subindex, write } = pdu.canopen
    const object = `node ${node}, object ${hexDigits(index, 4)}:${hexDigits(subindex, 2)}`
    return { verb: write ? 'write' : 'read', function: name, object }
  }
  return { verb: 'diagnose', function: name }
}

function hexDigits(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}

/** The points in words, with PDU addresses: "coil 5", "holding registers 107-109". */
function points(code: number, range: Range | undefined): { object?: string } {
  const { one, many } = FUNCTIONS[code]!
  if (range === undefined || one === undefined || many === undefined) return {}
  const { start, count } = range
  return { object: count === 1 ? `${one} ${start}` : `${many} ${start}-${start + count - 1}` }
}

function filesText(files: readonly FileRange[]): string {
  const named = files
    .slice(0, FILES_NAMED)
    .map(({ file, start, count }) =>
      count === 1 ? `file ${file} record ${start}` : `file ${file} records ${start}-${start + count - 1}`,
    )
  const more = files.length - named.length
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function identities(pdu: Pdu, about: Party): Identity[] {
  const facts: Identity[] = []
  const say = (attribute: Identity['attribute'], value: string, confidence: number) => {
    if (value !== '') facts.push({ kind: 'identity', about, attribute, value, confidence })
  }
  for (const { id, value } of pdu.objects) {
    const known = DEVICE_OBJECTS[id]
    if (known?.attribute !== undefined) say(known.attribute, value, known.confidence)
  }
  if (pdu.server !== undefined) {
    say('description', pdu.server.text, 0.9)
    if (pdu.server.running !== undefined) say('state', pdu.server.running ? 'running' : 'stopped', 0.9)
  }
  return facts
}
