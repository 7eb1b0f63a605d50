import { type Message, PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import type { Observation, Operation } from '../../../model/observation.ts'
import type { Verb } from '../../../model/verb.ts'
import type { InfoObject } from './elements.ts'
import {
  ACTIVATION_TERMINATION,
  ALL_STATIONS,
  CALL_FILE,
  CAUSES,
  COUNTER_INTERROGATION,
  DEACTIVATION,
  DEACTIVATION_CONFIRMATION,
  DELETE_FILE,
  END_OF_INITIALIZATION,
  FILE_CALLS,
  FILE_READY,
  FIRST_UNKNOWN,
  INTERROGATION,
  LAST_MONITORED,
  READ,
  REQUESTED,
  RESET_PROCESS,
  SEGMENT,
  START_ACT,
  START_CON,
  STOP_ACT,
  STOP_CON,
  TYPES,
} from './iec104.tables.ts'
import type { Apdu, Asdu } from './read.ts'

/** What an APDU means. A confirmation mirrors its request, so that it can be told even when the request was not seen. */
export function observe(message: Message<Apdu>): Observation[] {
  const { control, asdu, toStation } = message.value!
  if (asdu === undefined) return controlDeed(control, message)
  const type = TYPES[asdu.type]
  if (type === undefined) return []
  if (asdu.type === END_OF_INITIALIZATION) return [told(asdu, `${type.title} (${initialization(asdu)})`)]
  if (asdu.type <= LAST_MONITORED && asdu.cause !== REQUESTED)
    return [told(asdu, `${type.title} (${CAUSES[asdu.cause] ?? `cause ${asdu.cause}`})`, type.name)]
  // What was confirmed before has now been carried out.
  if (asdu.cause === ACTIVATION_TERMINATION) return []
  if (asdu.type === SEGMENT) return transfers(asdu)
  const outcome = outcomeOf(message, asdu)
  return asdu.objects.map((object) => {
    const one = isFileCall(asdu.type)
      ? fileCallDeed(asdu.type, object, toStation, message.request?.value?.asdu)
      : deedOf(asdu, object)
    const initiator = message.role === REPLY && one.verb !== REPORT ? 'receiver' : 'sender'
    return { kind: 'operation', ...aimed(message, asdu, one), initiator, ...outcome }
  })
}

/** STARTDT lets the station send what it has, as a subscription does; STOPDT silences it. */
function controlDeed(control: number, message: Message<Apdu>): Observation[] {
  const start = control === START_ACT || control === START_CON
  if (!start && control !== STOP_ACT && control !== STOP_CON) return []
  return [
    {
      kind: 'operation',
      verb: start ? 'subscribe' : 'comms-control',
      function: start ? 'STARTDT' : 'STOPDT',
      initiator: message.role === REPLY ? 'receiver' : 'sender',
      outcome: message.role === REPLY ? 'done' : 'asked',
    },
  ]
}

/**
 * A deed with the station it is aimed at: a unit of the responder, or words in front of the object where the unit is all stations or the
 * sender itself. A request to all stations is one deed, whoever answers it.
 */
function aimed(message: Message<Apdu>, asdu: Asdu, deed: Deed): Deed & Pick<Operation, 'part'> {
  const asked = message.request?.value?.asdu?.commonAddress
  const address = asked === ALL_STATIONS ? asked : asdu.commonAddress
  if (address === ALL_STATIONS || message.role === PUSH)
    return { ...deed, object: placed(address, deed.object) }
  return { ...deed, part: { part: 'unit', id: String(address) } }
}

function placed(address: number, object: string | undefined): string {
  const station = `station ${address}${address === ALL_STATIONS ? ' (broadcast)' : ''}`
  return object === undefined ? station : `${station}, ${object}`
}

/** Something the station tells of itself, unasked. */
function told(asdu: Asdu, name: string, object?: string): Operation {
  return {
    kind: 'operation',
    verb: 'report',
    function: name,
    initiator: 'sender',
    object: placed(asdu.commonAddress, object),
    outcome: 'done',
  }
}

/** Cause of initialization (7.2.6.21). */
const INITIALIZATIONS = ['local power on', 'local manual reset', 'remote reset']

function initialization(asdu: Asdu): string {
  const cause = (asdu.objects[0]?.qualifier ?? 0) & 0x7f
  return INITIALIZATIONS[cause] ?? `cause ${cause}`
}

function outcomeOf(message: Message<Apdu>, asdu: Asdu): Pick<Operation, 'outcome' | 'reason'> {
  if (asdu.cause >= FIRST_UNKNOWN) return { outcome: 'refused', reason: CAUSES[asdu.cause] ?? 'unknown' }
  if (asdu.negative || asdu.objects.some((one) => one.negative))
    return { outcome: 'refused', reason: 'negative confirmation' }
  return { outcome: message.role === REQUEST ? 'asked' : 'done' }
}

type Deed = Pick<Operation, 'verb' | 'function' | 'object'>

/** What is asked of one object. */
function deedOf(asdu: Asdu, object: InfoObject): Deed {
  // The answer to a read has the type of the point; the deed is that of the request.
  if (asdu.type <= LAST_MONITORED) return deed('read', READ, '', object.address)
  if (object.file >= 0) return fileDeed(asdu.type, TYPES[asdu.type]!.verb, '', object)
  return deed(verbOf(asdu, object), asdu.type, wordsOf(asdu, object), object.address)
}

function deed(verb: Verb, type: number, words: string, address: number): Deed {
  const { title, name } = TYPES[type]!
  return {
    verb,
    function: words === '' ? title : `${title} (${words})`,
    object: address === 0 ? name : `${name} IOA ${address}`,
  }
}

const REPORT: Verb = 'report'

function isFileCall(type: number): boolean {
  return type >= FILE_READY && type <= CALL_FILE
}

/**
 * Either side may call for a file that the other has offered (IEC 60870-5-5, 6.12). What a master calls for it reads, what it offers it
 * writes; an answer, of another type, tells the outcome of what it answers.
 */
function fileCallDeed(type: number, object: InfoObject, toStation: boolean, asked: Asdu | undefined): Deed {
  const [call] = asked?.objects ?? []
  if (asked !== undefined && call !== undefined && isFileCall(asked.type)) return ofMaster(asked.type, call)
  if (toStation) return ofMaster(type, object)
  return type === CALL_FILE
    ? fileDeed(type, 'file-write', callText(object), object)
    : fileDeed(type, REPORT, '', object)
}

function ofMaster(type: number, object: InfoObject): Deed {
  if (type !== CALL_FILE) return fileDeed(type, 'file-write', '', object)
  const verb = (object.qualifier & 15) === DELETE_FILE ? 'file-delete' : 'file-read'
  return fileDeed(type, verb, callText(object), object)
}

function callText(object: InfoObject): string {
  const call = object.qualifier & 15
  return FILE_CALLS[call] ?? `call ${call}`
}

function fileDeed(type: number, verb: Verb, words: string, object: InfoObject): Deed {
  const one = deed(verb, type, words, object.address)
  return { ...one, object: `file ${object.file} IOA ${object.address}` }
}

const EVENT_BUFFER = 2

function verbOf(asdu: Asdu, object: InfoObject): Verb {
  // Freezing overwrites and resetting loses what the counters held.
  if (asdu.type === COUNTER_INTERROGATION && object.qualifier >= 0x40) return 'write'
  // Events that nobody has fetched yet are dropped.
  if (asdu.type === RESET_PROCESS && object.qualifier === EVENT_BUFFER) return 'alarm-suppress'
  return TYPES[asdu.type]!.verb
}

const STATION_INTERROGATION = 20
const FREEZES = ['', 'freeze', 'freeze and reset', 'reset']

/** What tells one request of a type from another: select or execute, on or off, which group, which reset. */
function wordsOf(asdu: Asdu, object: InfoObject): string {
  const words: string[] = []
  const { qualifier } = object
  if (asdu.cause === DEACTIVATION || asdu.cause === DEACTIVATION_CONFIRMATION) words.push('deactivate')
  if (asdu.test) words.push('test')
  if (object.select !== undefined) words.push(object.select ? 'select' : 'execute')
  if (object.action !== '') words.push(object.action)
  if (asdu.type === INTERROGATION)
    words.push(qualifier === STATION_INTERROGATION ? 'station' : `group ${qualifier - STATION_INTERROGATION}`)
  if (asdu.type === COUNTER_INTERROGATION && qualifier >= 0x40) words.push(FREEZES[qualifier >> 6]!)
  if (asdu.type === RESET_PROCESS) words.push(qualifier === EVENT_BUFFER ? 'event buffer' : 'general')
  return words.join(', ')
}

/** Data of a file flows away from whoever sends its segments. */
function transfers(asdu: Asdu): Observation[] {
  return asdu.objects.map(({ file, bytes }) => ({
    kind: 'transfer',
    name: `file ${file}`,
    toward: 'receiver',
    bytes,
  }))
}
