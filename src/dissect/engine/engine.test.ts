import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Frame } from '../../model/frame.ts'
import { type Message, REPLY, REQUEST } from '../../model/message.ts'
import type { Sighting, WireConversation } from '../../model/wire.ts'
import { mix } from '../peek.ts'
import { FULL, MORE, NO, NOT_MINE, protocol, SURE } from '../protocol.ts'
import { Engine } from './engine.ts'

/** A toy protocol: '#', length of the whole, role (1 request, 2 reply), pair, function, text. Function 9 is always read in full, 8 is meant for
 * nobody in particular, 7 makes both sides go on in the other toy protocol, 6 means the same in every conversation. */
const toy = protocol({
  id: 'toy',
  title: 'Toy',
  spec: 'this test',
  family: 'ot',
  carriedBy: { tcp: [7], udp: [7] },
  looksLike: (peek) => (peek.u8(0) === 0x23 && peek.u8(1) >= 5 && peek.u8(1) <= peek.length ? SURE : NO),
  frameLength: (peek) =>
    peek.u8(0) !== 0x23 ? NOT_MINE : peek.length < 2 ? MORE : peek.u8(1) < 5 ? NOT_MINE : peek.u8(1),
  glance(peek, glance) {
    glance.role = peek.u8(2) === 1 ? REQUEST : REPLY
    glance.pair = peek.u8(3)
    glance.toAnybody = peek.u8(4) === 8
    glance.anywhere = peek.u8(4) === 6
    return peek.u8(4) === 9 ? FULL : mix(1, peek.u8(4))
  },
  read(cursor, session) {
    cursor.skip(2)
    cursor.u8('role')
    cursor.u8('pair')
    const code = cursor.u8('function')
    if (code === 7) session.upgrade()
    const asked = (session.request?.value as { code: number } | undefined)?.code
    return { code, asked, text: cursor.text('text', cursor.left) }
  },
  observe: () => [],
  examples: {},
})

/** Another toy: '@' and text. */
const other = protocol({
  id: 'other',
  title: 'Other',
  spec: 'this test',
  family: 'it',
  carriedBy: { tcp: [] },
  looksLike: (peek) => (peek.u8(0) === 0x40 ? SURE : NO),
  read: (cursor) => ({ text: cursor.text('text', cursor.left) }),
  observe: () => [],
  examples: {},
})

const CLIENT = [10, 0, 0, 1]
const SERVER = [10, 0, 0, 2]

function tcp(
  from: number[],
  to: number[],
  ports: [number, number],
  sequence: number,
  payload: number[],
  flags = 0x18,
) {
  const header = [
    ...ports.flatMap((p) => [p >> 8, p & 255]),
    ...u32(sequence),
    ...u32(0),
    0x50,
    flags,
    1,
    0,
    0,
    0,
    0,
    0,
  ]
  return ip(6, from, to, [...header, ...payload])
}

function ip(number: number, from: number[], to: number[], payload: number[], fragment = 0): number[] {
  const total = 20 + payload.length
  return [
    0x45,
    0,
    total >> 8,
    total & 255,
    0,
    7,
    fragment >> 8,
    fragment & 255,
    64,
    number,
    0,
    0,
    ...from,
    ...to,
    ...payload,
  ]
}

const u32 = (n: number) => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]
const ether = (body: number[], type = 0x0800) => [
  2,
  0,
  0,
  0,
  0,
  2,
  2,
  0,
  0,
  0,
  0,
  1,
  type >> 8,
  type & 255,
  ...body,
]
const say = (role: number, pair: number, code: number, text = '') => [
  0x23,
  5 + text.length,
  role,
  pair,
  code,
  ...Buffer.from(text),
]

function runFrames(frames: number[][], linkType = 1) {
  const messages: Message[] = []
  const repeats: Message[] = []
  const sightings: Sighting[] = []
  const conversations: WireConversation[] = []
  const engine = new Engine([toy, other], {
    message: (one) => messages.push(one),
    repeat: (one) => repeats.push(one),
    sighting: (one) => sightings.push(one),
    conversation: (one) => conversations.push(one),
  })
  frames.forEach((bytes, index) => {
    const frame: Frame = {
      bytes: Uint8Array.from(bytes),
      start: 0,
      end: bytes.length,
      wireLength: bytes.length,
      seconds: index,
      nanos: 0,
      linkType,
      capture: 0,
      packet: index + 1,
    }
    engine.frame(frame)
  })
  engine.finish()
  const texts = messages.map((one) => (one.value as { text: string }).text)
  return { engine, messages, repeats, sightings, conversations, texts }
}

const ask = (sequence: number, payload: number[]) => ether(tcp(CLIENT, SERVER, [4000, 7], sequence, payload))
const answer = (sequence: number, payload: number[]) =>
  ether(tcp(SERVER, CLIENT, [7, 4000], sequence, payload))

test('after an upgrade both directions are recognized afresh, and the conversation keeps its name', () => {
  const { messages, conversations, texts } = runFrames([
    ask(1, say(1, 1, 7, 'switch')),
    answer(1, [...Buffer.from('@hello')]),
    ask(12, [...Buffer.from('@there')]),
  ])
  expect(messages.map((one) => one.protocol)).toEqual(['toy', 'other', 'other'])
  expect(texts).toEqual(['switch', '@hello', '@there'])
  expect(conversations[0]).toMatchObject({ protocol: 'toy', lostBytes: 0, unreadBytes: 0 })
})

test('a message split over segments is read once, with all its packets', () => {
  const whole = say(1, 1, 9, 'hello')
  const { messages, texts } = runFrames([ask(1, whole.slice(0, 4)), ask(5, whole.slice(4))])
  // The first payload is too short to be sure of anything but its own port's protocol.
  expect(texts.length).toBeLessThanOrEqual(1)
  const again = runFrames([ask(1, say(1, 0, 9, 'a')), ask(7, whole.slice(0, 4)), ask(11, whole.slice(4))])
  expect(again.texts).toEqual(['a', 'hello'])
  expect(again.messages[1]!.packets).toEqual([2, 3])
  expect(messages.length).toBe(texts.length)
})

test('replies know their request, also when both are repeats', () => {
  const { messages, repeats } = runFrames([
    ask(1, say(1, 1, 3)),
    answer(1, say(2, 1, 3)),
    ask(6, say(1, 2, 3)),
    answer(6, say(2, 2, 3)),
    ask(11, say(1, 3, 4)),
    answer(11, say(2, 3, 3)),
  ])
  expect(messages.map((one) => (one.value as { asked?: number }).asked)).toEqual([undefined, 3, undefined, 4])
  expect(repeats.length).toBe(2)
})

test('a connection that repeats what an earlier one said reads nothing, and speaks its protocol', () => {
  const { repeats, conversations } = runFrames([
    ask(1, say(1, 1, 6)),
    ether(tcp(CLIENT, SERVER, [4001, 7], 1, say(1, 2, 6))),
  ])
  expect(repeats.length).toBe(1)
  expect(conversations.map((one) => [one.protocol, one.layers])).toEqual([
    ['toy', ['toy']],
    ['toy', ['toy']],
  ])
})

test('what must be read in full never becomes a repeat', () => {
  const { messages, repeats } = runFrames([ask(1, say(1, 1, 9)), ask(6, say(1, 2, 9)), ask(11, say(1, 3, 9))])
  expect(messages.length).toBe(3)
  expect(repeats.length).toBe(0)
})

test('after a loss the next plausible message is found', () => {
  const { texts } = runFrames([
    ask(1, say(1, 1, 9, 'one')),
    ask(1000, [9, 9, 9, ...say(1, 2, 9, 'two')]),
    answer(1, say(2, 9, 9, 'x')),
    ether(
      tcp(SERVER, CLIENT, [7, 4000], 9, [], 0x10).map((b, i) => (i >= 28 && i < 32 ? u32(2000)[i - 28]! : b)),
    ),
  ])
  expect(texts).toContain('two')
})

test('a connection that nobody knew is offered again when the other party begins to speak', () => {
  const noise = Array.from({ length: 20 }, (_, i) => answer(1 + i * 4, [9, 9, 9, 9]))
  const whole = say(1, 1, 9, 'late')
  expect(runFrames([...noise, ask(1, whole)]).texts).toEqual(['late'])
  expect(runFrames([...noise, answer(81, whole)]).texts).toEqual([])
})

test('fragments are put together whatever their order', () => {
  const udp = [0x0f, 0xa0, 0, 7, 0, 8 + 21, 0, 0, ...say(1, 1, 9, 'a fragmented one')]
  const first = ether(ip(17, CLIENT, SERVER, udp.slice(0, 16), 0x2000))
  const second = ether(ip(17, CLIENT, SERVER, udp.slice(16), 2))
  expect(runFrames([first, second]).texts).toEqual(['a fragmented one'])
  expect(runFrames([second, first]).texts).toEqual(['a fragmented one'])
})

test('extension headers inside fragments are passed', () => {
  const payload = say(1, 1, 9, 'behind options')
  const udp = [0x0f, 0xa0, 0, 7, 0, 8 + payload.length, 0, 0, ...payload]
  // Destination options of eight bytes, then UDP.
  const whole = [17, 0, 1, 4, 0, 0, 0, 0, ...udp]
  const piece = (offset: number, more: 0 | 1, bytes: number[]) => {
    const fragment = [60, 0, offset >> 8, (offset & 0xf8) | more, 0, 0, 0, 9, ...bytes]
    const address = (last: number) => [0x20, 1, 0x0d, 0xb8, ...Array(11).fill(0), last]
    const header = [0x60, 0, 0, 0, 0, fragment.length, 44, 64, ...address(1), ...address(2)]
    return ether([...header, ...fragment], 0x86dd)
  }
  expect(runFrames([piece(0, 1, whole.slice(0, 16)), piece(16, 0, whole.slice(16))]).texts).toEqual([
    'behind options',
  ])
})

test('VLAN, QinQ, MPLS, GRE, VXLAN and raw links are unwrapped', () => {
  const plain = tcp(CLIENT, SERVER, [4000, 7], 1, say(1, 1, 9, 'in'))
  const tag = [0, 5]
  const vxlan = ip(17, CLIENT, SERVER, [
    0x10,
    0,
    0x12,
    0xb5,
    0,
    16 + 14 + plain.length,
    0,
    0,
    8,
    0,
    0,
    0,
    0,
    0,
    1,
    0,
    ...ether(plain),
  ])
  expect(runFrames([ether([...tag, 8, 0, ...plain], 0x8100)]).texts).toEqual(['in'])
  expect(runFrames([ether([...tag, 0x81, 0, ...tag, 8, 0, ...plain], 0x88a8)]).texts).toEqual(['in'])
  expect(runFrames([ether([0, 0, 0x11, 64, ...plain], 0x8847)]).texts).toEqual(['in'])
  expect(runFrames([ether(ip(47, CLIENT, SERVER, [0, 0, 8, 0, ...plain]))]).texts).toEqual(['in'])
  expect(runFrames([ether(vxlan)]).texts).toEqual(['in'])
  expect(runFrames([plain], 101).texts).toEqual(['in'])
})

test('a reused port starts a new connection', () => {
  const syn = (sequence: number) => ether(tcp(CLIENT, SERVER, [4000, 7], sequence, [], 2))
  const { texts, conversations } = runFrames([
    syn(100),
    ask(101, say(1, 1, 9, 'old')),
    syn(5),
    ask(6, say(1, 1, 9, 'new')),
  ])
  expect(texts).toEqual(['old', 'new'])
  expect(conversations[0]!.opener).toBe(0)
})

test('the protocol is told by content on a foreign port, and noise on its own port is not it', () => {
  const foreign = runFrames([ether(tcp(CLIENT, SERVER, [4000, 9999], 1, say(1, 1, 9, 'here')))])
  expect(foreign.texts).toEqual(['here'])
  const noise = runFrames([ask(1, [1, 2, 3, 4, 5, 6])])
  expect(noise.conversations[0]!.protocol).toBeUndefined()
})

test('what is meant for no station in particular is counted apart, each time', () => {
  const { conversations } = runFrames([ask(1, say(1, 1, 8)), ask(6, say(1, 2, 8)), ask(11, say(1, 3, 3))])
  expect(conversations[0]).toMatchObject({ messages: 3, toAnybody: 2 })
})

test('any bytes on any link leave the engine standing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 120 }), { maxLength: 8 }),
      fc.constantFrom(0, 1, 7, 9, 101, 113, 228, 276, 165),
      (frames, link) => {
        runFrames(
          frames.map((one) => [...one]),
          link,
        )
      },
    ),
    { numRuns: 2000 },
  )
})

test('mutated good packets leave the engine standing', () => {
  const good = ask(1, say(1, 1, 9, 'hello'))
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }),
      fc.nat(good.length),
      (edits, cut) => {
        const bytes = [...good]
        for (const [at, value] of edits) bytes[at] = value
        runFrames([bytes.slice(0, cut), bytes, good])
      },
    ),
    { numRuns: 2000 },
  )
})
