import type { Analysis, Asset, OperationRow } from '../model/analysis.ts'
import { VERBS, type Verb } from '../model/verb.ts'

/** How much a person should care when somebody does this to a controller, and what it is called in a sentence. */
export const DEEDS: { readonly [verb in Verb]?: { readonly weight: number; readonly words: string } } = {
  stop: { weight: 100, words: 'stopped' },
  restart: { weight: 90, words: 'restarted' },
  'firmware-update': { weight: 95, words: 'changed the firmware of' },
  'program-download': { weight: 85, words: 'loaded a program into' },
  'program-delete': { weight: 85, words: 'deleted a program in' },
  'program-edit': { weight: 80, words: 'edited the program of' },
  'network-change': { weight: 80, words: 'changed the name or address of' },
  force: { weight: 75, words: 'forced values in' },
  'mode-change': { weight: 70, words: 'changed the operating mode of' },
  'comms-control': { weight: 65, words: 'changed how to communicate with' },
  'alarm-suppress': { weight: 65, words: 'suppressed alarms of' },
  'password-change': { weight: 60, words: 'changed a password of' },
  'config-change': { weight: 60, words: 'changed the configuration of' },
  'file-delete': { weight: 50, words: 'deleted a file on' },
  'file-write': { weight: 45, words: 'wrote a file to' },
  start: { weight: 40, words: 'started' },
  'program-upload': { weight: 35, words: 'read the program out of' },
  lock: { weight: 32, words: 'locked or unlocked' },
  operate: { weight: 30, words: 'operated an output of' },
  write: { weight: 25, words: 'wrote values to' },
  login: { weight: 20, words: 'logged in to' },
  'file-read': { weight: 15, words: 'read a file from' },
  'time-set': { weight: 10, words: 'set the clock of' },
}

/** From this weight on a deed can stop, change or blind a controller; the page marks it. */
export const GRAVE = 60

export const GRAVE_VERBS: readonly Verb[] = VERBS.filter(isGrave)

export function isGrave(verb: Verb): boolean {
  return (DEEDS[verb]?.weight ?? 0) >= GRAVE
}

/** Role names as people write them. */
export function roleName(role: Asset['role']): string {
  const known: { readonly [role in Asset['role']]?: string } = {
    plc: 'PLC',
    rtu: 'RTU',
    ied: 'IED',
    hmi: 'HMI',
    'scada-server': 'SCADA server',
    'it-host': 'IT host',
    'remote-io': 'remote I/O',
    unknown: 'not known',
  }
  return known[role] ?? role.replaceAll('-', ' ')
}

/** Purdue levels (IEC 62443-1-1, ISA-95) in words. */
export function levelName(level: number | null): string {
  if (level === null) return 'Level not known'
  const names = ['Process', 'Control', 'Supervision', 'Site operations', 'Enterprise', 'Outside']
  return `Level ${level} · ${names[level] ?? ''}`
}

/** The name people use for an asset: what it calls itself, else what it is. */
export function nameOf(asset: Asset): string {
  return asset.names[0] ?? asset.model ?? asset.orderNumber ?? asset.vendor ?? roleName(asset.role)
}

/** Finds assets by id without searching each time. */
export function assetIndex(analysis: Pick<Analysis, 'assets'>): ReadonlyMap<string, Asset> {
  return new Map(analysis.assets.map((one) => [one.id, one]))
}

/** Date and time to the second, UTC. */
export function clock(time: string): string {
  return time.slice(0, 19).replace('T', ' ')
}

/** `1 packet`, `1,204 packets`. */
export function plural(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`
}

/** Bytes as people read them (SI units). */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const units = ['kB', 'MB', 'GB', 'TB']
  let value = bytes / 1000
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

/** What became of an operation, in words; empty when it was simply done. */
export function outcomeWords(one: OperationRow): string {
  if (one.outcome === 'done') return ''
  return one.reason === undefined ? one.outcome : `${one.outcome}: ${one.reason}`
}
