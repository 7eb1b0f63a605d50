import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { limits } from '../../base/limits.ts'
import type { Asset } from '../../model/analysis.ts'
import type { Batch } from '../../model/batch.ts'
import type { Change, Document, DocumentPage, Documents, Entry, JournalPage } from '../../model/document.ts'
import type { Page, Query } from '../../model/query.ts'
import type { Retention } from '../../model/retention.ts'
import type { Sensor } from '../../model/sensor.ts'
import type { Site } from '../../model/site.ts'
import type {
  Facet,
  FacetQuery,
  Nodes,
  Timeline,
  TimelineList,
  TimelineQuery,
  Traffic,
  TrafficQuery,
} from '../../model/summary.ts'
import type { Appended, Health, IngestState, ListName, Lists, Retained, Store } from '../contract.ts'
import { StoreRefusal } from '../contract.ts'
import { itemsOf } from './batches.ts'
import { databaseFile } from './connection.ts'
import { Thread } from './thread.ts'
import type { WriterOptions } from './writer.ts'

const WRITER = new URL('./writer.ts', import.meta.url)
const READER = new URL('./reader.ts', import.meta.url)
const READERS = 2
const LOOK_EVERY_MS = 1000

/** What may be said of a store besides its folder; the defaults suit a server. */
export interface SqliteOptions {
  /** Bound of the database file in bytes; absent: the disk. */
  mostBytes?: number
  /** Bytes of the disk that ingest leaves free. */
  reserveBytes?: number
  /** Milliseconds between two looks whether there is room again. */
  lookEveryMs?: number
}

/** Opens the SQLite store of a folder, making what is missing. */
export async function openSqliteStore(folder: string, options: SqliteOptions = {}): Promise<Store> {
  const store = new SqliteStore({
    folder,
    mostBytes: options.mostBytes,
    reserveBytes: options.reserveBytes ?? limits.store.diskReserveBytes,
    lookEveryMs: options.lookEveryMs ?? LOOK_EVERY_MS,
  })
  await store.ready()
  return store
}

/** Whether a folder holds a store. */
export function hasSqliteStore(folder: string): boolean {
  return existsSync(databaseFile(folder))
}

/** Checks the store of a folder without opening it for writing. */
export function inspectSqlite(folder: string): Promise<Health> {
  return alone(databaseFile(folder), 'health', undefined)
}

/** Copies the store of a folder to a file that must not exist, and checks the copy; the store may be in use. */
export async function backupSqlite(folder: string, path: string): Promise<void> {
  await alone(databaseFile(folder), 'backup', path)
  await refuseDamaged(path)
}

async function refuseDamaged(backup: string): Promise<void> {
  const { faults } = await alone<Health>(backup, 'health', undefined)
  if (faults.length > 0) throw new StoreRefusal('failed', `${backup} is damaged: ${faults.join('; ')}`)
}

/** The documents and journals of a store that others may have open. */
export type ReadDocuments = Omit<Documents, 'commit'> & { close(): Promise<void> }

/** Reads the documents and journals of a folder's store without opening it for writing. */
export function readSqliteDocuments(folder: string): ReadDocuments {
  const reader = new Thread(READER, databaseFile(folder))
  return {
    document: (site, kind, id) => reader.call('document', { site, name: kind, id }),
    documents: (site, kind, page = {}) => reader.call('documents', { site, name: kind, page }),
    journal: (site, name, page = {}) => reader.call('journal', { site, name, page }),
    close: () => reader.stop(),
  }
}

/** Asks a thread that is started for one question. */
async function alone<T>(file: string, name: string, argument: unknown): Promise<T> {
  const reader = new Thread(READER, file)
  try {
    return await reader.call<T>(name, argument)
  } finally {
    await reader.stop()
  }
}

/** Puts a backup in place of a store that nobody has open. Refuses a damaged backup, and a folder that holds a store already. */
export async function restoreSqlite(backup: string, folder: string): Promise<void> {
  const file = databaseFile(folder)
  if (existsSync(file))
    throw new StoreRefusal('invalid', `${folder} holds a store already; move it away first`)
  await refuseDamaged(backup)
  mkdirSync(folder, { recursive: true })
  const unfinished = `${file}.unfinished`
  copyFileSync(backup, unfinished)
  for (const rest of ['-wal', '-shm']) rmSync(`${file}${rest}`, { force: true })
  renameSync(unfinished, file)
}

/** The face of the threads: one that writes, some that read. */
class SqliteStore implements Store {
  private readonly file: string
  private readonly writer: Thread
  private readonly readers: Thread[]
  private current: IngestState = { ingest: 'running', reason: '' }
  private waitingItems = 0
  private waitingChanges = 0

  constructor(options: WriterOptions) {
    this.file = databaseFile(options.folder)
    this.writer = new Thread(WRITER, options, {
      news: (news) => {
        this.current = news as IngestState
      },
      end: (reason) => {
        this.current = { ingest: 'failed', reason }
      },
    })
    this.readers = Array.from({ length: READERS }, () => new Thread(READER, this.file))
  }

  /** Resolves when the folder is open; if it cannot be opened, refuses and leaves no thread behind. */
  async ready(): Promise<void> {
    try {
      await this.writer.call('ready', undefined)
    } catch (error) {
      await this.stop()
      throw error
    }
  }

  putSite(site: Site): Promise<void> {
    return this.writer.call('putSite', site)
  }

  sites(): Promise<Site[]> {
    return this.read('sites', undefined)
  }

  sensors(site: string): Promise<Sensor[]> {
    return this.read('sensors', site)
  }

  async append(batch: Batch): Promise<Appended> {
    const items = itemsOf(batch)
    if (this.waitingItems > 0 && this.waitingItems + items > limits.store.waitingItems)
      throw new StoreRefusal(
        'busy',
        `${this.waitingItems} items wait to be written; send the batch again later`,
      )
    this.waitingItems += items
    try {
      return await this.writer.call<Appended>('append', batch)
    } finally {
      this.waitingItems -= items
    }
  }

  async commit(change: Change): Promise<void> {
    if (this.waitingChanges >= limits.store.waitingChanges)
      throw new StoreRefusal('busy', `${this.waitingChanges} changes wait to be written; try again later`)
    this.waitingChanges++
    try {
      await this.writer.call('commit', change)
    } finally {
      this.waitingChanges--
    }
  }

  document(site: string, kind: string, id: string): Promise<Document | undefined> {
    return this.read('document', { site, name: kind, id })
  }

  documents(site: string, kind: string, page: DocumentPage = {}): Promise<Document[]> {
    return this.read('documents', { site, name: kind, page })
  }

  journal(site: string, name: string, page: JournalPage = {}): Promise<Entry[]> {
    return this.read('journal', { site, name, page })
  }

  state(): IngestState {
    return this.current
  }

  list<L extends ListName>(list: L, site: string, query: Query): Promise<Page<Lists[L]>> {
    return this.read('list', { list, site, query })
  }

  facet(list: string, site: string, query: FacetQuery): Promise<Facet> {
    return this.read('facet', { list, site, query })
  }

  timeline(list: TimelineList, site: string, query: TimelineQuery): Promise<Timeline> {
    return this.read('timeline', { list, site, query })
  }

  async traffic(site: string, query: TrafficQuery): Promise<Traffic> {
    return JSON.parse(await this.read<string>('traffic', { site, query })) as Traffic
  }

  async neighbours(site: string, asset: string): Promise<Traffic> {
    return JSON.parse(await this.read<string>('neighbours', { site, query: asset })) as Traffic
  }

  async nodes(site: string, ids?: readonly string[]): Promise<Nodes> {
    return JSON.parse(await this.read<string>('nodes', { site, query: ids })) as Nodes
  }

  inferred(site: string, ids: readonly string[]): Promise<Asset[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.read('inferred', { site, ids })
  }

  aliases(site: string): Promise<Record<string, string>> {
    return this.read('aliases', site)
  }

  retain(now: string, retention: Retention): Promise<Retained> {
    return this.writer.call('retain', { now, retention })
  }

  backup(path: string): Promise<void> {
    return this.apart('backup', path)
  }

  health(): Promise<Health> {
    return this.apart('health', undefined)
  }

  async close(): Promise<void> {
    if (this.current.ingest === 'closed') return
    this.current = { ingest: 'closed', reason: 'the store was closed' }
    await this.writer.call('close', undefined).finally(() => this.stop())
  }

  private async stop(): Promise<void> {
    await Promise.all([this.writer, ...this.readers].map((thread) => thread.stop()))
  }

  /** Asks the reader that has least to do. */
  private read<T>(name: string, argument: unknown): Promise<T> {
    const reader = this.readers.reduce((a, b) => (b.pending < a.pending ? b : a))
    if (reader.pending >= limits.store.waitingQueries)
      return Promise.reject(new StoreRefusal('busy', 'too many queries wait; ask again later'))
    return reader.call(name, argument)
  }

  /** Long work has a thread of its own, so that no list waits for it. */
  private async apart<T>(name: string, argument: unknown): Promise<T> {
    if (this.current.ingest === 'closed') throw new StoreRefusal('closed', 'the store is closed')
    return await alone<T>(this.file, name, argument)
  }
}
