import { StoreRefusal } from '../contract.ts'
import type { Value } from './connection.ts'

/** The place of a row in its order: the value sorted by, then the key. */
export type Place = readonly Value[]

export interface Order {
  field: string
  descending: boolean
}

/** A place as text that a caller hands back unread. */
export function cursorOf(order: Order, place: Place): string {
  const values = place.map((one) =>
    one instanceof Uint8Array ? { hex: Buffer.from(one).toString('hex') } : one,
  )
  return Buffer.from(JSON.stringify([order.field, order.descending, ...values])).toString('base64url')
}

/** The place that a cursor means; refuses what is none, or one of another order. */
export function placeOf(cursor: string, order: Order, length: number): Place {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    parts = undefined
  }
  const [field, descending, ...values] = Array.isArray(parts) ? parts : []
  const place = values.map(partOf)
  if (
    field !== order.field ||
    descending !== order.descending ||
    place.length !== length ||
    place.includes(undefined)
  )
    throw new StoreRefusal('invalid', 'this is not where a page of this list ended')
  return place as Value[]
}

function partOf(value: unknown): Value | undefined {
  if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return value
  const hex = typeof value === 'object' && value !== null ? (value as { hex?: unknown }).hex : undefined
  return typeof hex === 'string' && /^([0-9a-f]{2})*$/.test(hex) ? Buffer.from(hex, 'hex') : undefined
}
