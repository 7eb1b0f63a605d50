import { describe, expect, test } from 'vitest'
import { protocols } from '../src/dissect/protocols/index.ts'
import { Analyzer } from '../src/hub/analyzer.ts'
import { makers } from '../src/hub/makers.ts'
import type { Analysis, Asset } from '../src/model/analysis.ts'
import { ipv4Text } from '../src/simulate/host.ts'
import type { Deed, HostName } from '../src/simulate/people/action.ts'
import { hosts } from '../src/simulate/plant.ts'
import { simulate } from '../src/simulate/simulate.ts'
import { DEMO_MINUTES, demo } from '../src/simulate/story.ts'
import { notable } from '../src/words/notable.ts'

/**
 * The whole product on a capture whose truth is known: every device of the simulated works with its identity, and every operation of its
 * people with the right initiator, responder and outcome.
 */

const works = hosts()

const analysis: Analysis = (() => {
  const analyzer = new Analyzer(protocols, makers())
  for (const frame of simulate({ seed: 1, scene: 'demo', minutes: DEMO_MINUTES })) analyzer.frame(frame)
  return analyzer.finish([{ path: 'demo.pcap', packets: 0, bytes: 0, first: null, last: null, notes: [] }])
})()

function assetOf(name: HostName): Asset {
  const host = works[name]
  const asset = analysis.assets.find((one) => one.interfaces.some((face) => face.ip === ipv4Text(host.ip)))
  if (asset === undefined) throw new Error(`no asset at ${ipv4Text(host.ip)} (${name})`)
  return asset
}

/** What each device must be recognized as. */
const IDENTITIES: readonly (readonly [HostName, expected: object])[] = [
  ['router', { role: 'router' }],
  ['switch', { vendor: 'Hirschmann', model: 'Railswitch', firmware: '09.0.22', role: 'switch' }],
  [
    'intake',
    {
      vendor: 'Schneider Electric',
      model: 'BMX P34 2020',
      orderNumber: 'BMX P34 2020',
      firmware: 'v2.60',
      role: 'plc',
    },
  ],
  [
    'treatment',
    {
      vendor: 'Siemens',
      model: 'CPU 315-2 PN/DP',
      orderNumber: '6ES7 315-2EH14-0AB0',
      firmware: 'V3.2.14',
      serial: 'S C-E3UB41772015',
      role: 'plc',
    },
  ],
  [
    'distribution',
    {
      vendor: expect.stringContaining('Rockwell Automation'),
      model: '1756-ENBT/A',
      firmware: '6.6',
      role: 'plc',
      modules: [expect.objectContaining({ model: '1756-L61/B LOGIX5561', firmware: '20.11' })],
    },
  ],
  [
    'tank',
    {
      vendor: 'Schweitzer Engineering Laboratories',
      model: 'SEL-3530 RTAC',
      firmware: 'R143-V2',
      serial: '1153280471',
      role: 'rtu',
    },
  ],
  ['remoteIo', { vendor: 'Siemens', model: 'IM151-3 PN', firmware: 'V7.0.3', role: 'remote-io' }],
  [
    'hmi',
    { names: expect.arrayContaining(['WTP-HMI-01']), os: expect.stringContaining('Windows'), role: 'hmi' },
  ],
  ['engineer', { names: expect.arrayContaining(['WTP-ENG-01']), role: 'engineering-workstation' }],
  ['laptop', { role: 'it-host' }],
  ['docked', { names: expect.arrayContaining(['RW-LT-114']) }],
]

describe('the demonstration', () => {
  test.each(IDENTITIES)('shows what %s is', (name, expected) => {
    expect(assetOf(name)).toMatchObject(expected)
  })

  const deeds = demo.flatMap(({ action }) => action.deeds.map((deed) => [action.words, deed] as const))
  test.each(deeds)('shows who %s', (_words, deed) => {
    expect(operationsOf(deed)).not.toEqual([])
  })

  test('shows every host of the works and nobody else', () => {
    const names = Object.keys(works) as HostName[]
    expect(analysis.assets.map((one) => one.id).toSorted()).toEqual(
      names.map((name) => assetOf(name).id).toSorted(),
    )
  })

  test('hears no device contradict itself', () => {
    expect(analysis.assets.filter((one) => one.conflicts.length > 0)).toEqual([])
  })

  test('has nothing its readers stumble over', () => {
    const { coverage } = analysis
    expect(coverage.lostBytes).toBe(0)
    expect(coverage.damagedPackets).toBe(0)
    expect(coverage.cutPackets).toBe(0)
  })

  test('puts what the intruder did first', () => {
    const lines = notable(analysis, 3)
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^RW-LT-114 .* stopped treatment/)
    expect(lines[1]).toMatch(/^RW-LT-114 .* restarted HILLTOP TANK RTU/)
  })
})

function operationsOf(deed: Deed): Analysis['operations'] {
  const initiator = assetOf(deed.initiator).id
  const responder = assetOf(deed.responder).id
  return analysis.operations.filter(
    (one) =>
      one.verb === deed.verb &&
      one.protocol === deed.protocol &&
      one.initiator === initiator &&
      one.responder === responder &&
      one.outcome === (deed.outcome ?? 'done'),
  )
}
