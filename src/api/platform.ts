import type { Access } from '../access/access.ts'
import type { Evidence } from '../hub/evidence/evidence.ts'
import type { SensorCommit } from '../hub/sensors/sensors.ts'
import type { Words } from '../hub/words.ts'
import type { Json } from '../model/document.ts'
import type { ImportJob } from '../model/import-job.ts'
import type { Measure } from '../model/measure.ts'
import type { SensorSettings, SensorState } from '../model/sensing.ts'
import type { Store } from '../store/contract.ts'

/**
 * What the API needs of the running platform, as narrow interfaces: a member for each part of it. The hub is one; `testing.ts` has another
 * that tests put together. Whoever adds a group of routes adds what they need here.
 */
export interface Platform {
  /** Version of the program. */
  readonly version: string
  readonly store: Store
  readonly access: AccessPart
  readonly clock: Clock
  readonly events: EventSource
  /** What the platform measures of itself, beside what every server does. */
  measures(): Promise<readonly Measure[]>
  readonly sensors: SensorKeeping
  readonly jobs: Importing
  /** The interfaces of this machine. */
  interfaces(): { name: string; up: boolean }[]
  /** What people say of assets. */
  readonly words: Pick<Words, 'all' | 'say' | 'undo'>
  /** The packets behind everything. */
  readonly evidence: Pick<
    Evidence,
    'holdings' | 'packet' | 'pin' | 'unpin' | 'take' | 'handedOver' | 'custody'
  >
}

/** What a request brings to say who asks. */
export interface Credentials {
  /** Secret in the session cookie. */
  session?: string
  /** Secret in `Authorization: Bearer`. */
  token?: string
  /** Network address that the request came from. */
  from?: string
  /** An open stream asks whether it may go on: that is no use of a session, which may end meanwhile. */
  watching?: boolean
}

/** Who may do what. `identify` finds out who asks; what writes through `change` is in the audit log with it. */
export type AccessPart = Pick<
  Access,
  | 'identify'
  | 'people'
  | 'sessions'
  | 'tokens'
  | 'firstLink'
  | 'audit'
  | 'change'
  | 'tells'
  | 'tells'
  | 'entries'
  | 'verify'
>

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

/** Something that whoever watches the platform wants to know at once. */
export interface PlatformEvent {
  /** Higher than that of every event before it. */
  readonly id: number
  readonly kind: string
  /** Whose site it is about; undefined: the whole platform. */
  readonly site: string | undefined
  readonly data: Json
}

export interface EventSource {
  /** Calls `listener` with each event from now on; gives what ends that. */
  subscribe(listener: (event: PlatformEvent) => void): () => void
  /** Number of the latest event. */
  readonly last: number
  /** Events after a number; undefined when some of them are forgotten. */
  since(id: number): readonly PlatformEvent[] | undefined
}

/** The sensors of all sites. Refuses as the store does. */
export interface SensorKeeping {
  list(site: string): SensorState[]
  add(site: string, settings: SensorSettings, kind: 'live', commit: SensorCommit): Promise<SensorState>
  start(site: string, id: string, commit: SensorCommit): Promise<SensorState>
  stop(site: string, id: string, commit: SensorCommit): Promise<SensorState>
  remove(site: string, id: string, commit: SensorCommit): Promise<void>
}

/** The imports of captures. Refuses as the store does. */
export interface Importing {
  list(site: string): ImportJob[]
  get(site: string, id: string): ImportJob
  add(
    site: string,
    capture: { name: string; by: string; size?: number | undefined; body: AsyncIterable<Uint8Array> },
  ): Promise<ImportJob>
  remove(site: string, id: string): Promise<void>
}
