import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { type Entry, type Json, WHOLE } from '../model/document.ts'
import type { Principal } from '../model/principal.ts'
import { Access } from './access.ts'
import { AUDIT, type AuditEntry, HEAD, verifyAudit } from './audit.ts'
import { canonical, sha256 } from './canonical.ts'
import { CHEAP, MemoryDocuments, openAccess, TestPorts } from './testing.ts'

const KEY = `${WHOLE}/${AUDIT}`

describe('canonical JSON', () => {
  test('is one text for one content', () => {
    expect(canonical({ b: 1, a: [{ d: null, c: 'é"\n' }], absent: undefined })).toBe(
      '{"a":[{"c":"é\\"\\n","d":null}],"b":1}',
    )
    expect(canonical([1e21, -0, 0.1, true, ''])).toBe('[1e+21,0,0.1,true,""]')
  })
})

describe('the audit log', () => {
  let store: MemoryDocuments
  let access: Access
  let admin: Principal
  beforeEach(async () => {
    store = new MemoryDocuments()
    ;({ access, admin } = await openAccess(new TestPorts(store)))
    for (const what of ['one', 'two', 'three', 'four']) await access.audit(admin, what, { n: what })
  })

  const journal = () => store.journals.get(KEY)!
  const entry = (sequence: number) => journal()[sequence - 1]!.body as unknown as AuditEntry
  const alter = (change: (entries: Entry[]) => Entry[]) => {
    store.journals.set(KEY, change(structuredClone(journal()) as Entry[]))
  }
  const faults = async () => (await access.verify()).faults.join('; ')

  test('says who did what, when and from where, and follows from its first entry', async () => {
    expect(await access.verify()).toEqual({
      entries: 6,
      head: { sequence: 6, hash: entry(6).hash },
      faults: [],
    })
    const { hash, ...open } = entry(6)
    expect(open).toEqual({
      sequence: 6,
      time: '2026-01-01T00:00:00.000Z',
      who: { account: 'ada', role: 'admin', side: 'both', via: 'session', from: '10.1.1.7' },
      what: 'four',
      details: { n: 'four' },
      previous: entry(5).hash,
    })
    expect(hash).toBe(sha256(canonical(open as unknown as Json)))
    expect(entry(1).previous).toBe('0'.repeat(64))
  })

  test('shows a changed entry, whatever was changed in it', async () => {
    const changes: ((entry: AuditEntry) => void)[] = [
      (one) => (one.what = 'something else'),
      (one) => (one.details = { n: 'other' }),
      (one) => (one.time = '2025-01-01T00:00:00.000Z'),
      (one) => ((one.who as { account: string }).account = 'eve'),
    ]
    const sound = journal()
    for (const change of changes) {
      alter((entries) => {
        change(entries[3]!.body as unknown as AuditEntry)
        return entries
      })
      expect(await faults()).toBe('entry 4 was changed')
      store.journals.set(KEY, sound)
    }
    // Also when its own hash was made to fit.
    alter((entries) => {
      const { hash: _, ...open } = { ...(entries[3]!.body as unknown as AuditEntry), what: 'other' }
      entries[3]!.body = { ...open, hash: sha256(canonical(open as unknown as Json)) } as unknown as Json
      return entries
    })
    expect(await faults()).toContain('entry 5 does not follow entry 4')
  })

  test('shows removed entries, in the middle, at the end, and all of them', async () => {
    const sound = journal()
    alter((entries) => entries.filter(({ sequence }) => sequence !== 3))
    expect(await faults()).toBe('entries 3 to 3 are missing')
    // Numbered anew behind the hole.
    store.journals.set(KEY, sound)
    alter((entries) => entries.filter((_, i) => i !== 2).map((one, i) => ({ ...one, sequence: i + 1 })))
    expect(await faults()).toContain('entry 3 does not follow entry 2')
    store.journals.set(KEY, sound)
    alter((entries) => entries.slice(0, -2))
    expect(await faults()).toBe('entries 5 to 6 are missing at the end')
    alter(() => [])
    expect(await faults()).toBe('entries 1 to 6 are missing at the end')
  })

  test('shows entries that changed places, and ones added behind the end', async () => {
    const sound = journal()
    alter((entries) => {
      const [a, b] = [entries[3]!, entries[4]!]
      return entries.map((one, i) =>
        i === 3 ? { ...a, body: b.body } : i === 4 ? { ...b, body: a.body } : one,
      )
    })
    expect(await faults()).toContain('entry 4 says it is entry 5: it was moved')
    store.journals.set(KEY, sound)
    alter((entries) => {
      const last = entries.at(-1)!.body as unknown as AuditEntry
      const { hash: _, ...open } = { ...last, sequence: 7, previous: last.hash }
      const body = { ...open, hash: sha256(canonical(open as unknown as Json)) } as unknown as Json
      return [...entries, { sequence: 7, body }]
    })
    expect(await faults()).toBe('the log goes on to entry 7, but its remembered end is 6')
  })

  test('shows what is no entry at all', async () => {
    alter((entries) => [...entries.slice(0, -1), { sequence: 6, body: 'nothing' }])
    expect(await faults()).toContain('entry 6 is no entry of an audit log')
  })

  test('that was made anew as a whole is shown by a hash that was written down elsewhere', async () => {
    const { head: known } = await access.verify()
    await access.audit(admin, 'later')
    expect((await verifyAudit(store, known)).faults).toEqual([])
    const other = new MemoryDocuments()
    const { access: forger, admin: eve } = await openAccess(new TestPorts(other))
    for (let n = 0; n < 10; n++) await forger.audit(eve, 'harmless')
    expect((await forger.verify()).faults).toEqual([])
    expect((await verifyAudit(other, known)).faults.join()).toContain('the log was made anew')
    expect((await verifyAudit(other, { sequence: 99, hash: 'x' })).faults.join()).toContain('99')
  })

  test('takes no secret and no flood, whoever sends it', async () => {
    for (const details of [{ password: 'x' }, { deep: [{ Secret: 'x' }] }, { token: 'x' }])
      await expect(access.audit(admin, 'x', details)).rejects.toThrow(/may be a secret/)
    const much = { text: 'x'.repeat(limits.access.auditCharacters) }
    await expect(access.audit(admin, 'x', much)).rejects.toMatchObject({ code: 'invalid' })
    expect(journal()).toHaveLength(6)
  })

  test('has an entry for each of many changes at once, and of two processes', async () => {
    const second = await Access.open({ store, now: () => 0, random: randomBytes }, CHEAP)
    const writers = [access, second]
    await Promise.all(Array.from({ length: 40 }, (_, i) => writers[i % 2]!.audit(admin, 'at once', { n: i })))
    expect(await access.verify()).toMatchObject({ entries: 46, faults: [] })
    const told = journal()
      .slice(6)
      .map(({ body }) => (body as { details: { n: number } }).details.n)
    expect(new Set(told).size).toBe(40)
  })

  test('refuses as busy more changes than may wait', async () => {
    const all = Array.from({ length: limits.access.changesWaiting + 2 }, () => access.audit(admin, 'many'))
    const results = await Promise.allSettled(all)
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(2)
    expect(results.at(-1)).toMatchObject({ reason: { code: 'busy' } })
    await access.audit(admin, 'again')
  })

  test('is written together with what it tells of, or neither', async () => {
    const view = (revision: number) => ({ site: WHOLE, kind: 'view', id: 'v', revision, body: 'view' })
    await access.change({ who: admin, what: 'view-saved' }, { put: [view(0)] })
    const before = journal().length
    await expect(access.change({ who: admin, what: 'view-saved' }, { put: [view(0)] })).rejects.toMatchObject(
      {
        code: 'conflict',
      },
    )
    expect(journal()).toHaveLength(before)
    const failing = Object.assign(new Error('full'), { code: 'full' })
    store.commit = () => Promise.reject(failing)
    const create = access.people.create(admin, {
      ...{ name: 'eve', fullName: '', role: 'viewer', password: 'correct horse battery' },
    })
    await expect(create).rejects.toBe(failing)
    expect(access.people.list().map(({ name }) => name)).toEqual(['ada'])
    expect(store.kept.get(`${WHOLE}/${HEAD.kind}/${HEAD.id}`)?.body).toMatchObject({ sequence: before })
  })
})
