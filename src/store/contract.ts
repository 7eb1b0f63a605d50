import {
  type Asset,
  type Conversation,
  type OperationRow,
  operationSchema,
  ROLES,
} from '../model/analysis.ts'
import type { AttributeChange } from '../model/attribute-change.ts'
import type { Batch } from '../model/batch.ts'
import type { Documents } from '../model/document.ts'
import type { Field } from '../model/field.ts'
import type { Page, Query } from '../model/query.ts'
import { OBSERVATION_KINDS, type StoredObservation } from '../model/recorded-observation.ts'
import type { Bounded, Retention } from '../model/retention.ts'
import { CRITICALITIES } from '../model/said.ts'
import type { Sensor } from '../model/sensor.ts'
import type { Site } from '../model/site.ts'
import type { Summaries } from '../model/summary.ts'
import { VERBS } from '../model/verb.ts'

/** The lists a store keeps of every site. */
export interface Lists {
  assets: Asset
  /** The history of the assets' attributes. */
  changes: AttributeChange
  /** One row for each conversation and hour in which something came to it. */
  conversations: Conversation
  /** One row for each operation, outcome and day in which it happened. */
  operations: OperationRow
  observations: StoredObservation
}
export type ListName = keyof Lists

/**
 * Everything that outlives a process. There is one suite for all implementations (contract.test.ts); what it does not test, nobody
 * may rely on. Every method refuses with a `StoreRefusal`; any other error is a fault of ours.
 */
export interface Store extends Documents, Summaries {
  /** Adds a site or renames it. */
  putSite(site: Site): Promise<void>
  sites(): Promise<Site[]>
  /** Whoever has handed over batches of a site, by id. */
  sensors(site: string): Promise<Sensor[]>

  /**
   * Stores a batch as a whole; when the promise resolves it will survive the end of the process and of the machine. A batch that was
   * stored before is left alone, and the answer says so. Batches of one sensor may come in any order.
   */
  append(batch: Batch): Promise<Appended>
  /** Whether batches are taken at present. */
  state(): IngestState

  /**
   * One page of a list, as filtered and sorted; `FIELDS` says by what. Never waits for ingest. An asset that others were merged into stands
   * for all their ids, and each of these for it; what these did is shown as done by it.
   */
  list<L extends ListName>(list: L, site: string, query: Query): Promise<Page<Lists[L]>>

  /** What is inferred of assets, whatever people said of them, in no order; ids that are not known are left out. */
  inferred(site: string, ids: readonly string[]): Promise<Asset[]>
  /** Ids of assets that were merged into others: merged → the one that it is part of. */
  aliases(site: string): Promise<Record<string, string>>

  /** Deletes what is beyond the bounds, in steps between which ingest goes on. `now` is ISO 8601. */
  retain(now: string, retention: Retention): Promise<Retained>
  /** Writes a consistent copy to a file while ingest and reading go on; the file must not exist. */
  backup(path: string): Promise<void>
  /** Checks the store from end to end, which may take minutes. */
  health(): Promise<Health>
  /** Finishes what was begun and lets go; later calls are refused. */
  close(): Promise<void>
}

export interface Appended {
  /** True: this batch was there already, nothing was added. */
  repeated: boolean
}

/** `full`: the disk, or what the store may take of it. Reading goes on, and ingest by itself once there is room. */
export interface IngestState {
  ingest: 'running' | 'full' | 'failed' | 'closed'
  /** In words for people; empty while running. */
  reason: string
}

/** Rows deleted of each kind. */
export type Retained = Record<Bounded, number>

export interface Health {
  /** What is wrong, in words; empty when all is well. */
  faults: string[]
  /** Version of the table layout. */
  schema: number
  /** The database behind it, with its version. */
  engine: string
  /** Bytes on disk, and those inside that will be used again before it grows. */
  bytes: number
  reusableBytes: number
  sites: SiteHealth[]
  /** Documents of each kind and entries of each journal; `site` is `WHOLE` for those of the whole installation. */
  documents: { site: string; kind: string; count: number }[]
  journals: { site: string; journal: string; entries: number }[]
}

export interface SiteHealth {
  site: string
  title: string
  sensors: Sensor[]
  /** Rows of each list, and about how many bytes they take. */
  kept: { kind: ListName; rows: number; bytes: number }[]
}

/**
 * `busy`: send it again later. `full`: the state says why; send it again later. `unknown`: no such site, field or list. `conflict`:
 * somebody else was quicker; read again. `invalid`: it can never be taken as it is. `failed`: the store is broken, the message says how.
 * `closed`.
 */
export type RefusalCode = 'busy' | 'full' | 'unknown' | 'conflict' | 'invalid' | 'failed' | 'closed'

export class StoreRefusal extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.name = 'StoreRefusal'
    this.code = code
  }
}

const text: Field = { type: 'text' }
const sortedText: Field = { type: 'text', sorts: true }
const number: Field = { type: 'number' }
const set: Field = { type: 'set' }
const flag: Field = { type: 'flag' }
const time: Field = { type: 'time' }
const sortedTime: Field = { type: 'time', sorts: true }
const words = (all: readonly string[]): Field => ({ type: 'text', words: all })

/** What each list can be filtered and sorted by. Without a sort it comes in the order of its first sorting field. */
export const FIELDS = {
  assets: {
    id: sortedText,
    name: sortedText,
    role: { type: 'text', sorts: true, words: ROLES },
    vendor: sortedText,
    model: sortedText,
    orderNumber: sortedText,
    serial: sortedText,
    firmware: sortedText,
    hardware: text,
    os: sortedText,
    zone: sortedText,
    level: { type: 'number', sorts: true },
    heard: flag,
    firstSeen: sortedTime,
    lastSeen: sortedTime,
    names: set,
    addresses: set,
    protocols: set,
    conflicts: set,
    criticality: { type: 'text', sorts: true, words: CRITICALITIES, ranked: true },
    tags: set,
    owner: sortedText,
  },
  changes: { time: sortedTime, asset: text, attribute: text, value: text, before: text },
  conversations: {
    last: sortedTime,
    first: time,
    initiator: text,
    responder: text,
    asset: set,
    transport: text,
    port: number,
    protocol: text,
    packets: number,
    bytes: number,
    answered: flag,
    lostBytes: number,
  },
  operations: {
    last: sortedTime,
    time,
    verb: words(VERBS),
    protocol: text,
    function: text,
    initiator: text,
    responder: text,
    asset: set,
    object: text,
    outcome: words(operationSchema.shape.outcome.options),
    reason: text,
    count: number,
  },
  observations: {
    time: sortedTime,
    kind: words(OBSERVATION_KINDS),
    asset: set,
    protocol: text,
    verb: words(VERBS),
    sensor: text,
  },
} as const satisfies Record<ListName, Record<string, Field>>

/** Newest first for what happened, by id for what is there. */
export const DEFAULT_SORT: Readonly<Record<ListName, { field: string; descending: boolean }>> = {
  assets: { field: 'id', descending: false },
  changes: { field: 'time', descending: true },
  conversations: { field: 'last', descending: true },
  operations: { field: 'last', descending: true },
  observations: { field: 'time', descending: true },
}
