import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { instantOf } from '../base/time.ts'
import { protocols } from '../dissect/protocols/index.ts'
import { EvidenceFolder } from '../evidence/folder.ts'
import { Shelf } from '../evidence/shelf.ts'
import { Analyzer } from '../hub/analyzer.ts'
import { Keeping } from '../hub/keeping.ts'
import { partiesOfPackets } from '../hub/parties.ts'
import { simulate } from '../simulate/simulate.ts'
import { exportFromRing, selectionOf, verify } from './evidence.ts'

describe('what is wanted', () => {
  test('is read from the options', () => {
    expect(
      selectionOf({
        from: '2026-03-11T08:00:00.000000001Z',
        interface: 'mon0',
        address: ['02:AA:00:00:00:01'],
        pair: '10.0.0.1, FE80::1',
        packets: '12,15-20',
        port: 502,
      }),
    ).toEqual({
      from: { seconds: 1_773_216_000, nanos: 1 },
      interface: 'mon0',
      addresses: ['02:aa:00:00:00:01'],
      pair: ['10.0.0.1', 'fe80::1'],
      packets: [
        [12, 12],
        [15, 20],
      ],
      port: 502,
    })
  })
  test.each([
    [{ from: 'yesterday' }, 'a time looks like'],
    [{ pair: '10.0.0.1' }, 'two addresses'],
    [{ interface: 'mon0', packets: '3-x' }, 'numbers and ranges'],
    [{ packets: '3' }, '--packets needs --interface'],
  ])('%j is refused with a reason', (options, why) => {
    expect(selectionOf(options)).toContain(why)
  })
})

test('a sensor keeps all packets, pins the grave ones, and what is exported can be verified', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keeping-'))
  try {
    const ring = join(folder, 'ring')
    const keeping = new Keeping({ ring, bytes: 1e9, seconds: 1e6 }, ['mon0'], instantOf(0))
    const analyzer = new Analyzer(protocols, () => undefined)
    analyzer.observer.operations.onNew = (seen, outcome) => keeping.operation(seen, outcome)
    let packets = 0
    for (const frame of simulate({ seed: 1, scene: 'demo', minutes: 30 })) {
      analyzer.frame(frame)
      keeping.frame(frame)
      packets++
    }
    keeping.close(instantOf(0))
    const shelf = new Shelf(new EvidenceFolder(ring), partiesOfPackets())
    expect(Array.from(shelf.carve({}), (one) => one.packet)).toEqual(
      Array.from({ length: packets }, (_, index) => index + 1),
    )
    const pins = readdirSync(join(ring, 'pins')).filter((name) => name.endsWith('.pcap'))
    expect(pins.some((name) => name.endsWith('-stop.pcap'))).toBe(true)
    expect(verify(pins.map((name) => join(ring, 'pins', name)))).toBe(0)
    const out = join(folder, 'taken.pcap')
    expect(exportFromRing({ ring, out, interface: 'mon0', packets: '5-9', by: 'me', why: 'test' })).toBe(0)
    expect(verify([out])).toBe(0)
    expect(exportFromRing({ ring, out, interface: 'mon0', packets: '5-9' })).toBe(2)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
