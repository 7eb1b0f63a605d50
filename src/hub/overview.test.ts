import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseFilter } from '../model/filter-text.ts'
import { overviewSchema } from '../model/overview.ts'
import { FIELDS, type Store } from '../store/contract.ts'
import { openSqliteStore } from '../store/sqlite/store.ts'
import { asset, at, batch, conversation, observation, operation } from '../store/testing.ts'
import { overviewOf } from './overview.ts'
import { putCoverage } from './sensor-coverage.ts'

const HOUR = 3_600
const DAY = 24 * HOUR

let folder = ''
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'overview-'))
  store = await openSqliteStore(folder, { reserveBytes: 0 })
  await store.putSite({ id: 'works', title: 'Water works' })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const glance = async (seconds: number) => {
  const seen = await overviewOf(store, 'works', { now: Date.parse(at(seconds)), sensors: [] })
  expect(overviewSchema.parse(seen)).toEqual(seen)
  return seen
}

/** A plant over two days: an engineer's station stops two controllers on the second. */
async function twoDays(): Promise<void> {
  const plc = (id: string, more: object = {}) =>
    asset(id, { role: 'plc', level: 1, names: [`PLC ${id}`], firmware: '1', ...more })
  await store.append({
    ...batch(1, { assets: [plc('a'), plc('b', { conflicts: ['serial'] }), asset('c', { heard: false })] }),
    operations: [operation(HOUR, { verb: 'stop', responder: 'b', initiator: 'x' })],
  })
  const station = asset('e', { role: 'engineering-workstation', names: ['EWS'], firstSeen: at(2 * DAY) })
  await store.append({
    ...batch(2, { assets: [plc('a', { firmware: '2' }), station] }),
    time: at(2 * DAY),
    observations: [
      observation(2 * DAY, { kind: 'gap', verb: undefined, value: '9 packets', reason: 'a queue was full' }),
    ],
    conversations: [
      conversation(2 * DAY, { packets: 30 }),
      conversation(2 * DAY, { protocol: null, packets: 60, responder: 'b', answered: true }),
      conversation(2 * DAY, { protocol: 'tls', packets: 10, responder: 'a', answered: true }),
    ],
    operations: [
      operation(2 * DAY, {
        verb: 'stop',
        initiator: 'e',
        responder: 'a',
        function: 'PLC Stop',
        packets: [7],
      }),
      operation(2 * DAY + 1, { verb: 'stop', initiator: 'e', responder: 'b', function: 'PLC Stop' }),
      operation(2 * DAY, { verb: 'write', count: 40 }),
      operation(2 * DAY, { verb: 'program-download', initiator: 'e', responder: 'a', outcome: 'refused' }),
    ],
  })
}

test('tells what was done on the day in plain words, the gravest first, and where to see more', async () => {
  await twoDays()
  const { abnormal, operations, live, activity } = await glance(2 * DAY + HOUR)
  expect(live).toBe(true)
  expect(abnormal.map(({ level, words }) => [level, words])).toEqual([
    ['bad', 'EWS [e] stopped 2 devices, among them PLC a [a] (PLC Stop at 00:00:00, packet 7)'],
    ['warn', expect.stringMatching(/^EWS \[e\] asked PLC a \[a\] for a program-download .*: refused$/)],
    ['warn', '1 asset has claims that contradict each other (serial)'],
    ['warn', '1 asset is addressed by others and never heard'],
  ])
  expect(abnormal[0]).toMatchObject({
    assets: ['e', 'a', 'b'],
    more: {
      list: 'operations',
      filter: `initiator = e and verb = stop and last >= ${new Date(at(DAY + HOUR)).toISOString()}`,
    },
  })
  for (const { more } of abnormal)
    if (more.list !== 'sensors') parseFilter(more.filter, { fields: FIELDS[more.list], now: 0 })
  expect(operations.notable.map((one) => one.verb).sort()).toEqual(['program-download', 'stop', 'stop'])
  expect(operations.last24h).toContainEqual({ verb: 'write', count: 40 })
  expect(activity.counts.reduce((a, b) => a + b, 0)).toBe(43)
})

test('counts what is there, tells changes in groups, and what cannot be seen', async () => {
  await twoDays()
  const { assets, changes, coverage } = await glance(2 * DAY + HOUR)
  expect(assets).toEqual({
    total: 4,
    byRole: [
      { role: 'plc', count: 2 },
      { role: 'engineering-workstation', count: 1 },
      { role: 'unknown', count: 1 },
    ],
    byLevel: [
      { level: 1, count: 2 },
      { level: null, count: 2 },
    ],
    ...{ silent: 1, conflicts: 1 },
  })
  expect(changes.groups).toEqual([
    { words: '1 new asset', attribute: '', assets: ['e'], count: 1 },
    { words: 'firmware changed on 1 asset', attribute: 'firmware', assets: ['a'], count: 1 },
  ])
  expect(changes.partial).toBe(false)
  expect(coverage).toEqual([
    '60.0 % of the packets are in conversations that could not be decoded.',
    '10.0 % of the packets are encrypted (TLS): nobody can tell what was done.',
    '1 conversation of 3 heard in one direction only.',
    '1 asset addressed but never heard.',
    '1 gap in what was heard, the last one: 9 packets, because a queue was full.',
  ])
})

test('tells what sensors said of themselves, the last of each', async () => {
  const coverage = (cutPackets: number, notes: string[]) => ({
    ...{
      packets: 9,
      bytes: 9,
      messages: 1,
      decodedConversations: 1,
      undecoded: [],
      silentAssets: [],
      encrypted: [],
    },
    ...{ lostBytes: 0, damagedPackets: 0, cutPackets, notes },
  })
  await putCoverage(store, { site: 'works', sensor: 'mirror', time: at(1) }, coverage(1, ['x'.repeat(9_999)]))
  await putCoverage(store, { site: 'works', sensor: 'mirror', time: at(2) }, coverage(3, ['two', 'two']))
  await putCoverage(store, { site: 'works', sensor: 'other', time: at(2) }, coverage(1, []))
  const seen = await glance(DAY)
  expect(seen.coverage).toEqual(['4 packets cut short when captured.', 'Two.'])
})

test('where nothing was heard for a day, the last day that was heard is told', async () => {
  await twoDays()
  const { live, from, until, abnormal } = await glance(300 * DAY)
  expect(live).toBe(false)
  expect(
    [from, until].map((one) => Date.parse(one) / 1000 - Date.parse(at(0)) / 1000).map(Math.round),
  ).toEqual([DAY + 1, 2 * DAY + 1])
  expect(abnormal[0]!.words).toContain('stopped')
})

test('of an empty site is empty, and of an unknown one is refused', async () => {
  const seen = await glance(DAY)
  expect(seen).toMatchObject({ live: true, abnormal: [], coverage: [], assets: { total: 0 } })
  expect(seen.activity.counts.length).toBeGreaterThan(20)
  await expect(overviewOf(store, 'nowhere', { now: 0, sensors: [] })).rejects.toMatchObject({
    code: 'unknown',
  })
})
