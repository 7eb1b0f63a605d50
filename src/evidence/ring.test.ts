import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { PcapReader } from '../capture/pcap.ts'
import { readAll } from '../capture/testing.ts'
import { EvidenceFolder } from './folder.ts'
import { Ring } from './ring.ts'
import type { Selection } from './selection.ts'
import { Shelf } from './shelf.ts'
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
const LARGE = { bytes: 1e9, seconds: 1e6 }
const ringIn = (path: string, bounds = LARGE, now = 1000) =>
  new Ring(new EvidenceFolder(path), bounds, partiesOf, at(now))

function numbers(path: string, wanted: Selection = {}): string[] {
  const shelf = new Shelf(new EvidenceFolder(path), partiesOf)
  return Array.from(shelf.carve(wanted), (one) => `${one.interface} ${one.packet}`)
}

/** Ten thousand packets, one each tenth of a second, between five parties, on two interfaces in turn. */
function fill(ring: Ring, begin = 1000): void {
  for (let i = 0; i < 10_000; i++) {
    const number = Math.floor(i / 2) + 1
    ring.append(packet(number, begin + Math.floor(i / 10), i % 5, 9), i % 2 === 0 ? 'mon0' : 'mon1')
  }
}

describe('a ring', () => {
  test(
    'gives back what it was given, in the order of time, whole and by what is wanted',
    inFolder((path) => {
      const ring = ringIn(path)
      fill(ring)
      ring.flush()
      const check = () => {
        expect(numbers(path)).toHaveLength(10_000)
        expect(
          numbers(path, {
            interface: 'mon1',
            packets: [
              [7, 9],
              [4000, 4000],
            ],
          }),
        ).toEqual(['mon1 7', 'mon1 8', 'mon1 9', 'mon1 4000'])
        expect(numbers(path, { from: at(1500), to: { seconds: 1500, nanos: 999_999_999 } })).toHaveLength(10)
        expect(numbers(path, { addresses: ['10.0.0.3'] })).toHaveLength(2000)
        expect(numbers(path, { addresses: ['02:00:00:00:00:03', '10.0.0.1'] })).toHaveLength(4000)
        expect(numbers(path, { pair: ['10.0.0.9', '10.0.0.2'], interface: 'mon0' })).toHaveLength(1000)
        expect(numbers(path, { port: 1004 })).toHaveLength(2000)
        expect(numbers(path, { addresses: ['10.0.0.77'] })).toEqual([])
      }
      check()
      ring.close()
      check()
    }),
  )

  test(
    'writes segments that any tool opens',
    inFolder((path) => {
      const ring = ringIn(path)
      ring.append(packet(1, 1000, 1, 2), 'mon0')
      ring.close()
      const { frames, notes } = readAll(new PcapReader(0), readFileSync(join(path, '000000001_1_mon0.pcap')))
      expect(notes).toEqual([])
      expect(frames).toMatchObject([{ seconds: 1000, nanos: 1, wireLength: 101, linkType: 1 }])
    }),
  )

  test(
    'that was cut off in the middle of a record has all whole ones, and goes on without repair',
    inFolder((path) => {
      const ring = ringIn(path)
      for (let i = 1; i <= 50; i++) ring.append(packet(i, 1000 + i, 1, 2), 'mon0')
      ring.flush()
      const file = join(path, '000000001_1_mon0.pcap')
      truncateSync(file, readFileSync(file).length - 30)
      const before = readFileSync(file)
      expect(numbers(path)).toHaveLength(49)
      const next = ringIn(path, LARGE, 2000)
      expect(next.lastPacket('mon0')).toBe(49)
      next.append(packet(50, 2000, 1, 2), 'mon0')
      next.close()
      expect(readFileSync(file)).toEqual(before)
      expect(numbers(path).slice(-2)).toEqual(['mon0 49', 'mon0 50'])
      const shelf = new Shelf(new EvidenceFolder(path), partiesOf)
      expect(shelf.segments().map((one) => one.index?.packets)).toEqual([49, 1])
    }),
  )

  test(
    'survives every place it can be cut off at',
    inFolder((path) => {
      const ring = ringIn(path)
      for (let i = 1; i <= 3; i++) ring.append(packet(i, 1000 + i, 1, 2, 20), 'mon0')
      ring.flush()
      const file = join(path, '000000001_1_mon0.pcap')
      const size = readFileSync(file).length
      const copy = join(path, 'copy')
      copyFileSync(file, copy)
      for (let cut = size; cut >= 0; cut--) {
        copyFileSync(copy, file)
        truncateSync(file, cut)
        expect(numbers(path)).toHaveLength(Math.max(0, Math.floor((cut - 24) / 36)))
      }
    }),
  )

  test(
    'stays within its bytes and its age, the oldest going first',
    inFolder((path) => {
      const bounds = { bytes: 1_000_000, seconds: 500 }
      const ring = ringIn(path, bounds)
      const used = () =>
        new Shelf(new EvidenceFolder(path), partiesOf).segments().reduce((sum, one) => sum + one.bytes, 0)
      for (let i = 1; i <= 20_000; i++) {
        ring.append(packet(i, 1000 + Math.floor(i / 100), 1, 2), 'mon0')
        if (i % 100 === 0) ring.tend(at(1000 + i / 100))
        if (i % 5000 === 0) expect(used()).toBeLessThan(bounds.bytes + limits.evidence.batchBytes)
      }
      expect(numbers(path).at(-1)).toBe('mon0 20000')
      expect(numbers(path).length).toBeLessThan(10_000)
      for (let second = 1300; second < 2000; second += 10) ring.tend(at(second))
      expect(numbers(path)).toEqual([])
    }),
  )

  test(
    'goes on keeping when the disk is back, and counts what it could not keep',
    inFolder((path) => {
      const inside = join(path, 'ring')
      const ring = ringIn(inside)
      ring.append(packet(1, 1000, 1, 2), 'mon0')
      ring.tend(at(1001))
      rmSync(inside, { recursive: true })
      ring.append(packet(2, 1002, 1, 2), 'mon1')
      for (let i = 3; i < 10; i++) ring.append(packet(i, 1002, 1, 2), 'mon1')
      expect(ring.lost).toBe(8)
      expect(ring.trouble).toContain('ENOENT')
      mkdirSync(inside)
      ring.tend(at(1003))
      ring.append(packet(10, 1003, 1, 2), 'mon1')
      ring.close()
      expect(numbers(inside)).toEqual(['mon1 10'])
    }),
  )

  test(
    'has one writer at a time',
    inFolder((path) => {
      const folder = new EvidenceFolder(path)
      expect(folder.claim()).toBeUndefined()
      expect(new EvidenceFolder(path).claim()).toBeUndefined()
      const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
      try {
        const stat = readFileSync(`/proc/${other.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
        const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
        folder.write('writer', `${other.pid} ${stat[19]} ${boot}`)
        expect(folder.claim()).toBe(other.pid)
        folder.write('writer', `${other.pid} 1 ${boot}`)
        expect(folder.claim()).toBeUndefined()
      } finally {
        other.kill()
      }
    }),
  )

  test(
    'begins another segment where numbers jump, so that numbers stay true',
    inFolder((path) => {
      const ring = ringIn(path)
      for (const number of [1, 2, 7, 8]) ring.append(packet(number, 1000, 1, 2), 'mon0')
      ring.close()
      expect(numbers(path)).toEqual(['mon0 1', 'mon0 2', 'mon0 7', 'mon0 8'])
    }),
  )
})
