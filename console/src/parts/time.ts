/** Times for people: local in sight, UTC on demand. Times come as ISO 8601 in UTC, with the resolution of the capture. */
const DAY_MS = 86_400_000

/** Local date and time to the second; today's without the date. */
export function local(iso: string, now: Date = new Date()): string {
  const time = new Date(iso)
  if (Number.isNaN(time.getTime())) return iso
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`
  if (now.toDateString() === time.toDateString()) return clock
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${clock}`
}

/** How long ago, in one unit: `3 min ago`. */
export function ago(iso: string, now: number): string {
  const seconds = Math.round((now - Date.parse(iso)) / 1000)
  if (Number.isNaN(seconds)) return ''
  if (seconds < -5) return local(iso, new Date(now))
  if (seconds < 10) return 'now'
  return `${span(seconds)} ago`
}

/** A length of time in one unit, two below ten: `42 s`, `3 min`, `5 h`, `12 days`. */
export function span(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`
  if (seconds * 1000 < 3 * DAY_MS) return `${Math.round(seconds / 3600)} h`
  return `${Math.round((seconds * 1000) / DAY_MS)} days`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
