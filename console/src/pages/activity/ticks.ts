const DAY_SECONDS = 86_400

/** Marks of the time axis in local time, as ISO 8601 orders it: the clock, and the day where it changes. `step` is between two, in seconds. */
export function ticks(seconds: readonly number[], step: number): string[] {
  let day = ''
  return seconds.map((at) => {
    const time = new Date(at * 1000)
    const date = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(two).join('-')
    const clock = [time.getHours(), time.getMinutes(), ...(step < 60 ? [time.getSeconds()] : [])]
      .map(two)
      .join(':')
    const isNew = date !== day
    day = date
    if (step >= DAY_SECONDS) return date
    return isNew ? `${clock}\n${date}` : clock
  })
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
