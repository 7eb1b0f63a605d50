import { expect, test } from 'vitest'
import type { Asset, Evidence } from '../model/analysis.ts'
import { joinAssets } from './join.ts'

const claim = (value: string, packet: number): Evidence => ({
  ...{ attribute: 'firmware', value, protocol: 's7comm', capture: 'a.pcap', packet, confidence: 1 },
})

const early: Asset = {
  id: '10.0.0.1',
  interfaces: [{ ip: '10.0.0.1', mac: '02:00:00:00:00:01' }],
  names: ['old'],
  vendor: 'Siemens',
  firmware: '1.0',
  ...{ role: 'plc', roleReason: 'says so', level: 1, levelReason: 'usual', zone: 'z', zoneReason: 'r' },
  protocols: ['s7comm'],
  modules: [
    { id: 'module slot 2', serial: 'S 1', firmware: '1', evidence: [] },
    { id: 'module slot 3', evidence: [] },
  ],
  conflicts: [],
  heard: true,
  firstSeen: '2026-01-01T00:00:00.000000Z',
  lastSeen: '2026-01-01T00:00:00.000000500Z',
  evidence: [claim('1.0', 1)],
}
const late: Asset = {
  ...early,
  interfaces: [{ ip: '10.0.0.1' }],
  names: ['new'],
  firmware: '2.0',
  ...{ role: 'unknown', roleReason: 'nothing tells', level: null, levelReason: 'nothing tells' },
  protocols: ['arp'],
  modules: [{ id: 'module slot 2', firmware: '2', evidence: [] }],
  heard: false,
  firstSeen: '2026-01-01T00:00:00.000000400Z',
  lastSeen: '2026-01-01T00:00:00.000001Z',
  evidence: [claim('1.0', 7), claim('2.0', 8)],
}
delete late.vendor

test('what was seen later counts, and what only one saw stays', () => {
  const joined = joinAssets(early, late)
  expect(joined).toEqual({
    ...early,
    interfaces: [{ ip: '10.0.0.1' }, { ip: '10.0.0.1', mac: '02:00:00:00:00:01' }],
    names: ['new', 'old'],
    firmware: '2.0',
    protocols: ['arp', 's7comm'],
    modules: [
      { id: 'module slot 2', serial: 'S 1', firmware: '2', evidence: [] },
      { id: 'module slot 3', evidence: [] },
    ],
    lastSeen: late.lastSeen,
    evidence: [claim('1.0', 1), claim('2.0', 8)],
  })
})

test('the order in which they are given makes no difference, nor does joining again', () => {
  const joined = joinAssets(late, early)
  expect(joined).toEqual(joinAssets(early, late))
  expect(joinAssets(joined, late)).toEqual(joined)
})

test('a guess replaces neither what a device said nor the order of its names', () => {
  const said = (value: string, confidence: number): Evidence => ({
    ...claim(value, 1),
    attribute: 'os',
    confidence,
  })
  const sure: Asset = { ...early, names: ['a', 'b'], os: 'Windows 10', evidence: [said('Windows 10', 0.9)] }
  const guess: Asset = { ...late, names: ['b'], os: 'Windows', evidence: [said('Windows', 0.4)] }
  expect(joinAssets(sure, guess)).toMatchObject({ os: 'Windows 10', names: ['a', 'b'] })
  const surer: Asset = { ...guess, os: 'Windows 11', evidence: [said('Windows 11', 0.9)] }
  expect(joinAssets(sure, surer)).toMatchObject({ os: 'Windows 11' })
})

test('what an asset was seen to do is not forgotten because it does nothing of the kind for a while', () => {
  const idle: Asset = { ...late, role: 'it-host', roleReason: 'a computer' }
  expect(joinAssets(early, idle)).toMatchObject({ role: 'plc', roleReason: 'says so' })
})
