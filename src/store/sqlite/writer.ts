import { statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { limits } from '../../base/limits.ts'
import type { Batch } from '../../model/batch.ts'
import type { Change } from '../../model/document.ts'
import type { Retention } from '../../model/retention.ts'
import type { Site } from '../../model/site.ts'
import { type Appended, type IngestState, StoreRefusal } from '../contract.ts'
import { Batches, itemsOf } from './batches.ts'
import { Blocks } from './blocks.ts'
import { type DatabaseSync, databaseFile, openForWriting } from './connection.ts'
import { DocumentWriter } from './documents.ts'
import { isBusy, isNoRoom } from './errors.ts'
import { Retainer } from './retain.ts'
import { Space } from './space.ts'
import { type Call, type Reply, refusal } from './thread.ts'

/** What the writer thread is started with. */
export interface WriterOptions {
  folder: string
  /** Bound of the database file; absent: the disk. */
  mostBytes: number | undefined
  /** Bytes of the disk that ingest leaves free. */
  reserveBytes: number
  /** Milliseconds between two looks whether there is room again. */
  lookEveryMs: number
}

interface Waiting {
  id: number
  batch: Batch
}

/** The one thread that writes. Batches that wait are committed together, and answered after their commit. */
class Writer {
  private readonly db: DatabaseSync
  private readonly batches: Batches
  private readonly documents: DocumentWriter
  private readonly blocks: Blocks
  private readonly retainer: Retainer
  private readonly space: Space
  private readonly options: WriterOptions
  private readonly reply: (reply: Reply) => void
  private waiting: Waiting[] = []
  private scheduled = false
  private full: string | undefined
  /** A write failed, and none has succeeded since. */
  private failed = false

  constructor(options: WriterOptions, reply: (reply: Reply) => void) {
    this.options = options
    this.reply = reply
    this.db = openForWriting(options.folder, options.mostBytes)
    this.batches = new Batches(this.db)
    this.documents = new DocumentWriter(this.db)
    this.blocks = new Blocks(this.db)
    this.retainer = new Retainer(this.db)
    this.space = new Space(this.db, options)
    setInterval(() => this.look(), options.lookEveryMs).unref()
    this.look()
  }

  take({ id, name, argument }: Call): void {
    if (name === 'append') {
      this.waiting.push({ id, batch: argument as Batch })
      this.schedule()
    } else if (name === 'putSite') this.answer(id, () => this.putSite(argument as Site))
    else if (name === 'commit') this.answer(id, () => this.change(argument as Change))
    else if (name === 'retain') this.retain(id, argument as { now: string; retention: Retention })
    else if (name === 'ready') this.reply({ id, answer: undefined })
    else if (name === 'close') this.answer(id, () => this.close())
  }

  /** Commits when everything that has arrived by now is in the queue. */
  private schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      this.commit()
      if (this.waiting.length > 0) this.schedule()
    })
  }

  private commit(): void {
    const group = this.nextGroup()
    if (this.full === undefined) this.look()
    if (this.full !== undefined) {
      for (const { id } of group) this.reply(refusal(id, new StoreRefusal('full', this.full)))
      return
    }
    const replies: Reply[] = []
    try {
      this.db.exec('BEGIN IMMEDIATE')
      for (const one of group) replies.push(this.write(one))
      this.blocks.sortIfEnough()
      this.db.exec('COMMIT')
    } catch (error) {
      this.rollBack()
      const why = isNoRoom(error) ? this.stop(error as Error) : error
      for (const { id } of group) this.reply(refusal(id, why))
      return
    }
    for (const reply of replies) this.reply(reply)
    this.boundLog()
  }

  /** The batches that wait, as many as one commit takes. */
  private nextGroup(): Waiting[] {
    let items = 0
    let taken = 0
    while (taken < this.waiting.length && items < limits.store.commitItems)
      items += itemsOf(this.waiting[taken++]!.batch)
    return this.waiting.splice(0, taken)
  }

  /** Writes one batch of a group; one that cannot be taken leaves no trace and spoils no other. */
  private write({ id, batch }: Waiting): Reply {
    this.db.exec('SAVEPOINT batch')
    try {
      const answer: Appended = { repeated: this.batches.write(batch) }
      this.db.exec('RELEASE batch')
      return { id, answer }
    } catch (error) {
      if (isNoRoom(error)) throw error
      this.db.exec('ROLLBACK TO batch; RELEASE batch')
      return refusal(id, error)
    }
  }

  private putSite(site: Site): void {
    this.transaction(() => this.batches.putSite(site))
  }

  /** What people write is tried also while ingest has stopped: the reserve of the disk is for them too. */
  private change(change: Change): void {
    this.transaction(() => {
      if (change.place !== undefined) this.batches.putSite(change.place)
      this.documents.write(change)
      if (change.amend !== undefined) this.batches.amend(change.amend)
    })
  }

  /** One step of deleting after the other, with commits of ingest between them. */
  private retain(id: number, { now, retention }: { now: string; retention: Retention }): void {
    let steps: Generator<void, unknown>
    const step = (): void => {
      try {
        const done = this.transaction(() => steps.next())
        if (done.done === true) this.reply({ id, answer: done.value })
        else setImmediate(step)
      } catch (error) {
        this.reply(refusal(id, isNoRoom(error) ? this.stop(error as Error) : error))
      }
    }
    try {
      steps = this.retainer.steps(now, retention)
      step()
    } catch (error) {
      this.reply(refusal(id, error))
    }
  }

  private transaction<T>(work: () => T): T {
    this.db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.db.exec('COMMIT')
      return result
    } catch (error) {
      this.rollBack()
      throw error
    }
  }

  /** SQLite ends the transaction itself after some errors. */
  private rollBack(): void {
    if (this.db.isTransaction) this.db.exec('ROLLBACK')
  }

  /** Stops ingest because there is no room; gives what to tell those who wait. */
  private stop(error: Error): StoreRefusal {
    const reason = this.space.reason(error)
    this.failed = true
    this.tell(reason)
    return new StoreRefusal('full', reason)
  }

  /** Looks whether there is room, and lets ingest stop or go on. */
  private look(): void {
    const shortage = this.space.shortage()
    if (shortage === undefined && this.failed && !this.space.probe()) return
    if (shortage === undefined) this.failed = false
    this.tell(shortage)
  }

  private tell(full: string | undefined): void {
    if (full === this.full) return
    this.full = full
    const news: IngestState =
      full === undefined ? { ingest: 'running', reason: '' } : { ingest: 'full', reason: full }
    this.reply({ news })
  }

  /** Readers that follow each other closely can keep the log from starting over; past its bound they have to wait once. */
  private boundLog(): void {
    const log = statSync(`${databaseFile(this.options.folder)}-wal`, { throwIfNoEntry: false })
    if ((log?.size ?? 0) <= limits.store.logBytes) return
    try {
      this.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } catch (error) {
      // The log itself is whole: what was committed stays, and the next commit tries again.
      if (isNoRoom(error)) this.stop(error as Error)
      else if (!isBusy(error)) throw error
    }
  }

  private close(): void {
    while (this.waiting.length > 0) this.commit()
    this.db.close()
  }

  private answer(id: number, work: () => unknown): void {
    try {
      this.reply({ id, answer: work() })
    } catch (error) {
      this.reply(refusal(id, isNoRoom(error) ? this.stop(error as Error) : error))
    }
  }
}

const port = parentPort
if (port !== null) {
  let writer: Writer | undefined
  let trouble: unknown
  try {
    writer = new Writer(workerData as WriterOptions, (reply) => port.postMessage(reply))
  } catch (error) {
    trouble = error
  }
  port.on('message', (call: Call) => {
    if (writer === undefined) port.postMessage(refusal(call.id, trouble))
    else writer.take(call)
  })
}
