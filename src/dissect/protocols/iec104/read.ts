import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { ELEMENTS, type InfoObject } from './elements.ts'
import {
  ACTIVATION,
  ALL_STATIONS,
  BROADCAST_TYPES,
  CAUSES,
  CONTROL_FUNCTIONS,
  FIRST_COMMAND,
  FIRST_SECURITY,
  LAST_COMMAND,
  LAST_SECURITY,
  START_ACT,
  STATION_TYPES,
  TYPES,
  type TypeId,
} from './iec104.tables.ts'
import { isToStation, noteMaster } from './parties.ts'

/** Application service data unit (IEC 60870-5-101, clause 7): one type and cause, one station, some objects. */
export interface Asdu {
  type: number
  cause: number
  negative: boolean
  test: boolean
  originator: number
  commonAddress: number
  objects: InfoObject[]
}

/** One APDU (IEC 60870-5-104, clause 5): data, an acknowledgement, or control of the connection. */
export interface Apdu {
  /** First control octet of an unnumbered control function, else 0. */
  control: number
  asdu: Asdu | undefined
  /** Sent by a master. */
  toStation: boolean
}

/** The length octet of what brings no data: four control octets. */
export const CONTROL_SIZE = 4
/** Longest APDU, without start and length. */
export const MOST_APDU = 253

/** Objects that one unit can announce: seven bits (7.2.2.1). */
const MOST_OBJECTS = 127

export function readApdu(cursor: Cursor, session: Session): Apdu {
  cursor.expect('start', cursor.u8('start') === 0x68, 'is always 0x68')
  const length = cursor.u8('apdu_len')
  const apdu: Apdu = { control: 0, asdu: undefined, toStation: isToStation(session) }
  cursor.expect('apdu_len', length >= CONTROL_SIZE && length <= MOST_APDU, 'is 4 to 253')
  cursor.within('apci', length, () => {
    const control = cursor.u8('control')
    if ((control & 1) === 0) {
      cursor.derive('apci_type', 'I', 1)
      const high = cursor.u8('control_2')
      cursor.derive('apci_tx', (control | (high << 8)) >> 1, 2)
      readReceived(cursor)
      readAsdu(cursor, session, apdu)
      return
    }
    if ((control & 3) === 1) {
      cursor.derive('apci_type', 'S', 1)
      cursor.expect('control', control === 1, 'has reserved bits set')
      cursor.expect('control_2', cursor.u8('control_2') === 0, 'has reserved bits set')
      readReceived(cursor)
    } else {
      cursor.derive('apci_type', 'U', 1)
      apdu.control = control
      if (control === START_ACT) noteMaster(session)
      cursor.derive('apci_function', CONTROL_FUNCTIONS[control] ?? 'reserved', 1)
      cursor.expect(
        'control',
        CONTROL_FUNCTIONS[control] !== undefined,
        'asks for none or for several functions',
      )
      cursor.expect('control', cursor.u24le('control_rest') === 0, 'has reserved bits set')
    }
    cursor.expect('apdu_len', cursor.left === 0, 'brings data where none is due')
  })
  return apdu
}

function readReceived(cursor: Cursor): void {
  const received = cursor.u16le('received')
  cursor.derive('apci_rx', received >> 1, 2)
  cursor.expect('received', (received & 1) === 0, 'has its lowest bit set')
}

function readAsdu(cursor: Cursor, session: Session, apdu: Apdu): void {
  cursor.group('asdu', () => {
    const type = cursor.u8('info_obj_type')
    const known = TYPES[type]
    cursor.derive('type_name', known?.name ?? 'unknown', 1)
    cursor.expect('info_obj_type', known !== undefined, 'is not in the standard')
    const structure = cursor.u8('variable_structure')
    const sequence = cursor.derive('seq', structure >= 0x80, 1)
    const count = cursor.derive('num_ix', structure & 0x7f, 1)
    const asdu = readCause(cursor, type)
    apdu.asdu = asdu
    if (asdu.cause === ACTIVATION) noteMaster(session)
    session.keep(apdu)
    if (known === undefined) {
      cursor.rest('unknown_objects')
      return
    }
    readObjects(cursor, asdu, known, count, sequence)
    cursor.expect('num_ix', cursor.left === 0, 'leaves bytes behind the last object')
    if (type >= FIRST_COMMAND && type <= LAST_COMMAND) pairWithSelect(cursor, session, asdu)
  })
}

function readCause(cursor: Cursor, type: number): Asdu {
  const octet = cursor.u8('cause_octet')
  const cause = cursor.derive('cause_tx', octet & 0x3f, 1)
  cursor.derive('cause', CAUSES[cause] ?? 'reserved', 1)
  cursor.expect('cause_tx', CAUSES[cause] !== undefined, 'is not in the standard')
  const negative = cursor.derive('negative', (octet & 0x40) !== 0, 1)
  const test = cursor.derive('test', octet >= 0x80, 1)
  const originator = cursor.u8('originator_address')
  const commonAddress = cursor.u16le('common_address')
  const addressed = commonAddress > 0 && (commonAddress !== ALL_STATIONS || BROADCAST_TYPES.has(type))
  cursor.expect('common_address', addressed, 'is no address of a station for this type')
  return { type, cause, negative, test, originator, commonAddress, objects: [] }
}

function readObjects(cursor: Cursor, asdu: Asdu, type: TypeId, count: number, sequence: boolean): void {
  // Authentication carries one unit without an object address (IEC 60870-5-7, 7.2).
  if (asdu.type >= FIRST_SECURITY && asdu.type <= LAST_SECURITY) {
    const object = blankObject(0)
    asdu.objects.push(object)
    ELEMENTS.opaque.read(cursor)
    return
  }
  cursor.expect('num_ix', count > 0, 'announces no object')
  const first = sequence ? cursor.u24le('info_obj_addr') : -1
  cursor.each('objects', count, MOST_OBJECTS, (index) => {
    const address = sequence ? cursor.derive('info_obj_addr', first + index) : cursor.u24le('info_obj_addr')
    const object = blankObject(address)
    asdu.objects.push(object)
    if (STATION_TYPES.has(asdu.type))
      cursor.expect('info_obj_addr', address === 0, 'is 0 for the station itself')
    for (const name of type.elements) ELEMENTS[name].read(cursor, object)
  })
}

function blankObject(address: number): InfoObject {
  return { address, action: '', select: undefined, qualifier: 0, file: -1, bytes: 0, negative: false }
}

/** An execute of a selected object must ask for what was selected (IEC 60870-5-5, 6.8). */
function pairWithSelect(cursor: Cursor, session: Session, asdu: Asdu): void {
  const object = asdu.objects[0]
  if (object?.select === undefined || asdu.cause !== ACTIVATION) return
  const key = `select ${asdu.commonAddress} ${object.address}`
  const wanted = `${asdu.type} ${object.action}`
  if (object.select) {
    session.remember(key, wanted)
    return
  }
  const prepared = session.recall<string>(key)
  if (prepared === undefined) return
  session.forget(key)
  cursor.expect('objects', prepared === wanted, 'is not what was selected')
}
