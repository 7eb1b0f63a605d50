import type { components, paths as Made } from './types.ts'

/**
 * The routes as the console uses them: those of the server's document, and by hand those that the document does not have yet. A route that
 * comes into the document takes the place of its hand-written type by itself, and what does not fit no longer compiles.
 */
export type paths = Made & Omit<Planned, keyof Made>

interface Ask<Out, Query = never, Path = never> {
  parameters: [Path] extends [never]
    ? { query?: Query; header?: never; path?: never; cookie?: never }
    : { query?: Query; header?: never; path: Path; cookie?: never }
  requestBody?: never
  responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': Out } } }
}
interface Send<Out, Body, Path = never> {
  parameters: [Path] extends [never]
    ? { query?: never; header?: never; path?: never; cookie?: never }
    : { query?: never; header?: never; path: Path; cookie?: never }
  requestBody: { content: { 'application/json': Body } }
  responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': Out } } }
}
type InSite = { site: string }
type List<T> = { items: T[]; next: string | null; total?: number }

type Session = {
  name: string
  role: string
  side: 'ot' | 'it' | 'both'
  permissions: PermissionName[]
  mustChange?: boolean
}
type PermissionName =
  | 'read'
  | 'export'
  | 'packets'
  | 'import'
  | 'annotate'
  | 'sensors'
  | 'settings'
  | 'accounts'
  | 'audit'
type Account = {
  name: string
  fullName: string
  role: string
  side: string
  disabled: boolean
  mustChange: boolean
  created: string
  lastSignIn?: string
}
type Token = {
  id: string
  account: string
  title: string
  permissions: PermissionName[]
  site?: string
  created: string
  expires: string
  used?: string
}
type AuditEntry = { sequence: number; time: string; who: string; what: string; details: unknown }
type Change = components['schemas']['AttributeChange']
type Count = { count: number }
type Sensor = {
  id: string
  title: string
  kind: 'live' | 'capture' | 'demo'
  state: 'listening' | 'waiting' | 'stopped' | 'failed'
  reason: string
  filter?: string
  interfaces: {
    name: string
    listening: boolean
    packets: number
    rate: number
    lost: number
    silentSince?: string
    trouble?: string
  }[]
  batches: number
  lastBatch?: string
  gaps: { capture: string; from: string; to: string; packets: number | null; reason: string }[]
}
type Job = {
  id: string
  name: string
  size: number
  state: 'queued' | 'reading' | 'storing' | 'done' | 'failed' | 'cancelled'
  packets: number
  progress: number
  rate: number
  notes: string[]
  added?: { assets: number; conversations: number; operations: number }
  startedAt?: string
}
type Operation = components['schemas']['Operation']
type Overview = {
  assets: {
    total: number
    byRole: ({ role: string } & Count)[]
    byLevel: ({ level: number | null } & Count)[]
    silent: number
  }
  operations: { last24h: ({ verb: string } & Count)[]; notable: Operation[] }
  changes: { sinceYesterday: Change[]; count: number }
  coverage: string[]
  sensors: Sensor[]
  activity: { bucket: number; from: string; counts: number[] }
}

type Neighbour = {
  asset: string
  name: string
  role: string
  protocols: string[]
  verbs: string[]
  packets: number
  bytes: number
  last: string
}
export type Saying = Made['/sites/{site}/words']['post']['requestBody']['content']['application/json']
type Word = { kind: string; asset: string; value: string | number | string[] } & {
  id: string
  by: string
  at: string
  undone?: { by: string; at: string }
}
type View = { id: string; title: string; list: string; filter?: string; sort?: string }
export type FieldAnswer = {
  name: string
  value: string
  start?: number
  end?: number
  fields?: FieldAnswer[]
}
export type PacketAnswer = {
  time: string
  bytes: string
  notes: string[]
  layers: {
    protocol: string
    title: string
    start?: number
    end?: number
    fields: FieldAnswer[]
    anomalies: { field: string; why: string }[]
  }[]
}
/** What an asset has besides, once people can say something of it. */
export type SaidOf = {
  name?: string
  criticality?: string
  owner?: string
  tags?: string[]
  said?: { attribute: string; by: string; at: string; inferred?: string | number | null }[]
}

interface Planned {
  '/session': {
    get: Ask<Session>
    post: Send<Session, { name: string; password: string }>
    delete: Ask<unknown>
  }
  '/session/password': { post: Send<unknown, { current: string; password: string }> }
  '/first-run': { post: Send<Session, { secret: string; name: string; password: string }> }
  '/accounts': {
    get: Ask<Account[]>
    post: Send<Account, { name: string; password: string; role: string; side?: string }>
  }
  '/accounts/{name}': {
    patch: Send<Account, { role?: string; password?: string; disabled?: boolean }, { name: string }>
    delete: Ask<unknown, never, { name: string }>
  }
  '/tokens': {
    get: Ask<Token[]>
    post: Send<Token & { secret: string }, { title: string; permissions: PermissionName[]; days: number }>
  }
  '/tokens/{id}': { delete: Ask<unknown, never, { id: string }> }
  '/audit': { get: Ask<List<AuditEntry>, { after?: string; limit?: number }> }
  '/audit/verify': { get: Ask<{ ok: boolean; entries: number; reason?: string }> }
  '/settings': {
    get: Ask<{ retention: Record<string, { days?: number; megabytes?: number }> }>
    put: Send<unknown, { retention: Record<string, { days?: number; megabytes?: number }> }>
  }
  '/interfaces': { get: Ask<{ name: string; title?: string }[]> }
  '/sites/{site}/timeline': {
    get: Ask<
      {
        from: string | null
        until: string | null
        seconds: number
        buckets: { time: string; counts: Record<string, number> }[]
      },
      {
        list: 'operations' | 'conversations'
        from?: string
        until?: string
        buckets?: number
        filter?: string
      },
      InSite
    >
  }
  '/sites/{site}/assets/{id}/neighbours': {
    get: Ask<{ items: Neighbour[] }, never, { site: string; id: string }>
  }
  '/sites/{site}/words': {
    get: Ask<{ items: Word[] }, { asset?: string }, InSite>
    post: Send<Word, Saying, InSite>
  }
  '/sites/{site}/words/{id}': { delete: Ask<unknown, never, { site: string; id: string }> }
  '/sites/{site}/views': { get: Ask<{ items: View[] }, never, InSite> }
  '/sites/{site}/views/{id}': {
    put: Send<View, Omit<View, 'id'>, { site: string; id: string }>
    delete: Ask<unknown, never, { site: string; id: string }>
  }
  '/sites/{site}/evidence/packet': {
    get: Ask<PacketAnswer, { capture: string; packet: number }, InSite>
  }
  '/sites/{site}/overview': { get: Ask<Overview, never, InSite> }
  '/sites/{site}/facets/{list}': {
    get: Ask<
      { value: string; count: number }[],
      { field: string; filter?: string },
      { site: string; list: string }
    >
  }
  '/sites/{site}/sensors': {
    get: Ask<Sensor[], never, InSite>
    post: Send<Sensor, { title: string; interfaces: string[]; filter?: string }, InSite>
  }
  '/sites/{site}/sensors/{id}': { delete: Ask<unknown, never, { site: string; id: string }> }
  '/sites/{site}/captures': { get: Ask<Job[], never, InSite> }
  '/sites/{site}/captures/{id}': { delete: Ask<unknown, never, { site: string; id: string }> }
}
