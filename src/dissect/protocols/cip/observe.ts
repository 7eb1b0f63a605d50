import type { Message } from '../../../model/message.ts'
import type { Attribute as Claimed, Identity, Observation, Party } from '../../../model/observation.ts'
import type { Attribute } from './attributes.ts'
import { serialText } from './attributes.ts'
import { DEVICE_ROLES, DEVICE_TYPES, PARTIAL_TRANSFER, STATES, SUCCESS, statusText } from './cip.tables.ts'
import { opens } from './manager.ts'
import type { Cip, Opening } from './message.ts'
import { partOf, target } from './path.ts'
import { objectText, serviceOf, subjectText } from './services.ts'
import { vendorName } from './vendors.ts'

/** What a CIP message means: each service in it, and what it tells of the devices. */
export function observeCip(message: Message<Cip>): Observation[] {
  return meaningOf(message.value!)
}

function meaningOf(one: Cip): Observation[] {
  if (one.messages.length > 0) return one.messages.flatMap(meaningOf)
  const { path } = one
  if (path === undefined || (path.objects.length === 0 && path.tag === '')) return []
  const facts: Observation[] = []
  if (one.secret && !one.reply) facts.push({ kind: 'secret', what: 'password' })
  if (!one.carries || failed(one)) facts.push(operationOf(one))
  if (one.moved > 0)
    facts.push({
      kind: 'transfer',
      name: objectText(path, one.rockwell),
      toward: 'receiver',
      bytes: one.moved,
    })
  if (one.reply) facts.push(...identityOf(one))
  if (opens(one.service) && !one.reply && one.opening !== undefined) facts.push(...originatorOf(one.opening))
  return facts
}

function failed(one: Cip): boolean {
  return one.reply && one.status !== SUCCESS && one.status !== PARTIAL_TRANSFER
}

/** Transport classes of connections that carry data in cycles. */
const CYCLIC = new Set([0, 1])

function operationOf(one: Cip): Observation {
  const path = one.path!
  const [name, usual] = serviceOf(path, one.service, one.rockwell)
  const cyclic = one.opening !== undefined && CYCLIC.has(one.opening.transportClass)
  const verb = cyclic ? 'subscribe' : usual
  const opened = one.opening?.path.route ?? []
  const part = partOf(opened.length > 0 ? opened : one.route)
  const refused = failed(one)
  return {
    kind: 'operation',
    verb,
    function: name,
    initiator: one.reply ? 'receiver' : 'sender',
    object: objectOf(one),
    ...(refused
      ? { outcome: 'refused', reason: statusText(one.status, one.extended) }
      : { outcome: one.reply ? 'done' : 'asked' }),
    ...(part === undefined ? {} : { part }),
  }
}

/** A connection is known by where it leads; whatever else by its object, with particulars behind. */
function objectOf(one: Cip): string {
  const { opening, rockwell } = one
  if (opening !== undefined) return objectText(opening.path, rockwell) || 'connection'
  const changes = one.attributes.length > 0 || one.listed.length > 0
  const listed = changes && SETS.has(one.service) ? one.listed : []
  const text = subjectText(one.path!, serviceOf(one.path!, one.service, rockwell)[1], rockwell, listed)
  return one.note === '' ? text : `${text}, ${one.note}`
}

/** Set_Attribute_List: which attributes it changes is part of what it does; a list that is only read is not. */
const SETS = new Set([0x04])

const IDENTITY = 1
const TCP_IP = 0xf5

function identityOf(one: Cip): Identity[] {
  const object = target(one.path!)
  const part = partOf(one.route)
  const about: Party = part === undefined ? 'sender' : { within: 'sender', ...part }
  if (object?.instance === 0) return []
  if (object?.class === IDENTITY) return deviceIdentity(one.attributes, about)
  const name = one.attributes.find((attribute) => attribute.id === HOST_NAME)?.value
  if (object?.class === TCP_IP && typeof name === 'string' && name !== '')
    return [{ kind: 'identity', about, attribute: 'name', value: name, confidence: 1 }]
  return []
}

const HOST_NAME = 6

/** What attributes of the Identity object say of a device (Volume 1, 5-2.2); the encapsulation's ListIdentity says the same. */
export function deviceIdentity(attributes: readonly Attribute[], about: Party): Identity[] {
  const facts: Identity[] = []
  const claim = (attribute: Claimed, value: string): void => {
    if (value !== '') facts.push({ kind: 'identity', about, attribute, value, confidence: 1 })
  }
  const of = new Map(attributes.map((one) => [one.id, one.value]))
  const [vendor, type, code] = [of.get(1), of.get(2), of.get(3)]
  if (typeof vendor === 'number') {
    const name = vendorName(vendor)
    claim(name === undefined ? 'vendorId' : 'vendor', name ?? `CIP vendor ${vendor}`)
  }
  if (typeof type === 'number') {
    claim('role', DEVICE_ROLES[type] ?? '')
    claim('deviceId', deviceIdText(type, code))
  }
  claim('firmware', String(of.get(4) ?? ''))
  claim('serial', String(of.get(6) ?? ''))
  claim('model', String(of.get(7) ?? '').trim())
  const state = of.get(8)
  if (typeof state === 'number' && of.size > 1) claim('state', STATES[state] ?? '')
  return facts
}

function deviceIdText(type: number, code: number | string | undefined): string {
  const name = DEVICE_TYPES[type] ?? `device type 0x${type.toString(16)}`
  return code === undefined ? name : `${name}, product code ${code}`
}

/** Vendor ids under which programs on PCs open connections: they tell of the program, not of the machine. */
const PROGRAMS = new Set([77])

/** Who opens a connection says whose make it is: a hint only, for programs make up their numbers. */
function originatorOf(opening: Opening): Identity[] {
  const { vendor, serial } = opening
  const name = vendorName(vendor)
  const hint = { kind: 'identity', about: 'sender', confidence: 0.4 } as const
  if (PROGRAMS.has(vendor)) return [{ ...hint, attribute: 'description', value: `runs software of ${name}` }]
  return [
    {
      ...hint,
      attribute: name === undefined ? 'vendorId' : 'vendor',
      value: name ?? `CIP vendor ${vendor}`,
    },
    { ...hint, attribute: 'serial', value: serialText(serial) },
  ]
}
