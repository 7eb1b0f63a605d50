/**
 * UTC text of an instant: `2016-12-15T17:26:09.123456789Z`, without the zeros that the capture's resolution never had (always at least
 * microseconds). Absurd seconds of damaged files become the nearest date that exists.
 */
export function isoTime(seconds: number, nanos: number): string {
  const safe = Math.max(-MOST_SECONDS, Math.min(MOST_SECONDS, seconds))
  const whole = new Date(safe * 1000).toISOString().slice(0, -5)
  const micros = String(Math.floor(nanos / 1000)).padStart(6, '0')
  const rest = nanos % 1000
  return `${whole}.${micros}${rest === 0 ? '' : String(rest).padStart(3, '0')}Z`
}

/** ECMAScript dates reach 8.64e12 seconds to both sides. */
const MOST_SECONDS = 8.64e12 - 1

/** Orders two instants: negative when the first is earlier. */
export function compareTimes(aSeconds: number, aNanos: number, bSeconds: number, bNanos: number): number {
  return aSeconds - bSeconds || aNanos - bNanos
}
