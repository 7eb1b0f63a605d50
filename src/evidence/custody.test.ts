import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PcapReader } from '../capture/pcap.ts'
import { readAll } from '../capture/testing.ts'
import { writerFor } from '../capture/writer.ts'
import { custodyName, custodySchema, exportEvidence, verifyEvidence } from './custody.ts'
import { EvidenceFolder } from './folder.ts'
import { type Pin, Pins } from './pins.ts'
import { Ring } from './ring.ts'
import { packet, partiesOf } from './testing.ts'

/** Runs a test with a folder of its own. */
function inFolder(test: (path: string) => void): () => void {
  return () => {
    const path = mkdtempSync(join(tmpdir(), 'evidence-'))
    try {
      test(path)
    } finally {
      rmSync(path, { recursive: true })
    }
  }
}

const at = (seconds: number) => ({ seconds, nanos: 0 })
const TAKING = { by: 'A. Nalyst', why: 'case 7', at: at(2000) }

function filled(path: string, bounds = { bytes: 1e9, seconds: 1e6 }): Ring {
  const ring = new Ring(new EvidenceFolder(path), bounds, partiesOf, at(1000))
  for (let i = 1; i <= 100; i++) ring.append(packet(i, 1000 + i, i % 4, 9), 'mon0')
  ring.flush()
  return ring
}

describe('an export', () => {
  test(
    'holds the wanted packets, and says who took them, when, why and from where',
    inFolder((path) => {
      const ring = filled(path)
      const folder = ring.shelf.folder.inside('out')
      const wanted = { addresses: ['10.0.0.3'], from: at(1010), to: at(1030) }
      exportEvidence(ring.shelf, wanted, { folder, name: 'x.pcap', writerFor }, TAKING)
      const { frames } = readAll(new PcapReader(0), readFileSync(join(folder.path, 'x.pcap')))
      expect(frames.map((one) => one.seconds)).toEqual([1011, 1015, 1019, 1023, 1027])
      const custody = custodySchema.parse(JSON.parse(folder.text(custodyName('x.pcap')) ?? ''))
      expect(custody).toMatchObject({
        file: { packets: 5 },
        taken: { by: 'A. Nalyst', at: '1970-01-01T00:33:20.000000Z', why: 'case 7' },
        packets: [11, 15, 19, 23, 27].map((number) => ({ interface: 'mon0', from: number, to: number })),
        sources: [{ segment: '000000001_1_mon0.pcap', interface: 'mon0' }],
      })
      expect(custody.asked).toContain('of 10.0.0.3')
      expect(verifyEvidence(folder, 'x.pcap')).toEqual([])
    }),
  )

  test(
    'that was changed by one bit is found out',
    inFolder((path) => {
      const ring = filled(path)
      const folder = ring.shelf.folder.inside('out')
      exportEvidence(ring.shelf, {}, { folder, name: 'x.pcap', writerFor }, TAKING)
      const bytes = readFileSync(join(folder.path, 'x.pcap'))
      bytes[777]! ^= 1
      writeFileSync(join(folder.path, 'x.pcap'), bytes)
      expect(verifyEvidence(folder, 'x.pcap')[0]).toContain('SHA-256')
      writeFileSync(join(folder.path, 'x.pcap'), bytes.subarray(1))
      expect(verifyEvidence(folder, 'x.pcap')[0]).toContain('bytes')
      expect(verifyEvidence(folder, 'y.pcap')[0]).toContain('no custody record')
    }),
  )

  test(
    'of nothing writes nothing',
    inFolder((path) => {
      const ring = filled(path)
      const folder = ring.shelf.folder.inside('out')
      const none = { addresses: ['10.9.9.9'] }
      expect(exportEvidence(ring.shelf, none, { folder, name: 'x.pcap', writerFor }, TAKING)).toBeUndefined()
      expect(folder.names()).toEqual([])
    }),
  )
})

describe('a pin', () => {
  const pin: Pin = {
    id: 'mon0-50-stop',
    interface: 'mon0',
    addresses: ['10.0.0.2'],
    from: at(1040),
    to: at(1060),
    by: 'the sensor',
    why: 'somebody stopped something',
  }

  test(
    'outlives the ring, with packets before and after what it points to',
    inFolder((path) => {
      const ring = filled(path, { bytes: 1, seconds: 1 })
      const pins = new Pins(ring.shelf, writerFor)
      pins.add(pin)
      pins.settle(at(1050))
      expect(pins.kept).toBe(0)
      ring.close()
      ring.tend(at(9000), pins)
      expect(ring.shelf.segments()).toHaveLength(1)
      pins.settle(at(9000))
      ring.tend(at(9001), pins)
      expect(ring.shelf.segments()).toHaveLength(0)
      const folder = new EvidenceFolder(join(path, 'pins'))
      expect(verifyEvidence(folder, 'mon0-50-stop.pcap')).toEqual([])
      const { frames } = readAll(new PcapReader(0), readFileSync(join(folder.path, 'mon0-50-stop.pcap')))
      expect(frames.map((one) => one.seconds)).toEqual([1042, 1046, 1050, 1054, 1058])
    }),
  )

  test(
    'that a killed sensor did not come to write is written by the next one',
    inFolder((path) => {
      const ring = filled(path)
      new Pins(ring.shelf, writerFor).add(pin)
      const next = new Pins(ring.shelf, writerFor)
      next.settle(at(3000))
      expect(next.kept).toBe(1)
      expect(new EvidenceFolder(join(path, 'pins')).names()).toEqual([
        'mon0-50-stop.pcap',
        'mon0-50-stop.pcap.custody.json',
      ])
    }),
  )
})
