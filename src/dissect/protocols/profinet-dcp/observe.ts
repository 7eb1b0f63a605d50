import known from '../../../../knowledge/profinet-vendors.json' with { type: 'json' }
import { isHostIp } from '../../../base/address.ts'
import type { Message } from '../../../model/message.ts'
import type { Attribute, Observation, Operation } from '../../../model/observation.ts'
import type { Verb } from '../../../model/verb.ts'
import { roleOfDescription } from '../../description.ts'
import {
  BLOCK,
  ERRORS,
  IO_CONTROLLER,
  IO_DEVICE,
  NOT_SUPPORTED,
  OPTION,
  PERMANENT,
  SERVICE,
  SUPERVISOR,
} from './profinet-dcp.tables.ts'
import { type Block, blockName, type Dcp } from './read.ts'

const VENDORS: { readonly [id: string]: string } = known.vendors
/** The device itself answers an identity service. */
const CERTAIN = 1
/** The type of a station is often the name of its family; whoever names the model itself knows better. */
const FAMILY = 0.85
/** A role worked out of the station's type, or of what it may do on the bus. */
const LIKELY = 0.8
const HINT = 0.4

/** What a frame means: who a station is, who looks for stations, who changes one. */
export function observe(message: Message<Dcp>): Observation[] {
  const value = message.value!
  if (value.service === SERVICE.hello) return [...identityOf(value.blocks, message), hello()]
  if (value.service === SERVICE.identify) return identify(message)
  if (value.service === SERVICE.get) return get(message)
  return value.service === SERVICE.set ? set(message) : []
}

function hello(): Operation {
  return { kind: 'operation', verb: 'report', function: 'Hello', initiator: 'sender', outcome: 'done' }
}

/** A search is done when it was sent: who does not fit stays silent. Each answer is a line between the asker and the station. */
function identify(message: Message<Dcp>): Observation[] {
  const { kind, blocks } = message.value!
  if (kind === 0) {
    const all = blocks.some((one) => one.id === BLOCK.all)
    const filter = blocks.map((one) => `${blockName(one.id)} ${one.text}`.trim()).join(', ')
    const what = all ? 'Identify All' : 'Identify'
    return [operation('enumerate', what, 'sender', all ? '' : filter, 'done')]
  }
  const name = blocks.find((one) => one.id === BLOCK.name)?.text ?? ''
  return [
    ...identityOf(blocks, message),
    operation(
      'identify',
      'Identify',
      'receiver',
      name === '' ? '' : `${blockName(BLOCK.name)} ${name}`,
      'done',
    ),
  ]
}

function get(message: Message<Dcp>): Observation[] {
  const { kind, blocks } = message.value!
  const asked = kind === 0 ? blocks : (message.request?.value as Dcp | undefined)?.blocks
  const wanted = (asked ?? blocks.filter((one) => one.id !== BLOCK.response))
    .map((one) => blockName(one.id))
    .join(', ')
  if (kind === 0) return [operation('identify', 'Get', 'sender', wanted, 'asked')]
  const reason = kind === NOT_SUPPORTED ? 'Request not supported' : firstError(blocks)
  return [
    ...identityOf(blocks, message),
    operation('identify', 'Get', 'receiver', wanted, reason === undefined ? 'done' : 'refused', reason),
  ]
}

function firstError(blocks: readonly Block[]): string | undefined {
  const failed = blocks.find((one) => one.id === BLOCK.response && one.error !== 0)
  return failed === undefined ? undefined : errorText(failed.error)
}

function errorText(error: number): string {
  return ERRORS[error] ?? `error ${error}`
}

/** Each block of a set request is an order of its own, and each gets its answer. */
function set(message: Message<Dcp>): Operation[] {
  const { kind, blocks } = message.value!
  if (kind === 0) return blocks.filter(changes).map((one) => order(one.id, one, 'sender', 'asked', undefined))
  const asked = (message.request?.value as Dcp | undefined)?.blocks ?? []
  if (kind === NOT_SUPPORTED)
    return asked
      .filter(changes)
      .map((one) => order(one.id, one, 'receiver', 'refused', 'Request not supported'))
  return blocks
    .filter((one) => one.id === BLOCK.response && changes({ id: one.answers }))
    .map((one) => {
      const request = asked.find((block) => block.id === one.answers)
      return one.error === 0
        ? order(one.answers, request, 'receiver', 'done', undefined)
        : order(one.answers, request, 'receiver', 'refused', errorText(one.error))
    })
}

/** The blocks that frame a transaction change nothing themselves. */
function changes(block: { id: number }): boolean {
  return block.id !== BLOCK.start && block.id !== BLOCK.end && block.id !== BLOCK.response
}

function order(
  id: number,
  block: Block | undefined,
  initiator: Operation['initiator'],
  outcome: Operation['outcome'],
  reason: string | undefined,
): Operation {
  const name = `Set ${blockName(id)}`
  return operation(verbOf(id), name, initiator, block === undefined ? '' : objectOf(block), outcome, reason)
}

/** A reset takes name, address or parameters away from the station: its configuration changes. */
function verbOf(id: number): Verb {
  const option = id >> 8
  if (id === BLOCK.signal) return 'diagnose'
  if (id === BLOCK.name || id === BLOCK.gateway || id === BLOCK.alias) return 'network-change'
  return option === OPTION.ip || option === OPTION.dhcp ? 'network-change' : 'config-change'
}

/** What is set, and whether it outlives a restart. */
function objectOf(block: Block): string {
  if (block.id === BLOCK.signal || block.id === BLOCK.factoryReset) return ''
  if (block.id === BLOCK.resetToFactory) return block.text
  const lasting = (block.qualifier & PERMANENT) === 1 ? 'permanent' : 'temporary'
  return block.text === '' ? lasting : `${block.text}, ${lasting}`
}

function operation(
  verb: Verb,
  name: string,
  initiator: Operation['initiator'],
  object: string,
  outcome: Operation['outcome'],
  reason?: string,
): Operation {
  return {
    kind: 'operation',
    verb,
    function: name,
    initiator,
    ...(object === '' ? {} : { object }),
    outcome,
    ...(reason === undefined ? {} : { reason }),
  }
}

function identityOf(blocks: readonly Block[], message: Message<Dcp>): Observation[] {
  const facts: Observation[] = []
  const say = (attribute: Attribute, value: string, confidence = CERTAIN): void => {
    if (value !== '') facts.push({ kind: 'identity', about: 'sender', attribute, value, confidence })
  }
  const { mac } = message.from
  const type = blocks.find((one) => one.id === BLOCK.type)?.text ?? ''
  for (const one of blocks) {
    if (one.id === BLOCK.name || one.id === BLOCK.alias) say('name', one.text)
    else if (one.id === BLOCK.type) say('model', one.text, FAMILY)
    else if (one.id === BLOCK.deviceId) {
      const vendor = VENDORS[one.vendor]
      say(vendor === undefined ? 'vendorId' : 'vendor', vendor ?? `PROFINET vendor 0x${hex16(one.vendor)}`)
      say('deviceId', `0x${hex16(one.device)}`)
    } else if (one.id === BLOCK.role) {
      const typed = roleOfDescription(type)
      if (typed === undefined) say('role', roleOf(one.role), HINT)
      else say('role', typed, LIKELY)
    } else if (mac !== undefined && one.ip !== '' && isHostIp(one.ip))
      facts.push({ kind: 'alias', mac, device: { ip: one.ip } })
    else if (mac !== undefined && one.mac !== '' && one.mac !== mac)
      facts.push({ kind: 'alias', mac, device: { mac: one.mac } })
  }
  return facts
}

function roleOf(bits: number): 'plc' | 'engineering-workstation' | 'remote-io' | '' {
  if ((bits & IO_CONTROLLER) !== 0) return 'plc'
  if ((bits & SUPERVISOR) !== 0) return 'engineering-workstation'
  return (bits & IO_DEVICE) !== 0 ? 'remote-io' : ''
}

function hex16(value: number): string {
  return value.toString(16).padStart(4, '0')
}
