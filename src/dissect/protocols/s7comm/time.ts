import type { Cursor } from '../../cursor.ts'

/**
 * Reads DATE_AND_TIME: eight bytes of binary-coded decimals (year, month, day, hour, minute, second, then milliseconds and weekday).
 * Gives ISO 8601 without a zone, for the controller has none.
 */
export function readTimestamp(cursor: Cursor): string {
  const bytes = cursor.raw('timestamp_bytes', 8)
  const [year, month, day, hour, minute, second, milliHigh, milliLow] = bytes as unknown as number[]
  const century = decimal(year!) < 90 ? 2000 : 1900
  const date = `${century + decimal(year!)}-${two(month!)}-${two(day!)}`
  const milli = decimal(milliHigh!) * 10 + (milliLow! >> 4)
  const valid = bytes.every((byte, at) => (byte & 15) < 10 && (byte >> 4 < 10 || at === 7))
  cursor.expect('timestamp_bytes', valid, 'holds decimal digits only')
  return cursor.derive(
    'timestamp',
    `${date}T${two(hour!)}:${two(minute!)}:${two(second!)}.${String(milli).padStart(3, '0')}`,
    8,
  )
}

function decimal(byte: number): number {
  return (byte >> 4) * 10 + (byte & 15)
}

function two(byte: number): string {
  return String(decimal(byte)).padStart(2, '0')
}
