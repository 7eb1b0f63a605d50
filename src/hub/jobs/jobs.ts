import { randomUUID } from 'node:crypto'
import { limits } from '../../base/limits.ts'
import { everyDocument, isConflict } from '../../model/document.ts'
import { type ImportJob, importJobSchema } from '../../model/import-job.ts'
import { type Store, StoreRefusal } from '../../store/contract.ts'
import type { Events } from '../events.ts'
import { ensureSite, type Ingest } from '../ingest.ts'
import { putCoverage } from '../sensor-coverage.ts'
import type { KeptCaptures } from './kept.ts'
import { ReadingRun } from './run.ts'

const KIND = 'import-job'
const CONTROL = /[\p{Cc}\p{Cf}]/gu

interface Known {
  site: string
  job: ImportJob
}

export interface JobsOptions {
  store: Store
  ingest: Ingest
  events: Events
  kept: KeptCaptures
  report(error: unknown): void
}

/** Imports of captures: they wait in line, one is read at a time, and each is a document that outlives the process. */
export class Jobs {
  private readonly options: JobsOptions
  private readonly known = new Map<string, Known>()
  private receiving = 0
  private current: { one: Known; run: ReadingRun } | undefined
  private closing = false

  constructor(options: JobsOptions) {
    this.options = options
  }

  /** Takes up what was not finished when the platform ended. */
  async open(): Promise<void> {
    const { store, kept } = this.options
    for (const { id: site } of await store.sites())
      for await (const { id, body } of everyDocument(store, site, KIND)) {
        const read = importJobSchema.safeParse(body)
        if (read.success) this.known.set(keyOf(site, id), { site, job: read.data })
      }
    kept.tidy(new Set([...this.known.values()].filter(isOpen).map(({ job }) => job.id)))
    for (const one of this.known.values())
      if (isOpen(one)) Object.assign(one.job, { state: 'queued', progress: 0, rate: 0 })
    this.next()
  }

  /** Jobs of a site, the newest first. */
  list(site: string): ImportJob[] {
    const own = [...this.known.values()].filter((one) => one.site === site).map(({ job }) => job)
    return own.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
  }

  get(site: string, id: string): ImportJob {
    return this.find(site, id).job
  }

  /** Takes a capture as it comes, and puts it in line. `size`: its bytes, where they are known before. */
  async add(
    site: string,
    capture: { name: string; by: string; size?: number | undefined; body: AsyncIterable<Uint8Array> },
  ): Promise<ImportJob> {
    const waiting = [...this.known.values()].filter(isOpen).length
    if (this.receiving >= limits.hub.uploadsAtOnce || waiting + this.receiving >= limits.hub.jobsWaiting)
      throw new StoreRefusal('busy', 'too many captures wait; send this one later')
    const id = `import-${randomUUID()}`
    this.receiving++
    try {
      const size = await this.options.kept.receive(id, capture.body, capture.size)
      await ensureSite(this.options.store, site)
      const job: ImportJob = {
        id,
        name: nameOf(capture.name),
        size,
        state: 'queued',
        packets: 0,
        progress: 0,
        rate: 0,
        notes: [],
        by: capture.by,
        startedAt: new Date().toISOString(),
      }
      const one = { site, job }
      await this.save(one)
      this.known.set(keyOf(site, id), one)
      await this.forgetOld(site)
      this.next()
      return job
    } catch (error) {
      this.options.kept.drop(id)
      throw error
    } finally {
      this.receiving--
    }
  }

  /** Ends a job that is not done; forgets one that is, with the packets it kept. */
  async remove(site: string, id: string): Promise<void> {
    const one = this.find(site, id)
    const { job } = one
    if (isOpen(one)) {
      const { current } = this
      job.state = 'cancelled'
      if (current?.one === one) await current.run.cancel()
      this.options.kept.drop(id)
      await this.end(one, 'cancelled', [])
      return
    }
    const sensor = job.capture?.split('/')[0]
    const others = this.list(site).some((other) => other.id !== id && other.capture?.split('/')[0] === sensor)
    if (sensor !== undefined && !others) this.options.kept.remove(sensor)
    this.known.delete(keyOf(site, id))
    await this.options.store.commit({ remove: [{ site, kind: KIND, id }] })
    this.publish(one)
  }

  /** Stops reading; what was not finished begins anew with the platform. */
  async close(): Promise<void> {
    this.closing = true
    await this.current?.run.cancel()
  }

  private next(): void {
    if (this.current !== undefined || this.closing) return
    const waiting = [...this.known.values()].filter(({ job }) => job.state === 'queued')
    const [one] = waiting.sort((a, b) => (a.job.startedAt < b.job.startedAt ? -1 : 1))
    if (one === undefined) return
    const { kept, ingest } = this.options
    const { site, job } = one
    const run = new ReadingRun({ path: kept.waiting(job.id), name: job.name, site }, ingest, (part) => {
      Object.assign(job, part)
      this.publish(one)
    })
    this.current = { one, run }
    void this.work(one, run)
      .catch((error) => this.options.report(error))
      .finally(() => {
        this.current = undefined
        this.next()
      })
  }

  private async work(one: Known, run: ReadingRun): Promise<void> {
    const { job } = one
    job.state = 'reading'
    this.publish(one)
    const begun = performance.now()
    const result = await run
      .done()
      .catch((error: Error) => ({ kind: 'failed' as const, notes: [error.message] }))
    if (result.kind === 'cancelled') return
    if (result.kind === 'failed') {
      this.options.kept.drop(job.id)
      await this.end(one, 'failed', result.notes)
      return
    }
    const { sensor, missed } = result
    const { store } = this.options
    const unkept = await putCoverage(store, { site: one.site, sensor, time: missed.time }, missed.coverage)
      .then(() => [])
      .catch((error: Error) => [`what could not be seen was not kept: ${error.message}`])
    this.options.kept.keep(job.id, sensor, Date.now())
    job.packets = result.packets
    job.capture = result.capture
    job.rate = Math.round((result.packets * 1000) / Math.max(1, performance.now() - begun))
    const repeated = 'the site has these packets already; nothing was added'
    const notes = [...(result.added === undefined ? [repeated] : []), ...result.notes, ...unkept]
    job.added = result.added ?? { assets: 0, conversations: 0, operations: 0 }
    job.progress = 1
    await this.end(one, 'done', notes)
    const { events } = this.options
    if (result.added === undefined) return
    events.publish('assets', one.site, { ids: [], count: result.added.assets })
    events.publish('operations', one.site, { count: result.added.operations, verbs: {} })
  }

  private async end(one: Known, state: ImportJob['state'], notes: readonly string[]): Promise<void> {
    const { site, job } = one
    const { secondsLeft: _, ...rest } = job
    const endedAt = new Date().toISOString()
    const ended = { ...rest, state, notes: [...job.notes, ...notes].slice(0, limits.capture.notes), endedAt }
    // Whoever sees that it is over can rely on that.
    await this.save({ site, job: ended })
    delete job.secondsLeft
    Object.assign(job, ended)
    this.publish(one)
  }

  private publish({ site, job }: Known): void {
    this.options.events.publish('job', site, { ...job })
  }

  private async save({ site, job }: Known): Promise<void> {
    const { store } = this.options
    for (;;) {
      const revision = (await store.document(site, KIND, job.id))?.revision ?? 0
      try {
        await store.commit({ put: [{ site, kind: KIND, id: job.id, revision, body: { ...job } }] })
        return
      } catch (error) {
        if (!isConflict(error)) throw error
      }
    }
  }

  /** The oldest jobs that are over are forgotten when there are many; the packets they kept stay. */
  private async forgetOld(site: string): Promise<void> {
    const over = this.list(site).filter((job) => !isOpen({ site, job }))
    for (const { id } of over.slice(limits.hub.jobsRemembered)) {
      this.known.delete(keyOf(site, id))
      await this.options.store.commit({ remove: [{ site, kind: KIND, id }] })
    }
  }

  private find(site: string, id: string): Known {
    const one = this.known.get(keyOf(site, id))
    if (one === undefined) throw new StoreRefusal('unknown', `site ${site} has no import '${id}'`)
    return one
  }
}

function isOpen({ job }: Known): boolean {
  return job.state === 'queued' || job.state === 'reading' || job.state === 'storing'
}

function keyOf(site: string, id: string): string {
  return `${site}/${id}`
}

/** The last part of what a file was called, without what could hide its end or break a line. */
function nameOf(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  return last.replace(CONTROL, '').trim().slice(0, limits.hub.nameCharacters) || 'capture'
}
