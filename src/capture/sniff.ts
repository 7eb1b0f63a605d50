import { PcapReader, pcapByteOrder } from './pcap.ts'
import { PcapngReader } from './pcapng.ts'
import type { CaptureReader } from './reader.ts'
import { SNOOP_MAGIC, SnoopReader } from './snoop.ts'

/** What a file's first bytes say it is. `other` comes with a description that completes "it looks like …". */
export type Sniffed =
  | { kind: 'pcap' | 'pcapng' | 'snoop' | 'gzip' | 'zstd' }
  | { kind: 'other'; looksLike: string }

/** Bytes of a file's head that `sniff` needs to be sure. */
export const SNIFF_BYTES = 512

const PCAPNG_MAGIC = [0x0a, 0x0d, 0x0d, 0x0a] as const
/** RFC 1952, section 2.3.1. */
const GZIP_MAGIC = [0x1f, 0x8b] as const
/** RFC 8878, sections 3.1.1 and 3.1.2: a frame, and the skippable frames, which differ in the low half of the first byte. */
const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd] as const
const ZSTD_SKIPPABLE = [0x2a, 0x4d, 0x18] as const

/** Things people hand over by mistake, with the bytes their formats begin with. Checked in order. */
const STRANGERS: readonly (readonly [magic: string, looksLike: string])[] = [
  ['version https://git-lfs', 'a Git LFS pointer: the capture itself was not downloaded'],
  ['#separator', 'a Zeek log'],
  ['PK\x03\x04', 'a ZIP archive: unpack it first'],
  ['7z\xbc\xaf\x27\x1c', 'a 7z archive: unpack it first'],
  ['BZh', 'a bzip2 file: unpack it first'],
  ['\xfd7zXZ\0', 'an xz file: unpack it first'],
  ['\x04\x22\x4d\x18', 'an lz4 file: unpack it first'],
  ['Rar!', 'a RAR archive: unpack it first'],
  ['GMBU', 'a Microsoft Network Monitor capture: save it as pcap first'],
  ['RTSS', 'a Microsoft Network Monitor capture: save it as pcap first'],
  ['%PDF', 'a PDF document'],
  ['\x7fELF', 'a program'],
  ['MZ', 'a Windows program'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['SQLite format 3', 'an SQLite database'],
  ['<?xml', 'an XML document'],
  ['<!DOCTYPE', 'a web page'],
  ['<html', 'a web page'],
]

function startsWith(head: Uint8Array, magic: readonly number[], at = 0): boolean {
  return head.length >= at + magic.length && magic.every((byte, index) => head[at + index] === byte)
}

/** Names the format of a file by its first bytes (`SNIFF_BYTES` of them, or all there are). Never throws. */
export function sniff(head: Uint8Array): Sniffed {
  if (pcapByteOrder(head) !== undefined) return { kind: 'pcap' }
  if (startsWith(head, PCAPNG_MAGIC)) return { kind: 'pcapng' }
  if (startsWith(head, SNOOP_MAGIC)) return { kind: 'snoop' }
  if (startsWith(head, GZIP_MAGIC)) return { kind: 'gzip' }
  if (startsWith(head, ZSTD_MAGIC)) return { kind: 'zstd' }
  if (startsWith(head, ZSTD_SKIPPABLE, 1) && ((head[0] ?? 0) & 0xf0) === 0x50) return { kind: 'zstd' }
  return { kind: 'other', looksLike: describe(head) }
}

/** A reader for a capture format; undefined for everything else. `capture` is the index its frames carry. */
export function readerFor(kind: Sniffed['kind'], capture: number): CaptureReader | undefined {
  switch (kind) {
    case 'pcap':
      return new PcapReader(capture)
    case 'pcapng':
      return new PcapngReader(capture)
    case 'snoop':
      return new SnoopReader(capture)
    default:
      return undefined
  }
}

function describe(head: Uint8Array): string {
  if (head.length === 0) return 'nothing: the file is empty'
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, SNIFF_BYTES)).toString(
    'latin1',
  )
  const stranger = STRANGERS.find(([magic]) => text.startsWith(magic))
  if (stranger !== undefined) return stranger[1]
  if (text.slice(257, 262) === 'ustar') return 'a tar archive: unpack it first'
  if (/^\0+$/.test(text)) return 'zero bytes only'
  if (/^\s*[[{]/.test(text) && isText(text)) return 'JSON text'
  if (isText(text)) return 'text'
  const start = [...head.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  return `data of an unknown kind, beginning with ${start}`
}

function isText(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 9 || (code > 13 && code < 32) || code === 127) return false
  }
  return true
}
