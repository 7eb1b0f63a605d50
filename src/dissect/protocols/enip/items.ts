import { ipv4Text } from '../../../base/address.ts'
import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import { type Attribute, readAttribute } from '../cip/attributes.ts'
import {
  CONNECTED_ADDRESS,
  IDENTITY_ITEM,
  ITEMS,
  SEQUENCED_ADDRESS,
  SERVICES_ITEM,
  SOCKET_TO_ORIGINATOR,
  SOCKET_TO_TARGET,
} from './enip.tables.ts'

/** What the items of a common packet hold besides a message. */
export interface Items {
  /** Connection identifier of the address item. */
  connection: number | undefined
  /** Sequence number of a sequenced address item. */
  sequence: number
  /** Identities that a device tells, as attributes of the Identity object. */
  identities: Attribute[][]
  services: string[]
}

/**
 * Reads a list of items (Volume 2, 2-6). Whoever calls reads the data items: `data` is called with the item's type inside the bounds of
 * the item, after the address items in front of it were read.
 */
export function readItems(cursor: Cursor, data: (type: number, items: Items) => void): Items {
  const items: Items = { connection: undefined, sequence: 0, identities: [], services: [] }
  const count = cursor.u16le('item_count')
  cursor.each('items', count, limits.dissect.listItems, () => {
    const type = cursor.u16le('item_type')
    cursor.derive('item_type_name', ITEMS[type] ?? `0x${type.toString(16)}`, 2)
    const size = cursor.u16le('item_length')
    cursor.within('item', size, () => readItem(cursor, type, items, data))
  })
  return items
}

function readItem(
  cursor: Cursor,
  type: number,
  items: Items,
  data: (type: number, items: Items) => void,
): void {
  if (type === CONNECTED_ADDRESS) items.connection = cursor.u32le('connection_id')
  else if (type === SEQUENCED_ADDRESS) {
    items.connection = cursor.u32le('connection_id')
    items.sequence = cursor.u32le('sequence_number')
  } else if (type === IDENTITY_ITEM) items.identities.push(readIdentity(cursor))
  else if (type === SERVICES_ITEM) items.services.push(readService(cursor))
  else if (type === SOCKET_TO_TARGET || type === SOCKET_TO_ORIGINATOR) readSocket(cursor)
  else if (cursor.left > 0) data(type, items)
}

const IDENTITY_CLASS = 1

/** The identity item (Volume 2, table 2-4.4): attributes 1 to 8 of the Identity object behind a socket address. */
function readIdentity(cursor: Cursor): Attribute[] {
  cursor.u16le('encapsulation_version')
  readSocket(cursor)
  const found: Attribute[] = []
  for (let id = 1; id <= LAST_ATTRIBUTE; id++) {
    if (id > REQUIRED_ATTRIBUTES && cursor.left === 0) break
    const one = readAttribute(cursor, IDENTITY_CLASS, 1, id)
    if (one !== undefined) found.push(one)
  }
  return found
}

const LAST_ATTRIBUTE = 8
/** The state at the end is missing where devices are old. */
const REQUIRED_ATTRIBUTES = 7

/** A socket address as `sockaddr_in`, most significant byte first. */
function readSocket(cursor: Cursor): void {
  cursor.u16('socket_family')
  cursor.u16('socket_port')
  cursor.derive('socket_address', ipv4Text(cursor.raw('socket_address_bytes', 4), 0), 4)
  cursor.skip(8)
}

const NAME_BYTES = 16

/** Volume 2, table 2-4.8; some devices end the name early. */
function readService(cursor: Cursor): string {
  cursor.u16le('encapsulation_version')
  cursor.u16le('capability_flags')
  return cursor.text('service_name', Math.min(cursor.left, NAME_BYTES))
}
