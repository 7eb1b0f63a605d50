import { expect, test } from 'vitest'
import { type Examined, examine, fromHex } from '../../examine.ts'
import { Peek } from '../../peek.ts'
import { MAYBE, NO, SURE } from '../../protocol.ts'
import { dnp3 } from '../dnp3/dnp3.ts'
import { dnp3Link } from './dnp3-link.ts'
import { codeOf } from './frame.ts'

/** A frame with its check codes: control octet, destination, source, and user data in hex. */
function frame(control: number, destination: number, source: number, data = ''): Uint8Array {
  const content = fromHex(data)
  const header = Uint8Array.of(
    5,
    0x64,
    5 + content.length,
    control,
    destination & 255,
    destination >> 8,
    source & 255,
    source >> 8,
  )
  const parts: Uint8Array[] = [header]
  for (let at = 0; at < content.length; at += 16) parts.push(content.subarray(at, at + 16))
  return Buffer.concat(parts.flatMap((part) => [part, coded(part)]))
}

function coded(part: Uint8Array): Uint8Array {
  const code = codeOf(part, 0, part.length)
  return Uint8Array.of(code & 255, code >> 8)
}

const both = [dnp3, dnp3Link]
const FROM_MASTER = 0xc4
const FROM_OUTSTATION = 0x44
const functionOf = (one: Examined | undefined) => one!.messages[1]?.fields?.function_code

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(dnp3Link.examples)) {
    const [one] = examine(dnp3Link, [{ bytes: hex }], both)
    const messages = one!.messages.map(({ protocol, fields, anomalies }) => ({ protocol, fields, anomalies }))
    expect({ name, messages, means: one!.observations }).toMatchSnapshot()
  }
})

test('noise on the own port is refused, and a header whose check code holds is believed anywhere', () => {
  const look = (bytes: Uint8Array) =>
    dnp3Link.looksLike(new Peek().over(bytes, 0, bytes.length), undefined as never)
  const good = frame(FROM_MASTER, 10, 1, 'c0c1013c0206')
  expect(look(good)).toBe(SURE)
  expect(look(good.with(8, good[8]! ^ 1))).toBe(MAYBE)
  expect(look(Uint8Array.from({ length: 40 }, (_, i) => i))).toBe(NO)
})

test('a fragment of several frames is put together, over the wrap of the transport sequence', () => {
  const points = '00'.repeat(20)
  const [, first, last] = examine(
    dnp3Link,
    [
      { bytes: frame(FROM_MASTER, 10, 1, 'c0c3011e0406') },
      {
        bytes: frame(FROM_OUTSTATION, 1, 10, '7fc38100001e0401 0000 0900'),
        direction: 1,
      },
      { bytes: frame(FROM_OUTSTATION, 1, 10, `80${points}`), direction: 1 },
    ],
    both,
  )
  expect(first!.messages.length).toBe(1)
  expect(functionOf(last)).toBe(0x81)
  expect(last!.messages[1]!.anomalies).toEqual([])
  expect(last!.observations).toMatchObject([
    { kind: 'operation', verb: 'read', outcome: 'done', object: 'g30v4', part: { part: 'unit', id: '10' } },
  ])
})

test('a segment left out ends the fragment', () => {
  const [, third] = examine(
    dnp3Link,
    [
      { bytes: frame(FROM_OUTSTATION, 1, 10, '41c38100001e0400'), direction: 1 },
      { bytes: frame(FROM_OUTSTATION, 1, 10, '83000000'), direction: 1 },
    ],
    both,
  )
  expect(third!.messages.length).toBe(1)
  expect(third!.messages[0]!.anomalies).toMatchObject([{ field: 'transport_sequence' }])
})

test('what a frame with a wrong check code carries was never heard', () => {
  const bad = frame(FROM_MASTER, 10, 1, 'c0c10d')
  bad[11] = 0x12
  const [one] = examine(dnp3Link, [{ bytes: bad }], both)
  expect(one!.messages.length).toBe(1)
  expect(one!.observations).toEqual([])
  expect(one!.messages[0]!.anomalies).toMatchObject([{ field: 'blocks[0].crc' }])
})

test('outstations behind one address are told apart, in requests, answers and identities', () => {
  const attribute = (text: string) => `c0c181000000fc0000000104${text}`
  const [, ten, , eleven] = examine(
    dnp3Link,
    [
      { bytes: frame(FROM_MASTER, 10, 1, 'c0c10100fc000000') },
      { bytes: frame(FROM_OUTSTATION, 1, 10, attribute('41434d45')), direction: 1 },
      { bytes: frame(FROM_MASTER, 11, 1, 'c0c10100fc000000') },
      { bytes: frame(FROM_OUTSTATION, 1, 11, attribute('424f5353')), direction: 1 },
    ],
    both,
  )
  expect(ten!.observations).toMatchObject([
    { about: { within: 'sender', part: 'unit', id: '10' }, value: 'ACME' },
    { verb: 'identify', outcome: 'done', part: { id: '10' } },
  ])
  expect(eleven!.observations).toMatchObject([
    { about: { within: 'sender', part: 'unit', id: '11' }, value: 'BOSS' },
    { verb: 'identify', outcome: 'done', part: { id: '11' } },
  ])
})

test('a poll of the same outstation repeats; another outstation or a command is read', () => {
  const untraced = (bytes: Uint8Array) => ({ bytes, traced: false })
  const seen = examine(
    dnp3Link,
    [
      untraced(frame(FROM_MASTER, 10, 1, 'c0c1013c0206')),
      untraced(frame(FROM_MASTER, 10, 1, 'c1c2013c0206')),
      untraced(frame(FROM_MASTER, 11, 1, 'c2c3013c0206')),
      untraced(frame(FROM_MASTER, 10, 1, 'c3c40d')),
      untraced(frame(FROM_MASTER, 10, 1, 'c4c50d')),
    ],
    both,
  )
  expect(seen.map((one) => one.repeat)).toEqual([false, true, false, false, false])
})

test('a command to all outstations waits for no answer', () => {
  const [one] = examine(dnp3Link, [{ bytes: frame(FROM_MASTER, 0xffff, 1, 'c0c10d') }], both)
  expect(one!.observations).toMatchObject([
    { verb: 'restart', outcome: 'done', object: 'outstation 65535 (broadcast)' },
  ])
})

test('a link status is answered, and a link service may be refused', () => {
  const [, answered] = examine(dnp3Link, [
    { bytes: frame(0xc9, 10, 1) },
    { bytes: frame(0x0b, 1, 10), direction: 1 },
  ])
  expect(answered!.observations).toMatchObject([
    { verb: 'diagnose', function: 'Request Link Status', outcome: 'done' },
  ])
  const [, refused] = examine(dnp3Link, [
    { bytes: frame(0xc0, 10, 1) },
    { bytes: frame(0x0f, 1, 10), direction: 1 },
  ])
  expect(refused!.observations).toMatchObject([
    { verb: 'comms-control', outcome: 'refused', reason: 'Not Supported' },
  ])
})
