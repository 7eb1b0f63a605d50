import { join } from 'node:path'
import { z } from 'zod'
import { limits } from '../../base/limits.ts'
import { liveProblem } from '../../capture/live.ts'
import type { Recorder } from '../../capture/recorder.ts'
import type { Command } from '../../capture/recording.ts'
import { COVERAGE } from '../../model/coverage.ts'
import { type Change, type Documents, everyDocument, isConflict } from '../../model/document.ts'
import { type SensorSettings, type SensorState, sensorSettingsSchema } from '../../model/sensing.ts'
import { type Store, StoreRefusal } from '../../store/contract.ts'
import type { Events } from '../events.ts'
import { ensureSite, type Ingest } from '../ingest.ts'
import { installedRecorder, missingRecorder } from '../recorders.ts'
import { RunningSensor } from './running.ts'

const KIND = 'sensor'
/** When a sensor was last known to listen; apart, because it is written often. */
const HEARD = 'sensor-heard'

const configuredSchema = sensorSettingsSchema.extend({
  kind: z.enum(['live', 'demo']),
  /** Whether it shall run; a person may have stopped it. */
  runs: z.boolean(),
})
type Configured = z.infer<typeof configuredSchema>

/** Writes what changes about a sensor, together with whatever else belongs to it. */
export type SensorCommit = (change: Change, id: string) => Promise<void>

interface Known {
  id: string
  site: string
  configured: Configured
  running: RunningSensor | undefined
  failure: string
}

export interface SensorsOptions {
  store: Store
  ingest: Ingest
  events: Events
  /** Folder for the rings of the sensors. */
  evidence: string
  recorder: Recorder | undefined
  /** What simulates the demonstration plant; undefined: sensors of that kind cannot run. */
  simulated: Command | undefined
  report(error: unknown): void
}

/** The sensors of all sites: documents in the store, and a thread for each that runs. */
export class Sensors {
  private readonly options: SensorsOptions
  private readonly documents: Documents
  private readonly commit: SensorCommit
  private readonly known = new Map<string, Known>()

  constructor(options: SensorsOptions) {
    this.options = options
    this.documents = options.store
    this.commit = (change) => options.store.commit(change)
  }

  /** Starts all that shall run. */
  async open(): Promise<void> {
    for (const { id: site } of await this.options.store.sites())
      for await (const { id, body } of everyDocument(this.documents, site, KIND)) {
        const read = configuredSchema.safeParse(body)
        if (!read.success) continue
        const one: Known = { id, site, configured: read.data, running: undefined, failure: '' }
        this.known.set(keyOf(site, id), one)
        if (read.data.runs) await this.run(one)
      }
  }

  list(site: string): SensorState[] {
    return [...this.known.values()].filter((one) => one.site === site).map(stateOf)
  }

  get(site: string, id: string): SensorState {
    return stateOf(this.find(site, id))
  }

  /** Adds a sensor and starts it. Refuses as `invalid` what cannot be listened on at all. */
  async add(
    site: string,
    settings: SensorSettings,
    kind: Configured['kind'] = 'live',
    commit: SensorCommit = this.commit,
  ): Promise<SensorState> {
    if (kind === 'live') {
      const wrong = liveProblem({ interfaces: settings.interfaces, filter: settings.filter })
      if (wrong !== undefined) throw new StoreRefusal('invalid', wrong)
    }
    if (this.list(site).length >= limits.hub.sensors)
      throw new StoreRefusal('invalid', `a site has at most ${limits.hub.sensors} sensors; remove one first`)
    await ensureSite(this.options.store, site)
    const id = this.freeName(site, kind === 'demo' ? 'demo' : `live-${settings.interfaces[0]}`)
    const configured: Configured = { ...settings, kind, runs: true }
    await commit({ put: [{ site, kind: KIND, id, revision: 0, body: configured }] }, id)
    const one: Known = { id, site, configured, running: undefined, failure: '' }
    this.known.set(keyOf(site, id), one)
    await this.run(one)
    return stateOf(one)
  }

  async start(site: string, id: string, commit: SensorCommit = this.commit): Promise<SensorState> {
    const one = this.find(site, id)
    await this.save(one, { ...one.configured, runs: true }, commit)
    if (one.running === undefined) await this.run(one)
    return stateOf(one)
  }

  async stop(site: string, id: string, commit: SensorCommit = this.commit): Promise<SensorState> {
    const one = this.find(site, id)
    await this.save(one, { ...one.configured, runs: false }, commit)
    await this.halt(one)
    return stateOf(one)
  }

  /** Stops a sensor and forgets it; what it told and the packets it kept stay. */
  async remove(site: string, id: string, commit: SensorCommit = this.commit): Promise<void> {
    const one = this.find(site, id)
    await this.halt(one)
    try {
      const kinds = [KIND, HEARD, COVERAGE]
      await commit({ remove: kinds.map((kind) => ({ site, kind, id })) }, id)
    } catch (error) {
      if (one.configured.runs) await this.run(one)
      throw error
    }
    this.known.delete(keyOf(site, id))
  }

  /** Stops all of them; they run again when the platform does. */
  async close(): Promise<void> {
    await Promise.all([...this.known.values()].map((one) => this.halt(one)))
  }

  /** The ring of a sensor. */
  ringOf(site: string, id: string): string {
    return join(this.options.evidence, site, id)
  }

  private async run(one: Known): Promise<void> {
    const { id, site, configured } = one
    const { store, ingest, events, report, simulated } = this.options
    const recorder = configured.kind === 'demo' ? 'simulated' : (this.options.recorder ?? installedRecorder())
    if (recorder === undefined || (recorder === 'simulated' && simulated === undefined)) {
      one.failure =
        recorder === undefined
          ? missingRecorder(undefined)
          : 'the simulated plant runs only where Sightglass was started as a demonstration'
      return
    }
    one.failure = ''
    const heard = z
      .object({ at: z.number() })
      .safeParse((await this.documents.document(site, HEARD, id))?.body)
    one.running = new RunningSensor(
      {
        sensor: id,
        interfaces: configured.interfaces,
        recorder,
        command: recorder === 'simulated' ? simulated : undefined,
        filter: configured.filter,
        snapLength: limits.live.snapLength,
        ring: { folder: this.ringOf(site, id), bytes: limits.hub.ringBytes, seconds: limits.hub.ringSeconds },
      },
      {
        ...{ store, ingest, events, site, report },
        heardUntil: heard.data?.at,
        onHeard: (at) => void this.note(one, at).catch(() => undefined),
      },
    )
    await one.running.start()
  }

  private async halt(one: Known): Promise<void> {
    const { running } = one
    one.running = undefined
    await running?.stop()
  }

  /** Notes until when a sensor listened; a note that cannot be written now is written the next time. */
  private async note({ site, id }: Known, at: number): Promise<void> {
    const before = await this.documents.document(site, HEARD, id)
    const revision = before?.revision ?? 0
    await this.documents.commit({ put: [{ site, kind: HEARD, id, revision, body: { at } }] })
  }

  private async save(one: Known, configured: Configured, commit: SensorCommit): Promise<void> {
    const { site, id } = one
    for (;;) {
      const revision = (await this.documents.document(site, KIND, id))?.revision ?? 0
      try {
        await commit({ put: [{ site, kind: KIND, id, revision, body: configured }] }, id)
        one.configured = configured
        return
      } catch (error) {
        if (!isConflict(error)) throw error
      }
    }
  }

  private find(site: string, id: string): Known {
    const one = this.known.get(keyOf(site, id))
    if (one === undefined) throw new StoreRefusal('unknown', `site ${site} has no sensor '${id}'`)
    return one
  }

  private freeName(site: string, wanted: string): string {
    const base = wanted
      .toLowerCase()
      .replace(/[^a-z0-9._-]/g, '-')
      .slice(0, 40)
    for (let number = 1; ; number++) {
      const id = number === 1 ? base : `${base}-${number}`
      if (!this.known.has(keyOf(site, id))) return id
    }
  }
}

function keyOf(site: string, id: string): string {
  return `${site}/${id}`
}

function stateOf({ id, configured, running, failure }: Known): SensorState {
  const { title, kind, filter, interfaces } = configured
  const common = { id, title, kind, ...(filter === undefined ? {} : { filter }) }
  if (running !== undefined) return { ...common, ...running.status() }
  const none = { listening: false, packets: 0, rate: 0, lost: 0 }
  return {
    ...common,
    state: failure === '' ? 'stopped' : 'failed',
    reason: failure === '' ? 'it was stopped' : failure,
    interfaces: interfaces.map((name) => ({ name, ...none })),
    batches: 0,
    gaps: [],
  }
}
