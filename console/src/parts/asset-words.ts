import type { Entry } from '../api/use.ts'

export type AssetRow = Entry<'/sites/{site}/assets'>

const ROLES: Readonly<Record<string, string>> = {
  plc: 'PLC',
  rtu: 'RTU',
  ied: 'IED',
  hmi: 'HMI',
  'scada-server': 'SCADA server',
  'it-host': 'IT host',
  'remote-io': 'Remote I/O',
}

/** A role as people write it. */
export function roleWords(role: string): string {
  const words = ROLES[role] ?? role.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The Purdue level as people say it. */
export function levelWords(level: number | null): string {
  return level === null ? 'Not known' : level === 3.5 ? 'DMZ' : `Level ${level}`
}

/** What to call an asset: what a person chose, the best name that was heard, or an address. */
export function nameOf(asset: {
  id: string
  names: readonly string[]
  interfaces: readonly { ip?: string | undefined; mac?: string | undefined }[]
  name?: string | undefined
}): string {
  const [first] = asset.interfaces
  return asset.name ?? asset.names[0] ?? first?.ip ?? first?.mac ?? asset.id
}
