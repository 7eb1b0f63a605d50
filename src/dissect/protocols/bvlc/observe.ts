import type { Message } from '../../../model/message.ts'
import type { Observation, Operation } from '../../../model/observation.ts'
import type { Verb } from '../../../model/verb.ts'
import {
  DELETE_FDT_ENTRY,
  DELETE_FDT_ENTRY_V6,
  DISTRIBUTE_BROADCAST,
  FUNCTIONS,
  FUNCTIONS_IPV6,
  OVER_IPV6,
  READ_BDT,
  READ_BDT_ACK,
  READ_FDT,
  READ_FDT_ACK,
  REGISTER_FOREIGN_DEVICE,
  REGISTER_FOREIGN_DEVICE_V6,
  RESOLUTION_V6,
  RESULT,
  RESULTS,
  RESULTS_IPV6,
  VIRTUAL_RESOLUTION_V6,
  WRITE_BDT,
} from './bvlc.tables.ts'
import type { Bvlc } from './read.ts'

/** What the functions that ask for something do. Writing the tables decides who hears the broadcasts of a site. */
const VERBS: { readonly [code: number]: Verb } = {
  [WRITE_BDT]: 'network-change',
  [READ_BDT]: 'enumerate',
  [REGISTER_FOREIGN_DEVICE]: 'subscribe',
  [READ_FDT]: 'enumerate',
  [DELETE_FDT_ENTRY]: 'network-change',
}
const VERBS_IPV6: { readonly [code: number]: Verb } = {
  [RESOLUTION_V6]: 'enumerate',
  [VIRTUAL_RESOLUTION_V6]: 'enumerate',
  [REGISTER_FOREIGN_DEVICE_V6]: 'subscribe',
  [DELETE_FDT_ENTRY_V6]: 'network-change',
}

/** Result codes count in sixteens: the high octet's nibble is the function that was refused. */
const RESULT_STEP = 16

/** What one message means. NPDUs that are only carried mean nothing here. */
export function observeBvlc(message: Message<Bvlc>): Observation[] {
  const value = message.value!
  if (value.type === OVER_IPV6) return overIpv6(value)
  if (value.function === RESULT) return resultOf(message, value)
  if (value.function === READ_BDT_ACK) return [done('enumerate', FUNCTIONS[READ_BDT])]
  if (value.function === READ_FDT_ACK) return [done('enumerate', FUNCTIONS[READ_FDT])]
  const verb = VERBS[value.function]
  if (verb === undefined) return []
  return [asked(verb, value)]
}

function overIpv6(value: Bvlc): Observation[] {
  if (value.function === RESULT) {
    if (value.result === 0) return []
    const refused = value.result / RESULT_STEP
    const verb = VERBS_IPV6[refused]
    if (verb === undefined) return []
    const reason = RESULTS_IPV6[value.result] ?? `result ${value.result}`
    return [{ ...done(verb, FUNCTIONS_IPV6[refused] ?? ''), outcome: 'refused', reason }]
  }
  const verb = VERBS_IPV6[value.function]
  return verb === undefined ? [] : [asked(verb, value)]
}

/** A result names the function it refuses; success names none, so the request tells. */
function resultOf(message: Message<Bvlc>, value: Bvlc): Observation[] {
  const request = message.request?.value
  const code = value.result === 0 ? request?.function : value.result / RESULT_STEP
  if (code === undefined || code === DISTRIBUTE_BROADCAST) return []
  const verb = VERBS[code]
  if (verb === undefined) return []
  const reply = done(verb, FUNCTIONS[code] ?? '', request?.function === code ? objectOf(request) : undefined)
  if (value.result === 0) return [reply]
  return [{ ...reply, outcome: 'refused', reason: RESULTS[value.result] ?? `result ${value.result}` }]
}

function asked(verb: Verb, value: Bvlc): Operation {
  const object = objectOf(value)
  const operation: Operation = {
    kind: 'operation',
    verb,
    function: value.name,
    initiator: 'sender',
    outcome: 'asked',
  }
  return object === undefined ? operation : { ...operation, object }
}

function done(verb: Verb, name: string, object?: string): Operation {
  const operation: Operation = {
    kind: 'operation',
    verb,
    function: name,
    initiator: 'receiver',
    outcome: 'done',
  }
  return object === undefined ? operation : { ...operation, object }
}

/** Entries of a table in a line, the first few. */
const ENTRIES_SHOWN = 4

function objectOf(value: Bvlc): string | undefined {
  if (value.entries.length === 0) return undefined
  const shown = value.entries.slice(0, ENTRIES_SHOWN).map((one) => `${one.ip} port ${one.port}`)
  return value.entries.length > ENTRIES_SHOWN
    ? `${shown.join(', ')} and ${value.entries.length - ENTRIES_SHOWN} more`
    : shown.join(', ')
}
