const WHOLE = new Intl.NumberFormat('en')

/** 1,234,567 */
export function whole(value: number): string {
  return WHOLE.format(value)
}

/** One asset, 2 assets. */
export function many(value: number, one: string, more = `${one}s`): string {
  return `${whole(value)} ${value === 1 ? one : more}`
}

/** 512 B, 1.5 kB, 20 MB: decimal units, as disks and links count. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let size = value
  let unit = 0
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  return `${unit === 0 || size >= 99.5 ? Math.round(size) : Number(size.toPrecision(2))} ${units[unit]}`
}

/** 0, 3.2, 47, 1,200: a rate to two figures. */
export function rate(value: number): string {
  return value >= 10 ? whole(Math.round(value)) : String(Number(value.toPrecision(2)))
}
