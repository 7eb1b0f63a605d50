import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CORPUS, readTable, SKIPPED } from '../../../checks/lib/corpus.ts'
import { findCaptures } from '../../capture/find.ts'
import { run } from '../../capture/timeline.ts'
import { emptyFrame, type Frame } from '../../model/frame.ts'
import type { PacketTree, TreeField } from '../../model/packet-tree.ts'
import { packetTreeSchema } from '../../model/packet-tree.ts'
import { fromHex } from '../examine.ts'
import { protocols } from '../protocols/index.ts'
import { PacketDecoder } from './decoder.ts'

const MACS = '020000000002 020000000001'
/** A TCP segment from port 49152 to 502 (or back) whose first byte has the given number. */
function segment(number: number, sequence: number, payload: string, back = false): Frame {
  const data = payload.replace(/\s/g, '')
  const size = (40 + data.length / 2).toString(16).padStart(4, '0')
  const ports = back ? '01f6c000' : 'c00001f6'
  const addresses = back ? 'c0000202c0000201' : 'c0000201c0000202'
  const head = `${MACS} 0800 4500 ${size} 0000 0000 4006 0000 ${addresses}`
  return frame(
    number,
    `${head} ${ports} ${sequence.toString(16).padStart(8, '0')} 00000000 5018 ffff 0000 0000 ${data}`,
  )
}

function frame(packet: number, text: string): Frame {
  const bytes = fromHex(text)
  return { ...emptyFrame(), bytes, end: bytes.length, wireLength: bytes.length, packet, seconds: packet }
}

function decode(frames: readonly Frame[], target: number): PacketTree {
  const decoder = new PacketDecoder(protocols, target)
  for (const one of frames) if (decoder.frame(one)) break
  const tree = decoder.finish('mon0')
  if (tree === undefined) throw new Error('no such packet')
  return packetTreeSchema.parse(tree)
}

const names = ({ layers }: PacketTree) => layers.map(({ protocol, start, end }) => [protocol, start, end])
/** Every field with its bytes in hex. */
function bytesOf(tree: PacketTree, protocol: string): Record<string, string> {
  const found: Record<string, string> = {}
  const walk = (fields: readonly TreeField[], path: string): void => {
    for (const { name, start, end, fields: inner } of fields) {
      found[path + name] = start === undefined ? 'elsewhere' : tree.bytes.slice(2 * start, 2 * end!)
      if (inner !== undefined) walk(inner, `${path}${name}.`)
    }
  }
  walk(tree.layers.find((one) => one.protocol === protocol)?.fields ?? [], '')
  return found
}

const READ = '0001 0000 0006 11 03 006b 0002'
const WRITE = '0002 0000 000b 11 10 0001 0002 04 000a 0102'

describe('a packet', () => {
  test('is shown layer by layer, every field with its bytes', () => {
    const tree = decode([segment(1, 100, READ)], 1)
    expect(names(tree)).toEqual([
      ['ethernet', 0, 14],
      ['ipv4', 14, 34],
      ['tcp', 34, 54],
      ['modbus-tcp', 54, 66],
    ])
    expect(bytesOf(tree, 'ethernet')).toMatchObject({ destination: '020000000002', source: '020000000001' })
    expect(bytesOf(tree, 'tcp')).toMatchObject({ 'destination port': '01f6', sequence: '00000064' })
    expect(bytesOf(tree, 'modbus-tcp')).toMatchObject({
      tid: '0001',
      unit: '11',
      func: '03',
      address: '006b',
    })
  })

  test('with two messages shows both', () => {
    expect(names(decode([segment(1, 100, READ + WRITE)], 1)).slice(3)).toEqual([
      ['modbus-tcp', 54, 66],
      ['modbus-tcp', 66, 83],
    ])
  })

  test('with a part of a message says which part, and shows the fields that lie in it', () => {
    const compact = WRITE.replace(/ /g, '')
    const [head, tail] = [compact.slice(0, 20), compact.slice(20)]
    const frames = [segment(1, 100, READ + head), segment(2, 122, tail + READ)]
    const [first, second] = [decode(frames, 1), decode(frames, 2)]
    expect(first.layers[4]).toMatchObject({
      ...{ start: 66, end: 76, packets: [1, 2] },
      note: 'bytes 1 to 10 are in this packet: the message has 17 bytes in packets 1, 2',
    })
    expect(second.layers[3]).toMatchObject({
      ...{ start: 54, end: 61 },
      note: 'bytes 11 to 17 are in this packet: the message has 17 bytes in packets 1, 2',
    })
    expect(bytesOf(first, 'modbus-tcp').tid).toBe('0001')
    expect(names(second)[4]).toEqual(['modbus-tcp', 61, 73])
  })

  test('that came early, or again, is told from the one that was read', () => {
    const frames = [segment(1, 100, READ), segment(2, 112, WRITE), segment(3, 112, WRITE)]
    expect(decode(frames, 3).layers.at(-1)).toMatchObject({
      title: 'Data',
      note: expect.stringContaining('again'),
    })
    const early = [segment(1, 100, READ), segment(2, 129, READ), segment(3, 112, WRITE)]
    expect(names(decode(early, 2)).at(-1)).toEqual(['modbus-tcp', 54, 66])
  })

  test('of which nothing is known, or that is cut or padded, says so', () => {
    const odd = decode([segment(1, 100, 'ffff ffff ffff')], 1)
    expect(odd.layers.at(-1)).toMatchObject({ title: 'Data', start: 54, end: 60 })
    const cut = { ...segment(1, 100, READ), wireLength: 1500 }
    expect(decode([cut], 1).notes).toEqual(['the capture holds 66 of its 1500 bytes'])
    const padded = frame(1, `${Buffer.from(segment(1, 100, '').bytes).toString('hex')}000000000000`)
    expect(decode([padded], 1).layers.at(-1)).toMatchObject({ title: 'Padding', start: 54, end: 60 })
    const short = decode([frame(1, '0200 0000')], 1)
    expect(short.bytes).toBe('02000000')
  })

  test('in a VLAN and in a tunnel shows the headers on the way', () => {
    const inner = Buffer.from(segment(1, 100, READ).bytes)
      .toString('hex')
      .slice(28)
    const tagged = frame(1, `${MACS} 8100 2005 0800 ${inner}`)
    expect(bytesOf(decode([tagged], 1), 'vlan')).toEqual({ tag: '2005', 'type or length': '0800' })
    expect(decode([tagged], 1).layers[1]?.fields[0]?.value).toBe('VLAN 5, priority 1')
    const size = (24 + inner.length / 2).toString(16).padStart(4, '0')
    const gre = frame(1, `${MACS} 0800 4500 ${size} 0000 0000 402f 0000 0a000001 0a000002 0000 0800 ${inner}`)
    expect(decode([gre], 1).layers.map(({ protocol }) => protocol)).toEqual([
      ...['ethernet', 'ipv4', 'tunnel', 'ipv4', 'tcp', 'modbus-tcp'],
    ])
  })
})

test('on real captures, every place lies in its packet and in its layer', {
  timeout: 120_000,
}, async (context) => {
  if (CORPUS === undefined) {
    process.stdout.write(`${SKIPPED}\n`)
    context.skip()
    return
  }
  let shown = 0
  for (const [index, row] of readTable(join(CORPUS, 'INDEX.tsv')).entries()) {
    if (index % 10 !== 0) continue
    const { inputs } = await findCaptures([join(CORPUS, row.path!)])
    const frames: Frame[] = []
    await run(inputs, (one) => {
      if (frames.length >= 60) return
      const bytes = one.bytes.slice(one.start, one.end)
      frames.push({ ...one, bytes, start: 0, end: bytes.length })
    })
    for (const { packet } of frames.slice(0, 60).filter((_, i) => i % 7 === 0)) {
      const tree = decode(frames, packet)
      const size = tree.bytes.length / 2
      const inside = (
        one: { start?: number | undefined; end?: number | undefined },
        from: number,
        to: number,
      ): boolean => one.start === undefined || (one.start >= from && one.end! <= to && one.start <= one.end!)
      const walk = (fields: readonly TreeField[], from: number, to: number): boolean =>
        fields.every((one) => inside(one, from, to) && walk(one.fields ?? [], from, to))
      for (const one of tree.layers)
        if (!inside(one, 0, size) || !walk(one.fields, one.start ?? 0, one.end ?? 0))
          expect.fail(`${row.path} packet ${packet}: ${one.protocol} reaches beyond ${one.start}..${one.end}`)
      shown++
    }
  }
  expect(shown).toBeGreaterThan(100)
})
