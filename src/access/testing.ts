import { createHash } from 'node:crypto'
import type { Change, Document, Documents, Entry, Json } from '../model/document.ts'
import type { Role } from '../model/principal.ts'
import { Access } from './access.ts'
import type { Ports } from './ledger.ts'
import type { Cost } from './password.ts'

/** Access for tests: documents in memory, a clock that is set, chance that repeats, and hashes that cost nothing. */

export const CHEAP: Cost = { memory: 16, passes: 1, lanes: 1 }
export const PASSWORD = 'correct horse battery'
export const ADMIN = 'ada'
export const OTHER = 'another phrase entirely'
export const HERE = '10.1.1.7'
export const THERE = '192.0.2.9'

export class MemoryDocuments implements Documents {
  readonly kept = new Map<string, Document>()
  readonly journals = new Map<string, Entry[]>()

  commit({ put = [], remove = [], append = [] }: Change): Promise<void> {
    const kept = new Map(this.kept)
    const conflict = () => Promise.reject(Object.assign(new Error('conflict'), { code: 'conflict' }))
    for (const { site, kind, id, revision, body } of put) {
      const key = [site, kind, id].join('/')
      if ((kept.get(key)?.revision ?? 0) !== revision) return conflict()
      kept.set(key, { id, revision: revision + 1, body: plain(body) })
    }
    for (const { site, kind, id, revision } of remove) {
      const key = [site, kind, id].join('/')
      if (revision !== undefined && kept.get(key)?.revision !== revision) return conflict()
      kept.delete(key)
    }
    const entries = new Map<string, Entry[]>()
    for (const { site, journal, sequence, body } of append) {
      const key = `${site}/${journal}`
      const before = entries.get(key) ?? this.journals.get(key) ?? []
      if (sequence !== before.length + 1) return conflict()
      entries.set(key, [...before, { sequence, body: plain(body) }])
    }
    this.kept.clear()
    for (const [key, one] of kept) this.kept.set(key, one)
    for (const [key, one] of entries) this.journals.set(key, one)
    return Promise.resolve()
  }

  document(site: string, kind: string, id: string): Promise<Document | undefined> {
    return Promise.resolve(this.kept.get([site, kind, id].join('/')))
  }

  documents(site: string, kind: string, { after = '', limit = 1000 } = {}): Promise<Document[]> {
    const all = [...this.kept].filter(([key]) => key.startsWith(`${site}/${kind}/`)).map(([, one]) => one)
    all.sort((a, b) => (a.id < b.id ? -1 : 1))
    return Promise.resolve(all.filter(({ id }) => id > after).slice(0, limit))
  }

  journal(
    site: string,
    name: string,
    {
      after,
      limit = 1000,
      newestFirst = false,
    }: { after?: number; limit?: number; newestFirst?: boolean } = {},
  ): Promise<Entry[]> {
    const all = this.journals.get(`${site}/${name}`) ?? []
    const found = newestFirst
      ? all.filter(({ sequence }) => sequence < (after ?? Number.POSITIVE_INFINITY)).reverse()
      : all.filter(({ sequence }) => sequence > (after ?? 0))
    return Promise.resolve(found.slice(0, limit))
  }
}

function plain(body: Json): Json {
  return JSON.parse(JSON.stringify(body)) as Json
}

/** Ports whose clock stands until it is moved. */
export class TestPorts implements Ports {
  readonly store: Documents
  time = Date.UTC(2026, 0, 1)
  private drawn = 0

  constructor(store: Documents = new MemoryDocuments()) {
    this.store = store
  }

  now(): number {
    return this.time
  }

  random(bytes: number): Uint8Array {
    return createHash('shake256', { outputLength: bytes })
      .update(`${this.drawn++}`)
      .digest()
  }
}

/** Access with one admin who is signed in, and what tests do with it again and again. */
export async function openAccess(ports = new TestPorts()) {
  const access = await Access.open(ports, CHEAP)
  const link = await access.firstLink.make({
    ...{ account: null, role: null, side: null, via: 'command', from: '' },
  })
  const asked = { secret: link, name: ADMIN, password: PASSWORD }
  const { secret, principal: admin } = await access.firstLink.use(asked, { from: HERE })
  const signIn = (name = ADMIN, password = PASSWORD, from = HERE, old?: string) =>
    access.sessions.signIn({ name, password }, { from, old })
  return {
    ...{ access, ports, admin, secret, signIn },
    whoIs: (session: string) => access.identify({ session, from: HERE }),
    /** The newest entry of the audit log. */
    lastDeed: async () => (await access.entries({ newestFirst: true, limit: 1 }))[0]!,
    /** Adds somebody, who chooses the password `OTHER of NAME` and is signed in. */
    add: async (name: string, role: Role) => {
      await access.people.create(admin, { name, fullName: name.toUpperCase(), role, password: PASSWORD })
      const { principal } = await signIn(name)
      return access.people.changeOwnPassword(principal, { present: PASSWORD, chosen: `${OTHER} of ${name}` })
    },
    /** Everything that is stored, as text. */
    stored: () => {
      const { kept, journals } = ports.store as MemoryDocuments
      return JSON.stringify([...kept, ...journals])
    },
  }
}
export type World = Awaited<ReturnType<typeof openAccess>>
