import { expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import type { Verb } from '../model/verb.ts'
import type { OperationSeen, Tally } from '../observe/operations.ts'
import { News } from './news.ts'

const end = (ip: string) => ({ mac: undefined, ip, port: undefined, vlan: undefined })
const tally = (packet: number): Tally => ({
  count: 1,
  seconds: 1_773_216_000,
  nanos: 0,
  lastSeconds: 1_773_216_000,
  lastNanos: 0,
  capture: 0,
  lastPacket: packet,
  packets: [packet],
})

function seen(verb: Verb, object?: string): OperationSeen {
  return {
    protocol: 'x',
    operation: {
      kind: 'operation',
      verb,
      function: 'PLC Stop',
      initiator: 'sender',
      outcome: 'asked',
      ...(object === undefined ? {} : { object }),
    },
    initiator: end('10.0.0.5'),
    responder: end('10.0.0.9'),
    asked: tally(7),
    done: tally(8),
    refused: new Map([['protected', tally(9)]]),
  }
}

test('a request waits for its answer and is told once, with what became of it', () => {
  const news = new News(['mon0'])
  const one = seen('stop')
  news.add(one, 'asked', undefined)
  expect(news.take()).toEqual([])
  news.add(one, 'done', undefined)
  expect(news.take()).toEqual(['08:00:00  10.0.0.5 stopped 10.0.0.9 (PLC Stop, packet 8 of mon0)'])
  expect(news.take()).toEqual([])
})

test('a refusal and a silence are told as such', () => {
  const news = new News(['mon0'])
  news.add(seen('stop'), 'refused', 'protected')
  news.add(seen('start'), 'asked', undefined)
  expect(news.take()).toEqual([
    '08:00:00  10.0.0.9 refused stop to 10.0.0.5 (PLC Stop, packet 9 of mon0): protected',
  ])
  expect([...news.take(), ...news.take(), ...news.take()]).toEqual([
    '08:00:00  10.0.0.5 asked 10.0.0.9 for start and got no answer so far (PLC Stop, packet 7 of mon0)',
  ])
})

test('looking is no news, and a flood is told in a few lines', () => {
  const news = new News(['mon0'])
  news.add(seen('read'), 'done', undefined)
  for (let i = 0; i < 500; i++) news.add(seen('write', `register ${i}`), 'done', undefined)
  const lines = news.take()
  expect(lines).toHaveLength(limits.live.newsLines + 1)
  expect(lines.at(-1)).toBe(`… and ${500 - limits.live.newsLines} more, which the report lists`)
})

test('text from the wire cannot move the cursor', () => {
  const news = new News(['mon0'])
  news.add(seen('write', 'a\u001b[2Jb'), 'done', undefined)
  expect(news.take()[0]).toContain('a·[2Jb')
})
