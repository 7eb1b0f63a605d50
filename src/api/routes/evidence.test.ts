import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CORPUS, readTable, SKIPPED } from '../../../checks/lib/corpus.ts'
import { limits } from '../../base/limits.ts'
import { instantOf } from '../../base/time.ts'
import { openCapture } from '../../capture/open.ts'
import { writeCapture } from '../../hub/capture-file.ts'
import { Bench } from '../../hub/evidence/bench.ts'
import { Evidence } from '../../hub/evidence/evidence.ts'
import { Keeping } from '../../hub/keeping.ts'
import type { Frame } from '../../model/frame.ts'
import type { Permission } from '../../model/principal.ts'
import { simulate } from '../../simulate/simulate.ts'
import { asset } from '../../store/testing.ts'
import type { Api } from '../app.ts'
import type { Platform } from '../platform.ts'
import { as, fakeApi, fakeStore } from '../testing.ts'

const CAPTURE = 'live-mon0/mon0'
const IMPORTED = 'capture-0123456789abcdef/demo.pcap'
const data = mkdtempSync(join(tmpdir(), 'evidence-'))
const audited: unknown[] = []
let now = 0
let packets = 0
let evidence: Evidence
let api: Api
/** A packet with a Modbus write in it, its parties and its time. */
let wanted: { packet: number; seconds: number }

beforeAll(() => {
  const keeping = new Keeping(
    { ring: join(data, 'rings', 'works', 'live-mon0'), bytes: 1e9, seconds: 1e6 },
    ['mon0'],
    instantOf(0),
  )
  const frames: Frame[] = []
  for (const frame of simulate({ seed: 1, scene: 'demo', minutes: 5 })) {
    keeping.frame(frame)
    packets++
    if (packets <= 2000) frames.push({ ...frame, bytes: frame.bytes.slice() })
    now = frame.seconds * 1000
  }
  keeping.close(instantOf(now))
  mkdirSync(join(data, 'captures'))
  writeCapture(join(data, 'captures', 'capture-0123456789abcdef'), frames)
  // Something outside that nobody may reach.
  cpSync(join(data, 'captures'), join(data, 'rings', 'other', 'live-secret'), { recursive: true })
  const found = frames.find((one) => one.end - one.start > 62 && one.bytes[one.start + 37] === 0xf6)!
  wanted = { packet: found.packet, seconds: found.seconds }
  const works = {
    assets: [asset('10.0.0.1')],
  }
  const store = fakeStore(works, {
    sensors: () => Promise.resolve([{ id: 'capture-0123456789abcdef', through: 1, beyond: [] }]),
  })
  evidence = new Evidence({
    ...{ rings: join(data, 'rings'), exports: join(data, 'exports'), store, now: () => now },
    fileOf: (capture) =>
      capture === IMPORTED ? join(data, 'captures', 'capture-0123456789abcdef') : undefined,
    report: (error) => {
      throw error
    },
  })
  const access: Partial<Platform['access']> = {
    audit: (who, what) => {
      audited.push(['account' in who ? who.account : '', what])
      return Promise.resolve()
    },
  }
  api = fakeApi({ store, evidence, access })
})
afterAll(async () => {
  await evidence.close()
  rmSync(data, { recursive: true })
})

async function ask(method: string, path: string, body?: unknown, who: Permission[] = ['packets']) {
  const content = body === undefined ? {} : { body: JSON.stringify(body) }
  const headers = { ...as(...who), ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
  return await api.request(`/sites/works/evidence${path}`, { method, headers, ...content })
}
// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
const jsonOf = async (response: Response | Promise<Response>): Promise<any> => (await response).json()
const packetOf = (capture: string, packet: number) =>
  ask('GET', `/packet?capture=${encodeURIComponent(capture)}&packet=${packet}`)

describe('kept packets', () => {
  test('are told with their interfaces and times', async () => {
    const kept = await jsonOf(ask('GET', ''))
    expect(kept.captures).toMatchObject([{ capture: CAPTURE, interface: 'mon0', packets }])
    expect(kept.captures[0].segments[0]).toMatchObject({ first: 1, complete: true })
    expect(kept.bytes).toBeGreaterThan(packets * 60)
  })

  test.each([CAPTURE, IMPORTED])('of %s are decoded one by one, down to the protocol', async (capture) => {
    const response = await packetOf(capture, wanted.packet)
    const tree = await jsonOf(response)
    expect(tree).toMatchObject({ capture, packet: wanted.packet })
    expect(tree.layers.map(({ protocol }: { protocol: string }) => protocol)).toEqual([
      ...['ethernet', 'ipv4', 'tcp', 'modbus-tcp'],
    ])
    const field = tree.layers[3].fields.find(({ name }: { name: string }) => name === 'func')
    expect(tree.bytes.slice(2 * field.start, 2 * field.end)).toMatch(/^[0-9a-f]{2}$/)
  })

  test('that are not there are not found', async () => {
    expect((await packetOf(CAPTURE, packets + 1)).status).toBe(404)
    expect((await packetOf(IMPORTED, 1_000_000)).status).toBe(404)
    expect((await packetOf('live-mon0/eth9', 1)).status).toBe(404)
    expect((await packetOf('nobody', 1)).status).toBe(404)
  })

  test.each([
    ...[
      '../other/live-secret/mon0',
      '../../captures/capture-0123456789abcdef',
      '/etc/passwd',
      '..',
      '.',
      '/',
    ],
    ...[
      'live-mon0/../../../etc/passwd',
      'live-mon0/mon0/../../x',
      '..%2f..',
      'live-secret/mon0',
      '\u0000/mon0',
    ],
    ...['capture-0123456789abcdef/other.pcap', 'capture-ffffffffffffffff/demo.pcap'],
  ])('under a name that climbs or is of somebody else (%j) are not found', async (capture) => {
    expect((await packetOf(capture, 1)).status).toBe(404)
    const response = await ask('GET', `/export?capture=${encodeURIComponent(capture)}`)
    expect(response.status).toBe(404)
  })

  test('are nothing for who may not see packets', async () => {
    for (const path of [
      '',
      `/packet?capture=${CAPTURE}&packet=1`,
      '/export?port=502',
      '/exports/1-1-1/custody',
    ])
      expect((await ask('GET', path, undefined, ['read', 'export', 'annotate'])).status).toBe(403)
    expect((await ask('POST', '/pins', {}, ['read'])).status).toBe(403)
    expect((await ask('DELETE', '/pins/x', undefined, ['read'])).status).toBe(403)
  })
})

describe('an export', () => {
  const left = () => readdirSync(join(data, 'exports', 'works')).filter((name) => !name.endsWith('.json'))

  test.each([
    ['of a port and a time', () => `port=502&until=2999-01-01T00:00:00Z&why=${encodeURIComponent('case 7')}`],
    ['of the packets of an operation', () => `capture=${CAPTURE}&packets=${wanted.packet},1-3`],
    ['of an imported capture', () => `capture=${IMPORTED}&port=502`],
  ])('%s is a capture with its hash and a custody record in the name of the account', async (_, query) => {
    audited.length = 0
    const response = await ask('GET', `/export?${query()}`)
    expect(response.status).toBe(200)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(response.headers.get('x-sightglass-sha256')).toBe(sha256)
    const where = response.headers.get('x-sightglass-custody')!.split('/evidence')[1]!
    const custody = await jsonOf(ask('GET', where))
    expect(custody).toMatchObject({ taken: { by: 'ada' }, file: { sha256, bytes: bytes.length } })
    expect(custody.sources[0].sha256).toMatch(/^[0-9a-f]{64}$/)
    const path = join(data, 'check.pcap')
    const { writeFileSync } = await import('node:fs')
    writeFileSync(path, bytes)
    const source = openCapture(path, 0)
    let read = 0
    while (await source.next()) read++
    await source.close()
    expect(read).toBe(custody.file.packets)
    expect(read).toBeGreaterThan(0)
    expect(audited).toEqual([['ada', 'take packets out']])
    expect(left()).toEqual([])
  })

  test('of nothing, of all, or of what cannot be is refused', async () => {
    expect((await ask('GET', '/export?port=9')).status).toBe(404)
    expect((await ask('GET', '/export')).status).toBe(400)
    expect((await ask('GET', '/export?packets=1-5')).status).toBe(400)
    expect((await ask('GET', '/export?peer=10.0.0.1')).status).toBe(400)
    expect((await ask('GET', `/export?capture=${CAPTURE}&packets=1-x`)).status).toBe(400)
    expect((await ask('GET', '/export?from=yesterday')).status).toBe(400)
    expect((await ask('GET', '/exports/..%2F..%2Fx/custody')).status).toBe(400)
    expect((await ask('GET', '/exports/1-1-1/custody')).status).toBe(404)
    expect(left()).toEqual([])
  })
})

describe('a pin', () => {
  test('keeps a packet with those around it, and goes when somebody removes it', async () => {
    now = (wanted.seconds + 100) * 1000
    const response = await ask('POST', '/pins', {
      capture: CAPTURE,
      packet: wanted.packet,
      why: 'night shift',
    })
    const pinned = await jsonOf(response)
    expect(pinned).toMatchObject({ state: 'kept', by: 'ada', why: 'night shift', sensor: 'live-mon0' })
    expect(pinned.packets).toBeGreaterThan(1)
    const file = join(data, 'rings', 'works', 'live-mon0', 'pins', `${pinned.id}.pcap`)
    expect(existsSync(file)).toBe(true)
    expect((await jsonOf(ask('GET', ''))).pins).toEqual([pinned])
    expect((await ask('DELETE', `/pins/${encodeURIComponent('../../live-mon0/pins/x')}`)).status).toBe(404)
    expect(await (await ask('DELETE', `/pins/${pinned.id}`)).json()).toEqual(pinned)
    expect(existsSync(file)).toBe(false)
    expect((await ask('DELETE', `/pins/${pinned.id}`)).status).toBe(404)
  })

  test('waits while the time after it has not passed', async () => {
    now = wanted.seconds * 1000
    const response = await ask('POST', '/pins', {
      capture: CAPTURE,
      packet: wanted.packet,
      after: 3,
      why: 'x',
    })
    expect(await response.json()).toMatchObject({ state: 'waiting', packets: 0 })
    now += 10_000
    await expect
      .poll(async () => (await jsonOf(ask('GET', ''))).pins, { timeout: 15_000, interval: 300 })
      .toMatchObject([{ state: 'kept', by: 'ada' }])
  })

  test('of nothing, or of a capture that is kept anyway, is refused', async () => {
    expect((await ask('POST', '/pins', { capture: CAPTURE, packet: packets + 9, why: 'x' })).status).toBe(404)
    expect((await ask('POST', '/pins', { capture: IMPORTED, packet: 1, why: 'x' })).status).toBe(400)
    expect((await ask('POST', '/pins', { capture: CAPTURE, packet: 1, why: ' ' })).status).toBe(400)
    expect((await ask('POST', '/pins', { capture: CAPTURE, packet: 1, after: 1e9, why: 'x' })).status).toBe(
      400,
    )
  })
})

describe('work on packets', () => {
  test('that takes too long is ended, and the next is done all the same', async () => {
    const place = {
      kind: 'ring',
      sensor: 'live-mon0',
      folder: join(data, 'rings', 'works', 'live-mon0'),
    } as const
    const hasty = new Bench(1)
    await expect(hasty.do('shelves', { places: [place] })).rejects.toMatchObject({ code: 'busy' })
    await hasty.close()
    const patient = new Bench()
    const many = Array.from({ length: limits.evidence.workWaiting + 1 }, () =>
      patient.do('shelves', { places: [place] }),
    )
    const ends = await Promise.allSettled(many)
    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    await patient.close()
    await expect(patient.do('shelves', { places: [place] })).rejects.toMatchObject({ code: 'closed' })
  })
})

test('packets of real captures are decoded wherever they stand', { timeout: 60_000 }, async (context) => {
  if (CORPUS === undefined) {
    process.stdout.write(`${SKIPPED}\n`)
    context.skip()
    return
  }
  const bench = new Bench()
  const rows = readTable(join(CORPUS, 'INDEX.tsv')).filter((_, index) => index % 60 === 0)
  for (const { path = '' } of rows) {
    const place = { kind: 'file', capture: path, folder: CORPUS, file: path } as const
    const tree = await bench.do('packet', { place, capture: path, packet: 1 })
    expect(tree.bytes.length).toBeGreaterThan(0)
  }
  expect(rows.length).toBeGreaterThan(5)
  await bench.close()
})
