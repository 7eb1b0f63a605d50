import { type Message, REQUEST } from '../../../model/message.ts'
import type { Observation, Operation, Party } from '../../../model/observation.ts'
import type { Verb } from '../../../model/verb.ts'
import type { Apdu } from './apdu.ts'
import type { Bacnet } from './bacnet.ts'
import {
  ABORT,
  COMPLEX_ACK,
  CONFIRMED_REQUEST,
  ERROR,
  REJECT,
  SEGMENT_ACK,
  SIMPLE_ACK,
  UNCONFIRMED_REQUEST,
} from './codes.tables.ts'
import { identityOf } from './identity.ts'
import { errorIn, errorText, groupIn, groupsIn, type Meaning } from './meanings.ts'
import {
  DISCONNECT_CONNECTION,
  ESTABLISH_CONNECTION,
  I_AM_ROUTER,
  I_COULD_BE_ROUTER,
  INITIALIZE_TABLE,
  INITIALIZE_TABLE_ACK,
  NETWORK_NUMBER_IS,
  networkMessageName,
  SET_MASTER_KEY,
  UPDATE_DISTRIBUTION_KEY,
  UPDATE_KEY_SET,
  WHAT_IS_NETWORK_NUMBER,
  WHO_IS_ROUTER,
} from './network.tables.ts'
import type { NetworkMessage, Npdu, Station } from './npdu.ts'
import { meaningsOf, meaningsOfReply } from './operations.ts'
import type { Group } from './primitives.ts'

/** What one message means: operations, what devices say of themselves, and passwords that passed. */
export function observeBacnet(message: Message<Bacnet>): Observation[] {
  const { npdu, apdu } = message.value!
  if (npdu.message !== undefined) return observeNetwork(npdu.message, message.request?.value?.npdu.message)
  if (apdu === undefined || apdu.segment || apdu.type === SEGMENT_ACK) return []
  const facts: Observation[] = identityOf(apdu, speaker(npdu, message))
  if (apdu.parameters.password === true) facts.push({ kind: 'secret', what: 'password' })
  const asks = apdu.type === CONFIRMED_REQUEST || apdu.type === UNCONFIRMED_REQUEST
  facts.push(...(asks ? asked(message, apdu, npdu) : answered(message, apdu, npdu)))
  return facts
}

/** Who speaks: the sender, whoever a BBMD forwards for, or a device behind one of them. */
function speaker(npdu: Npdu, message: Message): Party {
  const origin = (message.parent?.value as { origin?: { ip: string } } | undefined)?.origin
  const host = origin === undefined ? 'sender' : { ip: origin.ip }
  if (npdu.source === undefined) return host
  return { within: host, part: 'device', id: stationText(npdu.source) }
}

function stationText(station: Station): string {
  return `${station.network}:${station.address}`
}

/** The routed device that an operation is really about; broadcasts to a network are about none. */
function partOf(station: Station | undefined): Pick<Operation, 'part'> {
  if (station === undefined || station.address === '') return {}
  return { part: { part: 'device', id: stationText(station) } }
}

function asked(message: Message, apdu: Apdu, npdu: Npdu): Operation[] {
  const outcome = message.role === REQUEST ? 'asked' : 'done'
  return meaningsOf(apdu).map((one) => operation(one, 'sender', { outcome }, npdu.destination))
}

function answered(message: Message<Bacnet>, apdu: Apdu, npdu: Npdu): Operation[] {
  const request = message.request?.value?.apdu
  const known = request !== undefined && request.type === CONFIRMED_REQUEST && !request.segment
  const meanings = known ? meaningsOf(request) : meaningsOfReply(apdu)
  const end = endOf(apdu)
  if (end === undefined) return []
  const parts = apdu.type === COMPLEX_ACK ? refusals(apdu.parameters) : []
  return meanings.map((one, index) => operation(one, 'receiver', parts[index] ?? end, npdu.source))
}

type End = Pick<Operation, 'outcome' | 'reason'>

/** How a reply ends its request. */
function endOf(apdu: Apdu): End | undefined {
  switch (apdu.type) {
    case SIMPLE_ACK:
    case COMPLEX_ACK:
      return { outcome: 'done' }
    case ERROR:
      return { outcome: 'refused', reason: errorText(errorIn(apdu.parameters)) }
    case REJECT:
    case ABORT:
      return { outcome: 'refused', reason: apdu.reason }
    default:
      return undefined
  }
}

/** Of each object of a multiple read: whether all that was asked of it was refused, and why. */
function refusals(parameters: Group): (End | undefined)[] {
  return groupsIn(parameters, 'reads').map((each) => {
    const results = groupsIn(each, 'results')
    const errors = results.map((one) => groupIn(one, 'error'))
    const first = errors[0]
    if (first === undefined || errors.includes(undefined)) return undefined
    return { outcome: 'refused', reason: errorText(first) }
  })
}

function operation(
  meaning: Meaning & { function: string },
  initiator: Operation['initiator'],
  end: End,
  station: Station | undefined,
): Operation {
  const object = meaning.object === undefined || meaning.object === '' ? {} : { object: meaning.object }
  return {
    kind: 'operation',
    verb: meaning.verb,
    function: meaning.function,
    initiator,
    ...object,
    ...end,
    ...partOf(station),
  }
}

/** What messages of the network layer do. */
const NETWORK_VERBS: { readonly [type: number]: Verb } = {
  [WHO_IS_ROUTER]: 'enumerate',
  [I_AM_ROUTER]: 'report',
  [I_COULD_BE_ROUTER]: 'report',
  [ESTABLISH_CONNECTION]: 'network-change',
  [DISCONNECT_CONNECTION]: 'network-change',
  [UPDATE_KEY_SET]: 'password-change',
  [UPDATE_DISTRIBUTION_KEY]: 'password-change',
  [SET_MASTER_KEY]: 'password-change',
  [WHAT_IS_NETWORK_NUMBER]: 'enumerate',
  [NETWORK_NUMBER_IS]: 'report',
}

/** Networks named of one message. */
const NETWORKS_SHOWN = 4

function observeNetwork(value: NetworkMessage, request: NetworkMessage | undefined): Observation[] {
  const facts: Observation[] = value.carriesKey ? [{ kind: 'secret', what: 'key' }] : []
  const base = { kind: 'operation', function: value.name, ...networksOf(value) } as const
  // A table of no ports asks for the table, any other sets it (6.4.7).
  if (value.type === INITIALIZE_TABLE)
    facts.push({
      ...base,
      verb: value.ports > 0 ? 'network-change' : 'read',
      initiator: 'sender',
      outcome: 'asked',
    })
  else if (value.type === INITIALIZE_TABLE_ACK) {
    const asks = request === undefined ? value.ports > 0 : request.ports === 0
    facts.push({
      kind: 'operation',
      verb: asks ? 'read' : 'network-change',
      function: networkMessageName(INITIALIZE_TABLE),
      initiator: 'receiver',
      outcome: 'done',
      ...(request === undefined ? {} : networksOf(request)),
    })
  } else {
    const verb = NETWORK_VERBS[value.type]
    if (verb !== undefined) facts.push({ ...base, verb, initiator: 'sender', outcome: 'done' })
  }
  return facts
}

function networksOf(value: NetworkMessage): Pick<Operation, 'object'> {
  if (value.networks.length === 0) return {}
  const shown = value.networks.slice(0, NETWORKS_SHOWN).join(', ')
  const more =
    value.networks.length > NETWORKS_SHOWN ? ` and ${value.networks.length - NETWORKS_SHOWN} more` : ''
  return { object: `network ${shown}${more}` }
}
