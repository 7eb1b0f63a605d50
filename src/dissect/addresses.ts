import { ipv4Text, ipv6Text, macText } from '../base/address.ts'
import type { Cursor } from './cursor.ts'

/** Reads six bytes as a lower-case colon-separated MAC. */
export function readMac(cursor: Cursor, name: string): string {
  const at = cursor.at
  cursor.skip(6)
  return cursor.derive(name, macText(cursor.bytes, at), 6)
}

/** Reads four bytes as a dotted IPv4 address. */
export function readIpv4(cursor: Cursor, name: string): string {
  const at = cursor.at
  cursor.skip(4)
  return cursor.derive(name, ipv4Text(cursor.bytes, at), 4)
}

/** Reads sixteen bytes as a canonical IPv6 address. */
export function readIpv6(cursor: Cursor, name: string): string {
  const at = cursor.at
  cursor.skip(16)
  return cursor.derive(name, ipv6Text(cursor.bytes, at), 16)
}
