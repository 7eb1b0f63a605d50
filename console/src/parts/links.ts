/** Addresses inside the console, in one place. */
const part = encodeURIComponent

export const links = {
  overview: (site: string) => `/sites/${part(site)}/overview`,
  map: (site: string) => `/sites/${part(site)}/map`,
  /** The map with an asset picked. */
  onMap: (site: string, asset: string) =>
    `/sites/${part(site)}/map?pick=${part(JSON.stringify(['asset', asset]))}`,
  captures: (site: string) => `/sites/${part(site)}/captures`,
  sensors: (site: string) => `/sites/${part(site)}/sensors`,
  assets: (site: string, filter?: string) => `/sites/${part(site)}/assets${search({ filter })}`,
  changes: (site: string, filter?: string) => `/sites/${part(site)}/changes${search({ filter })}`,
  asset: (site: string, asset: string) => `/sites/${part(site)}/assets/${part(asset)}`,
  activity: (site: string, filter?: string) => `/sites/${part(site)}/activity${search({ filter })}`,
  /** A list of the server, wherever it is shown. */
  list: (site: string, list: string, filter: string): string => {
    if (list === 'sensors') return links.sensors(site)
    if (list === 'assets') return links.assets(site, filter)
    if (list === 'changes') return links.changes(site, filter)
    return `/sites/${part(site)}/activity${search({ list, filter })}`
  },
  /** One packet, decoded. */
  packet: (site: string, capture: string, packet: number) =>
    `/sites/${part(site)}/packet${search({ capture, packet })}`,
}

/** A query string that the router reads back to the same values: text that looks like a number or a flag is quoted. */
export function search(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '')
  if (given.length === 0) return ''
  return `?${given.map(([name, value]) => `${part(name)}=${part(encoded(value!))}`).join('&')}`
}

function encoded(value: string | number): string {
  if (typeof value === 'number') return String(value)
  try {
    JSON.parse(value)
    return JSON.stringify(value)
  } catch {
    return value
  }
}

/** A list as files, with the filter and sort of the screen. `path` as the API has it, its parts plain. */
export function fileLinks(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
): { title: string; href: string }[] {
  const base = `/api/v1${path.split('/').map(part).join('/')}`
  const given = Object.entries(query).filter((one): one is [string, string] => Boolean(one[1]))
  return (['csv', 'ndjson'] as const).map((format) => ({
    title: format.toUpperCase(),
    href: `${base}?${new URLSearchParams([...given, ['format', format]])}`,
  }))
}
