import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { findCaptures } from './find.ts'
import { openCapture } from './open.ts'
import type { CaptureNote } from './reader.ts'
import { pcapHeader, pcapRecord } from './writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'sightglass-capture-'))
afterAll(() => rmSync(folder, { recursive: true }))

const PACKETS = 3000
const BOMB_BYTES = 80 * 1024 * 1024
const capture = captureOf(PACKETS)

/** A capture whose packets are as hard to compress as a wire's: their bytes come from a small generator. */
function captureOf(count: number): Buffer {
  let state = 1
  const parts: Uint8Array[] = [pcapHeader(1)]
  for (let seconds = 0; seconds < count; seconds++) {
    const bytes = new Uint8Array(60 + (seconds % 7)).map(() => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      return state >>> 24
    })
    parts.push(
      pcapRecord({ bytes, start: 0, end: bytes.length, wireLength: 60, seconds, nanos: 0, linkType: 1 }),
    )
  }
  return Buffer.concat(parts)
}

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, bytes)
  return path
}

async function read(
  path: string,
  chunkBytes = 4096,
): Promise<{ packets: number; notes: readonly CaptureNote[]; bytesRead: number }> {
  const source = openCapture(path, 0, { chunkBytes })
  let packets = 0
  while (await source.next()) {
    expect(source.frame.seconds).toBe(packets)
    packets++
  }
  await source.close()
  return { packets, notes: source.notes, bytesRead: source.bytesRead }
}

describe('opening a capture', () => {
  test('reads a plain file through small chunks to its last byte', async () => {
    expect(await read(file('plain.pcap', capture))).toEqual({
      packets: PACKETS,
      notes: [],
      bytesRead: capture.length,
    })
  })

  test('answers at once while packets are in memory', async () => {
    const source = openCapture(file('plain.pcap', capture), 0)
    expect(source.next()).toBeInstanceOf(Promise)
    await source.close()
    const again = openCapture(join(folder, 'plain.pcap'), 0)
    await again.next()
    expect(again.next()).toBe(true)
    await again.close()
  })

  const halves = [capture.subarray(0, 100_001), capture.subarray(100_001)]
  test.each([
    ['one gzip member', gzipSync(capture)],
    ['two gzip members', Buffer.concat(halves.map((half) => gzipSync(half)))],
    ['gzip with zeros behind', Buffer.concat([gzipSync(capture), Buffer.alloc(512)])],
    ['one Zstandard frame', zstdCompressSync(capture)],
    ['two Zstandard frames', Buffer.concat(halves.map((half) => zstdCompressSync(half)))],
    [
      'Zstandard frames with one to skip between',
      Buffer.concat([
        zstdCompressSync(halves[0]!),
        Buffer.from('502a4d1803000000aabbcc', 'hex'),
        zstdCompressSync(halves[1]!),
      ]),
    ],
    ['gzip in Zstandard', zstdCompressSync(gzipSync(capture))],
  ])('reads %s', async (name, bytes) => {
    const { packets, notes } = await read(file(name, bytes))
    expect(notes).toEqual([])
    expect(packets).toBe(PACKETS)
  })

  test.each([
    ['gzip', gzipSync(capture)],
    ['Zstandard', zstdCompressSync(capture)],
  ])('reads a cut %s file as far as it goes and says so', async (name, bytes) => {
    const { packets, notes } = await read(file(`cut ${name}`, bytes.subarray(0, (bytes.length * 0.8) | 0)))
    expect(packets).toBeGreaterThan(PACKETS * 0.5)
    expect(packets).toBeLessThan(PACKETS)
    expect(
      notes.some(
        (note) => note.message === `stops after packet ${packets}: the compressed file is cut short`,
      ),
    ).toBe(true)
  })

  test('reads a damaged gzip file up to the damage', async () => {
    const bytes = gzipSync(capture)
    bytes.fill(0x55, bytes.length >> 1)
    const { packets, notes } = await read(file('damaged.gz', bytes))
    expect(packets).toBeLessThan(PACKETS)
    expect(notes.some((note) => note.kind === 'damaged')).toBe(true)
  })

  test('has one clear note for what is not a capture, not there, or a folder', async () => {
    const zip = await read(file('a.zip', 'PK\x03\x04 and so on'))
    expect(zip.notes.map((note) => note.message)).toEqual([
      'is not a capture; it looks like a ZIP archive: unpack it first',
    ])
    const packed = await read(file('log.gz', gzipSync('a line of text\n')))
    expect(packed.notes.map((note) => note.kind)).toEqual(['not-a-capture'])
    const missing = await read(join(folder, 'nothing here'))
    expect(missing.notes.map((note) => note.message)).toEqual([
      'cannot be read: there is no such file or folder',
    ])
    expect((await read(folder)).notes.map((note) => note.kind)).toEqual(['unreadable'])
  })

  test('unpacks an archive bomb without holding it', async () => {
    const bomb = Buffer.concat([gzipSync(capture), gzipSync(Buffer.alloc(BOMB_BYTES))])
    const path = file('bomb.gz', bomb)
    const before = process.memoryUsage().arrayBuffers
    const source = openCapture(path, 0)
    let most = 0
    let packets = 0
    for (let answer = source.next(); ; answer = source.next()) {
      if (typeof answer !== 'boolean') most = Math.max(most, process.memoryUsage().arrayBuffers)
      if (!(await answer)) break
      packets++
    }
    await source.close()
    // The zeros behind the real packets read as empty records.
    expect(packets).toBe(PACKETS + BOMB_BYTES / 16)
    expect(most - before).toBeLessThan(BOMB_BYTES / 4)
  })
})

describe('finding captures', () => {
  test('searches folders, sorts, leaves out what is none, and takes nothing twice', async () => {
    file('site/b/2.pcap', capture)
    file('site/a/1.pcap.gz', gzipSync(capture))
    file('site/notes.txt', 'written by hand')
    file('site/.hidden/3.pcap', capture)
    symlinkSync(join(folder, 'site/b/2.pcap'), join(folder, 'site/z.pcap'))
    const site = join(folder, 'site')
    const { inputs, remarks } = await findCaptures([site, join(site, 'b', '*.pcap')])
    expect(inputs.map((input) => [input.capture, input.path])).toEqual([
      [0, join(site, 'a/1.pcap.gz')],
      [1, join(site, 'b/2.pcap')],
    ])
    expect(remarks).toEqual([`${site}: 1 files that are not captures were left out`])
  })

  test('keeps a named file that is missing, so that it is reported', async () => {
    const { inputs } = await findCaptures([join(folder, 'gone-*.pcap'), '-'])
    expect(inputs.map((input) => [input.path, input.replayable])).toEqual([
      ['-', false],
      [join(folder, 'gone-*.pcap'), true],
    ])
  })

  test('says when a folder holds no capture', async () => {
    mkdirSync(join(folder, 'empty'))
    const { inputs, remarks } = await findCaptures([join(folder, 'empty')])
    expect(inputs).toEqual([])
    expect(remarks).toEqual([`${join(folder, 'empty')}: no capture in this folder`])
  })
})
