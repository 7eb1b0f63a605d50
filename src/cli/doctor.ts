import { statfsSync } from 'node:fs'
import project from '../../package.json' with { type: 'json' }
import { DEFAULT_RETENTION, type Retention } from '../model/retention.ts'
import type { Sensor } from '../model/sensor.ts'
import type { Health, SiteHealth } from '../store/contract.ts'
import { hasSqliteStore, inspectSqlite } from '../store/sqlite/store.ts'
import { EXIT_OK, EXIT_REFUSED, print } from './output.ts'
import { EXIT_FAILED, refusing } from './refusing.ts'

const MEGABYTE = 1_000_000
const MOST_MISSING = 5

/** Checks the store of a folder and says in words what it found. Exit codes: 0 sound, 1 not, 2 no store there. */
export function doctor(data: string): Promise<number> {
  return refusing(async () => {
    if (!hasSqliteStore(data)) {
      process.stderr.write(`sightglass: ${data} holds no store; sightglass import makes one\n`)
      return EXIT_REFUSED
    }
    const health = await inspectSqlite(data)
    const { bavail, bsize } = statfsSync(data)
    await print(words(data, health, bavail * bsize))
    return health.faults.length === 0 ? EXIT_OK : EXIT_FAILED
  })
}

function words(data: string, health: Health, freeBytes: number): string {
  const { faults, schema, engine, bytes, reusableBytes, sites, documents, journals } = health
  const verdict =
    faults.length === 0
      ? `${data} is sound: every page, index and count was checked.`
      : `${data} is NOT sound:\n${faults.map((one) => `  ${one}`).join('\n')}\nKeep the folder as it is, and restore a backup into another.`
  return `${verdict}

versions   Sightglass ${project.version}, Node ${process.versions.node}, ${engine}, table layout ${schema}
size       ${megabytes(bytes)} MB, of which ${megabytes(reusableBytes)} MB will be used again; the disk has ${megabytes(freeBytes)} MB left
kept for   ${retention(DEFAULT_RETENTION)}
${writtenWords(documents, journals)}${sites.map(siteWords).join('')}`
}

/** What people and the product wrote. */
function writtenWords(documents: Health['documents'], journals: Health['journals']): string {
  const kinds = new Map<string, number>()
  for (const { kind, count } of documents) kinds.set(kind, (kinds.get(kind) ?? 0) + count)
  for (const { journal, entries } of journals)
    kinds.set(`entries of ${journal}`, (kinds.get(`entries of ${journal}`) ?? 0) + entries)
  if (kinds.size === 0) return ''
  return `written    ${[...kinds].map(([kind, count]) => `${kind} ${count.toLocaleString('en')}`).join(', ')}\n`
}

function siteWords({ site, title, sensors, kept }: SiteHealth): string {
  const rows = kept.map(
    ({ kind, rows, bytes }) =>
      `  ${kind.padEnd(14)} ${rows.toLocaleString('en').padStart(14)}   about ${megabytes(bytes)} MB\n`,
  )
  return `
site ${site}${title === site ? '' : ` (${title})`}
${rows.join('')}${sensors.map(sensorWords).join('')}`
}

function sensorWords({ id, through, beyond }: Sensor): string {
  const stored = new Set(beyond)
  const missing: number[] = []
  for (let number = through + 1; number < Math.max(0, ...beyond) && missing.length <= MOST_MISSING; number++)
    if (!stored.has(number)) missing.push(number)
  const more = missing.length > MOST_MISSING ? ' and more' : ''
  const gap = missing.length === 0 ? '' : `; missing: ${missing.slice(0, MOST_MISSING).join(', ')}${more}`
  return `  from ${id}: ${through + beyond.length} batches${gap}\n`
}

function retention(kept: Retention): string {
  return Object.entries(kept)
    .map(([kind, { days, megabytes: most }]) => {
      const bounds = [
        days === undefined ? '' : `${days} days`,
        most === undefined ? '' : `${most.toLocaleString('en')} MB`,
      ]
      return `${kind} ${bounds.filter((one) => one !== '').join(' or ') || 'for ever'}`
    })
    .join(', ')
}

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toLocaleString('en', { maximumFractionDigits: 1 })
}
