import { type Message, REQUEST } from '../../../model/message.ts'
import type { Attribute as AttributeName, Observation, Operation, Party } from '../../../model/observation.ts'
import { isBroadcast, type LinkFrame, stationText } from '../dnp3-link/station.ts'
import { type Deed, deedsOf, kindsText } from './deeds.ts'
import {
  AUTH_ERRORS,
  AUTH_RESPONSE,
  CONFIRM,
  CONTROL_STATUS,
  FILE_STATUS,
  FUNCTIONS,
  IIN_REFUSES,
  IIN_RESTART,
  IIN_STATE,
  INDICATIONS,
  RESPONSE,
  UNSOLICITED,
} from './dnp3.tables.ts'
import type { Control, Fragment } from './fragment.ts'

/** What a fragment means: operations on the outstation, what it reports, and what it says of itself. */
export function observe(message: Message<Fragment>): Observation[] {
  const value = message.value!
  const link = message.parent?.value as LinkFrame | undefined
  const reply = value.function >= RESPONSE
  const facts = secrets(value)
  facts.push(...transfers(message))
  if (!reply) return [...facts, ...requests(message, link)]
  facts.push(...identities(value, aboutSender(link)))
  if (value.function === UNSOLICITED) facts.push(report(value, link))
  else if (value.first) facts.push(...answers(value, message.request?.value, link))
  // Whatever made the outstation start anew, its users should know.
  if ((value.iin & IIN_RESTART) !== 0) facts.push({ ...report(value, link), function: 'Device Restart' })
  return facts
}

function secrets(value: Fragment): Observation[] {
  return value.files.flatMap(({ account, password, key }) => {
    const of = account === '' ? {} : { account }
    const facts: Observation[] = []
    if (password) facts.push({ kind: 'secret', what: 'password', ...of })
    if (key) facts.push({ kind: 'secret', what: 'key', ...of })
    return facts
  })
}

/** Deeds of a request, aimed at the unit with the destination's address, or at all of them. */
function requests(message: Message<Fragment>, link: LinkFrame | undefined): Operation[] {
  const value = message.value!
  if (value.function === CONFIRM) return []
  const initiator = 'sender'
  const outcome = message.role === REQUEST ? 'asked' : 'done'
  return deedsOf(value).map((deed) => {
    if (link !== undefined && isBroadcast(link.destination))
      return operation({ ...deed, object: placed(link.destination, deed.object) }, { initiator, outcome })
    return operation(deed, { ...unit(link?.destination), initiator, outcome })
  })
}

/** The outstation inside the responder, by its link address. */
function unit(address: number | undefined): Pick<Operation, 'part'> {
  return address === undefined ? {} : { part: { part: 'unit', id: String(address) } }
}

/** An object with its outstation in front, where no unit of the responder can say which one. */
function placed(address: number, object: string | undefined): string {
  return object === undefined || object === '' ? stationText(address) : `${stationText(address)}, ${object}`
}

function aboutSender(link: LinkFrame | undefined): Party {
  return link === undefined ? 'sender' : { within: 'sender', part: 'unit', id: String(link.source) }
}

function operation(deed: Deed, rest: Omit<Operation, 'kind' | 'verb' | 'function' | 'object'>): Operation {
  const { verb, object } = deed
  return {
    kind: 'operation',
    verb,
    function: deed.function,
    ...(object === undefined ? {} : { object }),
    ...rest,
  }
}

/** What an outstation tells; it is the initiator, so its address is part of what the report is about. */
function report(value: Fragment, link: LinkFrame | undefined): Operation {
  const kinds = kindsText(value.objects)
  const object = link === undefined ? kinds : placed(link.source, kinds)
  return operation(
    { verb: 'report', function: FUNCTIONS[value.function]!, ...(object === '' ? {} : { object }) },
    { initiator: 'sender', outcome: 'done' },
  )
}

/** The request's deeds with their outcome; a response whose request was not seen still reports what it brings. */
function answers(value: Fragment, asked: Fragment | undefined, link: LinkFrame | undefined): Operation[] {
  if (asked === undefined)
    return value.function === RESPONSE && value.objects.length > 0 ? [report(value, link)] : []
  const refusal = refusalOf(value)
  return deedsOf(asked).map((deed) => {
    const reason = refusal ?? (deed.control === undefined ? undefined : statusOf(value, deed.control))
    return operation(deed, {
      ...unit(link?.source),
      initiator: 'receiver',
      ...(reason === undefined ? { outcome: 'done' } : { outcome: 'refused', reason }),
    })
  })
}

/** Why the outstation did not do what it was asked, as far as that holds for the whole request. */
function refusalOf(value: Fragment): string | undefined {
  const failed = value.authentications.find((one) => one.error !== 0)
  if (failed !== undefined) return AUTH_ERRORS[failed.error] ?? `error ${failed.error}`
  if (value.function === AUTH_RESPONSE) return undefined
  const indication = INDICATIONS.find(([bit]) => (value.iin & bit & IIN_REFUSES) !== 0)
  if (indication !== undefined) return indication[1]
  const file = value.files.find((one) => one.status !== 0)
  return file === undefined ? undefined : (FILE_STATUS[file.status] ?? `status ${file.status}`)
}

/** The status that a response gives to one command; undefined when it succeeded or was not told. */
function statusOf(value: Fragment, control: Control): string | undefined {
  const echo = value.controls.find((one) => one.group === control.group && one.index === control.index)
  if (echo === undefined || echo.status === 0) return undefined
  return CONTROL_STATUS[echo.status] ?? `status ${echo.status}`
}

/** Attributes of the standard set that identify the device (clause A.1). */
const IDENTITIES: { readonly [variation: number]: AttributeName } = {
  196: 'project',
  208: 'project',
  242: 'firmware',
  243: 'hardware',
  245: 'location',
  246: 'deviceId',
  247: 'name',
  248: 'serial',
  250: 'model',
  252: 'vendor',
}

function identities(value: Fragment, about: Party): Observation[] {
  const facts: Observation[] = []
  for (const { set, variation, value: text } of value.attributes) {
    const attribute = IDENTITIES[variation]
    if (set === 0 && attribute !== undefined && text !== '')
      facts.push({ kind: 'identity', about, attribute, value: text, confidence: 1 })
  }
  for (const [bit, name] of INDICATIONS)
    if ((value.iin & bit & IIN_STATE) !== 0)
      facts.push({ kind: 'identity', about, attribute: 'state', value: name, confidence: 0.9 })
  return facts
}

function transfers(message: Message<Fragment>): Observation[] {
  const value = message.value!
  return value.files
    .filter((one) => one.bytes > 0)
    .map(({ name, handle, bytes }) => ({
      kind: 'transfer',
      name: name === '' ? `file handle ${handle}` : name,
      toward: 'receiver',
      bytes,
    }))
}
