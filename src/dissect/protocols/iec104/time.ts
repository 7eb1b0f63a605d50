import type { Cursor } from '../../cursor.ts'

/**
 * Binary time of three octets (IEC 60870-5-101, 7.2.6.19): milliseconds and minutes of an hour that the reader must know.
 */
export function readTime24(cursor: Cursor): void {
  const { ms, minute } = minuteAndMs(cursor)
  cursor.derive('time', `${two(minute)}:${secondsText(ms)}`, 3)
}

/** Binary time of seven octets (7.2.6.18): the same with hour, day, month and a year of two digits. */
export function readTime56(cursor: Cursor): void {
  const { ms, minute } = minuteAndMs(cursor)
  const hourOctet = cursor.u8('hour_octet')
  const hour = hourOctet & 0x1f
  const dayOctet = cursor.u8('day_octet')
  const day = dayOctet & 0x1f
  const month = cursor.u8('month_octet') & 0x0f
  const year = cursor.u8('year_octet') & 0x7f
  cursor.expect('time', hour < 24 && day > 0 && month > 0 && month < 13 && year < 100, 'is no date')
  // A year beyond 99 comes from clocks that count from 1900.
  const date = `20${two(year % 100)}-${two(month)}-${two(day)}`
  cursor.derive('time', `${date}T${two(hour)}:${two(minute)}:${secondsText(ms)}`, 7)
  cursor.derive('summer_time', hourOctet >= 0x80, 1)
}

const INVALID = 0x80

function minuteAndMs(cursor: Cursor): { ms: number; minute: number } {
  const ms = cursor.u16le('milliseconds')
  const octet = cursor.u8('minute_octet')
  const minute = octet & 0x3f
  cursor.derive('time_invalid', octet >= INVALID, 1)
  cursor.expect('time', ms < 60_000 && minute < 60, 'is no time')
  return { ms, minute }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function secondsText(ms: number): string {
  return (ms / 1000).toFixed(3).padStart(6, '0')
}
