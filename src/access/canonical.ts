import { createHash } from 'node:crypto'
import type { Json } from '../model/document.ts'

/** JSON that is the same text for the same content: members sorted, nothing between them (RFC 8785). */
export function canonical(value: Json): string {
  if (Array.isArray(value))
    return `[${value.map((one: Json | undefined) => canonical(one ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value as Readonly<Record<string, Json | undefined>>)
    .filter((member): member is [string, Json] => member[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`
}

/** SHA-256 as hexadecimal text. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
