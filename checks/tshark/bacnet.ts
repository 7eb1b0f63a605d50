import {
  errorClassName,
  errorCodeName,
  MORE_FOLLOWS,
  objectTypeName,
  SEGMENTED,
} from '../../src/dissect/protocols/bacnet/codes.tables.ts'
import { propertyName } from '../../src/dissect/protocols/bacnet/properties.tables.ts'
import type { FieldValue, Message } from '../../src/model/message.ts'
import { type Comparison, findAll, numberOf } from '../lib/comparison.ts'

/**
 * BACnet: who is behind which router, then of a network layer message its type, of an APDU type, service and invoke id, all objects and
 * properties it names wherever they stand, and errors and reasons.
 */
export const comparison: Comparison = {
  protocol: 'bacnet',
  layers: ['bacnet', 'bacapp'],
  filter: 'bacnet',
  theirs: (layers) => {
    const npdu = layers.find((one) => one.name === 'bacnet')
    if (npdu === undefined) return []
    const apdus = layers.filter((one) => one.name === 'bacapp')
    const all = (name: string) => apdus.flatMap((one) => findAll(one, name)).map((one) => Number(one.show))
    const first = (...names: string[]) => names.flatMap(all)[0] ?? '-'
    const instances = all('bacapp.instance_number')
    return [
      line([
        set(findAll(npdu, 'bacnet.dnet').map((one) => one.show)),
        numberOf(npdu, 'bacnet.snet') ?? '-',
        apdus.length === 0 ? `message ${numberOf(npdu, 'bacnet.mesgtyp') ?? '-'}` : first('bacapp.type'),
        first('bacapp.confirmed_service', 'bacapp.unconfirmed_service'),
        first('bacapp.invoke_id'),
        first('bacapp.reject_reason', 'bacapp.abort_reason'),
        set(all('bacapp.objectType').map((type, i) => `${objectTypeName(type)},${instances[i]}`)),
        set(all('bacapp.property_identifier').map(propertyName)),
        set([
          ...all('bacapp.error_class').map(errorClassName),
          ...all('bacapp.error_code').map(errorCodeName),
        ]),
      ]),
    ]
  },
  ours: (message) => {
    if (isArcnet(message)) return []
    const f = message.fields ?? {}
    const flags = Number(f.pdu_flags)
    // The last segment is followed by the whole message, which tshark shows in the same packet.
    const type = flags >> 4
    if ((type === 0 || type === 3) && (flags & SEGMENTED) !== 0 && (flags & MORE_FOLLOWS) === 0) return []
    const objects: string[] = []
    const properties: string[] = []
    const errors: string[] = []
    gather(f, objects, properties, errors)
    return [
      line([
        set([f.dnet ?? [], networksOf(f)].flat().map(String)),
        f.snet ?? '-',
        f.pdu_flags === undefined ? `message ${f.message_type ?? '-'}` : type,
        f.service_choice ?? '-',
        f.invoke_id ?? '-',
        f.reason_number ?? '-',
        set(objects),
        set(properties),
        set(errors),
      ]),
    ]
  },
}

/** tshark reads nothing behind ARCNET's header. */
function isArcnet(message: Message): boolean {
  return message.transport === 'llc' && message.from.mac?.startsWith('02:00:00:00:00:') === true
}

/** Networks that a network layer message is about. */
function networksOf(f: { [name: string]: FieldValue }): FieldValue[] {
  const lists = [f.networks ?? [], f.ports ?? []].flat() as { [name: string]: FieldValue }[]
  return [f.network ?? [], lists.map((one) => one.network ?? [])].flat(2)
}

/** An object as text, as values and references to other devices hold it. */
const OBJECT = /^[a-z-]+( \d+)?,\d+$|^object-type \d+,\d+$/

/** Everything of our fields that tshark would show as an object, a property or an error, at any depth. */
function gather(value: FieldValue, objects: string[], properties: string[], errors: string[]): void {
  if (Array.isArray(value)) {
    for (const one of value) gather(one, objects, properties, errors)
    return
  }
  if (typeof value !== 'object') return
  for (const [name, inner] of Object.entries(value)) {
    const items = Array.isArray(inner) ? inner : [inner]
    if (name === 'property') properties.push(...items.map(String))
    else if (name === 'error_class' || name === 'error_code') errors.push(...items.map(String))
    else for (const one of items) if (typeof one === 'string' && OBJECT.test(one)) objects.push(one)
    gather(inner, objects, properties, errors)
  }
  pairs(value, 'object_type', 'instance_number', objects)
  pairs(value, 'device_id_type', 'device_id_number', objects)
}

function pairs(value: { [name: string]: FieldValue }, type: string, number: string, objects: string[]): void {
  const types = [value[type] ?? []].flat()
  const numbers = [value[number] ?? []].flat()
  for (let i = 0; i < Math.min(types.length, numbers.length); i++) objects.push(`${types[i]},${numbers[i]}`)
}

function set(items: readonly string[]): string {
  return [...items].sort().join(' ')
}

function line(parts: readonly unknown[]): string {
  return parts.join(' | ')
}
