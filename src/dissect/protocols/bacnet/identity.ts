import vendors from '../../../../knowledge/bacnet-vendors.json' with { type: 'json' }
import type { Attribute, Identity, Party } from '../../../model/observation.ts'
import type { Apdu } from './apdu.ts'
import { COMPLEX_ACK, DEVICE, UNCONFIGURED_INSTANCE, UNCONFIRMED_REQUEST } from './codes.tables.ts'
import { groupsIn, numberOf, objectIn } from './meanings.ts'
import { type Datum, type Group, ObjectId } from './primitives.ts'
import { propertyNumber } from './properties.tables.ts'

const NAMES: { readonly [id: string]: string } = vendors.vendors

/** Name that ASHRAE's register has for a vendor identifier. */
export function vendorName(id: number): string | undefined {
  return NAMES[id]
}

/** Texts of the device object that identify the device (12.11). */
const TEXTS: ReadonlyMap<number, Attribute> = new Map([
  [propertyNumber('application-software-version'), 'software'],
  [propertyNumber('description'), 'description'],
  [propertyNumber('firmware-revision'), 'firmware'],
  [propertyNumber('location'), 'location'],
  [propertyNumber('model-name'), 'model'],
  [propertyNumber('object-name'), 'name'],
  [propertyNumber('serial-number'), 'serial'],
  [propertyNumber('vendor-name'), 'vendor'],
])
const VENDOR_IDENTIFIER = propertyNumber('vendor-identifier')
const OBJECT_IDENTIFIER = propertyNumber('object-identifier')
const SYSTEM_STATUS = propertyNumber('system-status')
/** States of a device (12.11.9). */
const SYSTEM_STATES = [
  'operational',
  'operational-read-only',
  'download-required',
  'download-in-progress',
  'non-operational',
  'backup-in-progress',
]

/** Read from the device object, announced by the device, looked up in the register, concluded. */
const READ = 1
const ANNOUNCED = 0.9
const LOOKED_UP = 0.8
const GUESSED = 0.4

/** What a message tells of the device that sent it. */
export function identityOf(apdu: Apdu, about: Party): Identity[] {
  if (apdu.type === UNCONFIRMED_REQUEST) return announced(apdu.name, apdu.parameters, about)
  if (apdu.type !== COMPLEX_ACK) return []
  if (apdu.name === 'ReadProperty')
    return fromDeviceObject(objectIn(apdu.parameters), [apdu.parameters], about)
  if (apdu.name !== 'ReadPropertyMultiple') return []
  return groupsIn(apdu.parameters, 'reads').flatMap((each) =>
    fromDeviceObject(objectIn(each), groupsIn(each, 'results'), about),
  )
}

function announced(service: string, parameters: Group, about: Party): Identity[] {
  const device = objectIn(parameters, 'device_id')
  const number = device?.type === DEVICE ? deviceNumber(device, about, ANNOUNCED) : []
  switch (service) {
    case 'I-Am':
      return [...number, ...vendorOf(numberOf(parameters.vendor), about, ANNOUNCED), ...roleOf(device, about)]
    case 'I-Have': {
      const isDevice = objectIn(parameters)?.type === DEVICE
      return [...number, ...(isDevice ? said('name', parameters.object_name, about, ANNOUNCED) : [])]
    }
    case 'UnconfirmedCOVNotification':
    case 'UnconfirmedEventNotification':
      return number
    case 'Who-Am-I':
      return [
        ...vendorOf(numberOf(parameters.vendor), about, ANNOUNCED),
        ...said('model', parameters.model_name, about, ANNOUNCED),
        ...said('serial', parameters.serial_number, about, ANNOUNCED),
      ]
    default:
      return []
  }
}

/** Properties that were read from an object, where that is the device object. */
function fromDeviceObject(object: ObjectId | undefined, results: readonly Group[], about: Party): Identity[] {
  if (object?.type !== DEVICE) return []
  // Who does not know a device's number asks for that of all devices, and the answer repeats it.
  const facts = object.instance === UNCONFIGURED_INSTANCE ? [] : deviceNumber(object, about, READ)
  for (const result of results) {
    const property = numberOf(result.property)
    const { value } = result
    const first = Array.isArray(value) && value.length === 1 ? value[0] : undefined
    const attribute = TEXTS.get(property)
    if (attribute !== undefined) facts.push(...said(attribute, first, about, READ))
    else if (property === VENDOR_IDENTIFIER) facts.push(...vendorOf(numberOf(first), about, READ))
    else if (property === OBJECT_IDENTIFIER && first instanceof ObjectId)
      facts.push(...deviceNumber(first, about, READ))
    else if (property === SYSTEM_STATUS && typeof first === 'number')
      facts.push(...said('state', SYSTEM_STATES[first] ?? `status ${first}`, about, READ))
  }
  return facts
}

/** Nearly all that announce themselves are controllers; operators' stations do too, but are seen to ask. */
function roleOf(device: ObjectId | undefined, about: Party): Identity[] {
  const isPart = typeof about !== 'string' && 'within' in about
  if (isPart || device === undefined || device.instance === UNCONFIGURED_INSTANCE) return []
  return said('role', 'building-controller', about, GUESSED)
}

function deviceNumber(device: ObjectId, about: Party, confidence: number): Identity[] {
  return said('deviceId', `device instance ${device.instance}`, about, confidence)
}

function vendorOf(id: number, about: Party, confidence: number): Identity[] {
  if (id < 0) return []
  return [
    ...said('vendorId', `BACnet vendor id ${id}`, about, confidence),
    ...said('vendor', vendorName(id), about, LOOKED_UP),
  ]
}

function said(attribute: Attribute, value: Datum | undefined, about: Party, confidence: number): Identity[] {
  const text = typeof value === 'string' ? value.trim() : ''
  return text === '' ? [] : [{ kind: 'identity', about, attribute, value: text, confidence }]
}
