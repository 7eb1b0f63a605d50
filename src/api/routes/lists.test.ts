import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FIELDS, type ListName, type Store } from '../../store/contract.ts'
import { openSqliteStore } from '../../store/sqlite/store.ts'
import { asset, at, batch, conversation, observation, operation } from '../../store/testing.ts'
import type { Api } from '../app.ts'
import { as, fakeApi } from '../testing.ts'

const EVIL = [
  '<img src=x onerror=alert(1)>',
  '=cmd|"/c calc"!A1',
  '\u202egnp.exe',
  'x'.repeat(4096),
  '"; DROP TABLE assets; --',
]

const plc = asset('10.0.0.1', {
  names: ['plc-1'],
  role: 'plc',
  vendor: 'Siemens',
  model: 'S7-1500',
  orderNumber: '6ES7 516',
  serial: 'S C-1',
  firmware: 'V2.9',
  hardware: '3',
  os: 'VxWorks',
  level: 1,
  zone: 'Cell 3',
  conflicts: ['mac'],
  protocols: ['s7comm'],
  criticality: 'high',
  tags: ['spare', 'east wing'],
  owner: 'Shift B',
})
const evil = asset('10.0.0.66', { names: EVIL, vendor: '@SUM(A1)', level: 2 })

let folder: string
let store: Store
let api: Api
let looks = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lists-'))
  store = await openSqliteStore(folder)
  await store.putSite({ id: 'works', title: 'Water works' })
  await store.append(batch(1, { assets: [asset('10.0.0.1', { firmware: 'V2.8' })] }))
  await store.append(
    batch(2, {
      assets: [plc, evil, ...Array.from({ length: 30 }, (_, index) => asset(`10.0.1.${index}`))],
      conversations: [conversation(10, { answered: true, lostBytes: 5 })],
      operations: [operation(20, { outcome: 'refused', reason: 'busy' })],
      observations: Array.from({ length: 1200 }, (_, index) => observation(index)),
    }),
  )
  api = fakeApi({ store, clock: { now: () => Date.parse(at(3600)) + 100 * looks++ } })
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

async function get(path: string, headers = as('read', 'export')): Promise<Response> {
  return await api.request(`/sites/works/${path}`, { headers })
}

async function items(list: string, filter: string): Promise<Record<string, unknown>[]> {
  const answer = await get(`${list}?filter=${encodeURIComponent(filter)}`)
  const body = await answer.json()
  expect({ list, filter, status: answer.status, body }).toMatchObject({ status: 200 })
  return (body as { items: Record<string, unknown>[] }).items
}

/** For every field of every list a value that one of its items has, and one that none has. */
const SAMPLES: Record<ListName, Record<string, [string, string]>> = {
  assets: {
    id: ['10.0.0.1', '10.9.9.9'],
    name: ['plc-1', 'nobody'],
    role: ['plc', 'camera'],
    vendor: ['Siemens', 'Nobody'],
    model: ['S7-1500', 'S7-1600'],
    orderNumber: ['"6ES7 516"', '7'],
    serial: ['"S C-1"', '7'],
    firmware: ['V2.9', 'V3'],
    hardware: ['3', '4'],
    os: ['VxWorks', 'DOS'],
    zone: ['"Cell 3"', 'Cell'],
    level: ['1', '5'],
    heard: ['true', 'false'],
    firstSeen: ['2026-01-01', '2025'],
    lastSeen: ['2026', '2027'],
    names: ['plc-1', 'plc-2'],
    addresses: ['10.0.0.1', '10.9.9.9'],
    protocols: ['s7comm', 'dnp3'],
    conflicts: ['mac', 'ip'],
    criticality: ['high', 'low'],
    tags: ['"east wing"', 'east'],
    owner: ['"Shift B"', 'Shift'],
  },
  changes: {
    time: ['2026-01', '2025'],
    asset: ['10.0.0.1', '10.9.9.9'],
    attribute: ['firmware', 'colour'],
    value: ['V2.9', 'V9'],
    before: ['V2.8', 'V9'],
  },
  conversations: {
    last: [at(11), at(99)],
    first: [at(10), at(99)],
    initiator: ['10.0.0.1', '10.0.0.2'],
    responder: ['10.0.0.2', '10.0.0.1'],
    asset: ['10.0.0.2', '10.0.0.3'],
    transport: ['tcp', 'udp'],
    port: ['502', '102'],
    protocol: ['modbus-tcp', 'dnp3'],
    packets: ['2', '3'],
    bytes: ['128', '3'],
    answered: ['true', 'false'],
    lostBytes: ['5', '0'],
  },
  operations: {
    last: [at(20), at(99)],
    time: [at(20), at(99)],
    verb: ['write', 'read'],
    protocol: ['modbus-tcp', 'dnp3'],
    function: ['"Write Single Register"', 'Write'],
    initiator: ['10.0.0.1', '10.0.0.2'],
    responder: ['10.0.0.2', '10.0.0.1'],
    asset: ['10.0.0.1', '10.0.0.3'],
    object: ['"holding register 7"', 'coil'],
    outcome: ['refused', 'done'],
    reason: ['busy', 'none'],
    count: ['1', '2'],
  },
  observations: {
    time: [at(7), at(9999)],
    kind: ['operation', 'gap'],
    asset: ['10.0.0.1', '10.0.0.3'],
    protocol: ['modbus-tcp', 'dnp3'],
    verb: ['read', 'write'],
    sensor: ['mirror', 'other'],
  },
}

describe('a filter by', () => {
  for (const list of Object.keys(FIELDS) as ListName[])
    for (const [field, { type }] of Object.entries(FIELDS[list]))
      test(`${field} of ${list} finds what has the value and nothing else`, async () => {
        const [some, none] = SAMPLES[list][field]!
        expect((await items(list, `${field} = ${some}`)).length).toBeGreaterThan(0)
        expect(await items(list, `${field} = ${none}`)).toEqual([])
        expect((await items(list, `${field} in (${none}, ${some})`)).length).toBeGreaterThan(0)
        expect((await items(list, `not ${field} != ${some}`)).length).toBeGreaterThan(0)
        expect((await items(list, `${field} known`)).length).toBeGreaterThan(0)
        if (type === 'text' || type === 'set')
          expect((await items(list, `${field} ~ ${some.toUpperCase()}`)).length).toBeGreaterThan(0)
        if (type === 'number' || type === 'time')
          expect((await items(list, `${field} >= ${some} ${field} <= ${some}`)).length).toBeGreaterThan(0)
      })

  test('bare words looks everywhere', async () => {
    expect((await items('assets', 'siemens')).map(({ id }) => id)).toEqual(['10.0.0.1'])
    expect((await items('operations', 'register')).length).toBe(1)
    expect(await items('assets', 'lastSeen < -59m siemens')).toHaveLength(1)
    expect(await items('assets', 'lastSeen < -2h siemens')).toHaveLength(0)
  })

  test('what there is not says where and what is nearest', async () => {
    const answer = await get('assets?filter=vendor%20known%20and%20rol%20%3D%20plc')
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { filter: { position: 17, length: 3, nearest: 'role' } },
    ])
  })
})

describe('pages', () => {
  test('go through a list without losing or repeating anything', async () => {
    const seen: string[] = []
    let after = ''
    for (let pages = 0; pages < 50; pages++) {
      const page = (await (await get(`assets?sort=-id&limit=7${after}`)).json()) as {
        items: { id: string }[]
        next: string | null
      }
      seen.push(...page.items.map(({ id }) => id))
      if (page.next === null) break
      after = `&after=${encodeURIComponent(page.next)}`
    }
    expect(seen).toHaveLength(32)
    expect(seen).toEqual([...new Set(seen)].sort().reverse())
  })

  test('of another filter or sort have another next', async () => {
    const { next } = (await (await get('assets?limit=2')).json()) as { next: string }
    for (const other of ['filter=level%20%3D%201', 'sort=-id']) {
      const answer = await get(`assets?limit=2&${other}&after=${encodeURIComponent(next)}`)
      expect([other, answer.status]).toEqual([other, 400])
    }
    expect((await get('assets?after=nonsense')).status).toBe(400)
    expect((await get(`assets?after=${next.slice(0, 13)}bm9uc2Vuc2U`)).status).toBe(400)
  })

  test('hold at most a thousand items', async () => {
    const page = (await (await get('observations?limit=5000')).json()) as { items: unknown[] }
    expect(page.items).toHaveLength(1000)
  })
})

describe('an export', () => {
  test('as NDJSON is the whole list, one item on a line', async () => {
    const answer = await get('observations?format=ndjson')
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="works-observations.ndjson"')
    const lines = (await answer.text()).trimEnd().split('\n')
    expect(lines).toHaveLength(1200)
    expect(JSON.parse(lines[0]!)).toMatchObject({ kind: 'operation', sensor: 'mirror' })
  })

  test('as CSV has one line for each item, whatever is heard on the wire', async () => {
    const answer = await get('assets', { ...as('read', 'export'), accept: 'text/csv' })
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const text = await answer.text()
    expect(text.split('\r\n')).toHaveLength(1 + 32 + 1)
    expect(text).toContain(`'@SUM(A1)`)
    const names = text.split('\r\n').find((line) => line.startsWith('10.0.0.66'))!
    expect(names).toContain(`"${EVIL.join('; ').replaceAll('"', '""')}"`)
  })

  test('is filtered, sorted and as short as it is asked to be', async () => {
    const answer = await get('observations?format=csv&limit=3&sort=time&filter=verb%20%3D%20read')
    const lines = (await answer.text()).trimEnd().split('\r\n')
    expect(lines.slice(1).map((line) => line.slice(0, 27))).toEqual([at(0), at(1), at(2)])
  })

  test('needs its own permission', async () => {
    const answer = await get('assets?format=csv', as('read'))
    expect([answer.status, await answer.json()]).toMatchObject([
      403,
      { detail: expect.stringContaining('export') },
    ])
  })

  test('of a site that does not exist is refused before it begins', async () => {
    const answer = await api.request('/sites/elsewhere/assets?format=csv', { headers: as('read', 'export') })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })
})

test('names from the wire are text in JSON', async () => {
  const answer = await get('assets/10.0.0.66')
  expect(answer.headers.get('content-type')).toBe('application/json')
  expect(await answer.json()).toMatchObject({ names: EVIL })
})
