import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreRefusal } from '../contract.ts'

export type { DatabaseSync, StatementSync } from 'node:sqlite'

/** Values that go into and come out of SQLite. */
export type Value = string | number | null | Uint8Array
export type Row = Record<string, Value>

const FILE = 'sightglass.db'
const MIGRATIONS = new URL('./migrations/', import.meta.url)
/** "SGLS": tells a store from any other SQLite file (PRAGMA application_id). */
const APPLICATION = 0x53474c53
const PAGE_BYTES = 8192
const WRITER_CACHE_KIBIBYTES = 65_536
const READER_CACHE_KIBIBYTES = 32_768
/** Pages of the log after which a commit brings them home; hot pages are written once for many commits. */
const CHECKPOINT_PAGES = 8_000
/** How long to wait for another process that writes (an import beside the server). */
const BUSY_MS = 30_000

/** The database file of a data folder. */
export function databaseFile(folder: string): string {
  return join(folder, FILE)
}

/**
 * Opens the store of a folder for writing, making folder and tables where they are missing. Every commit reaches the disk before it
 * counts (synchronous = FULL), so what was acknowledged survives a power cut.
 */
export function openForWriting(folder: string, mostBytes: number | undefined): DatabaseSync {
  const file = databaseFile(folder)
  return opening(file, { timeout: BUSY_MS }, (db) => {
    db.exec(`PRAGMA page_size = ${PAGE_BYTES}`)
    refuseStrangers(db)
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -${WRITER_CACHE_KIBIBYTES};
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
    if (mostBytes !== undefined)
      db.exec(`PRAGMA max_page_count = ${Math.floor(mostBytes / numberOf(db, 'page_size'))}`)
    migrate(db)
  })
}

/** Opens the store of a folder, or a single file such as a backup, for reading beside the writer. */
export function openForReading(file: string): DatabaseSync {
  if (statSync(file, { throwIfNoEntry: false }) === undefined)
    throw new StoreRefusal('unknown', `${file} does not exist`)
  return opening(file, { readOnly: true, timeout: BUSY_MS }, (db) => {
    refuseStrangers(db)
    db.exec(`PRAGMA cache_size = -${READER_CACHE_KIBIBYTES}`)
  })
}

/** Opens a file and prepares it, or refuses and leaves nothing open. */
function opening(
  file: string,
  options: { readOnly?: boolean; timeout: number },
  prepare: (db: DatabaseSync) => void,
): DatabaseSync {
  let db: DatabaseSync | undefined
  try {
    if (options.readOnly !== true) mkdirSync(dirname(file), { recursive: true })
    db = new DatabaseSync(file, options)
    prepare(db)
    return db
  } catch (error) {
    db?.close()
    if (error instanceof StoreRefusal) throw error
    throw new StoreRefusal('failed', `${file} cannot be opened: ${(error as Error).message}`)
  }
}

/** A number that SQLite keeps about the database. */
export function numberOf(db: DatabaseSync, pragma: string): number {
  return Number(Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0] ?? 0)
}

/** Version of the newest table layout this program knows. */
export function newestSchema(): number {
  return migrations().length
}

function migrations(): string[] {
  return readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .sort()
}

/** Brings the tables to the newest layout, each step whole or not at all. */
function migrate(db: DatabaseSync): void {
  for (const [index, name] of migrations().entries()) {
    if (numberOf(db, 'user_version') > index) continue
    db.exec('BEGIN IMMEDIATE')
    try {
      // Another process may have been quicker while this one waited for the lock.
      if (numberOf(db, 'user_version') === index) {
        db.exec(readFileSync(new URL(name, MIGRATIONS), 'utf8'))
        db.exec(`PRAGMA user_version = ${index + 1}; PRAGMA application_id = ${APPLICATION}`)
      }
      db.exec('COMMIT')
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
  }
}

function refuseStrangers(db: DatabaseSync): void {
  const schema = numberOf(db, 'user_version')
  const empty = schema === 0 && db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
  if (!empty && numberOf(db, 'application_id') !== APPLICATION)
    throw new StoreRefusal('invalid', 'this is a SQLite database, but not one of Sightglass')
  if (schema > newestSchema())
    throw new StoreRefusal(
      'invalid',
      `the data was written by a newer Sightglass (table layout ${schema}; this one knows ${newestSchema()})`,
    )
}
