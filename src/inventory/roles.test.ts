import { expect, test } from 'vitest'
import type { Claim } from './claims.ts'
import { type Behaviour, type RoleHints, roleOf } from './roles.ts'

const hints = new Map<string, RoleHints>([
  ['toy', { id: 'toy', family: 'ot', roles: { server: 'plc', client: 'hmi' } }],
])
const behaviour = (asked: string[], answers: string[] = []): Behaviour => ({
  served: answers.length > 0 ? new Map([['toy', new Set(answers)]]) : new Map(),
  asked: new Map([['toy', new Set(asked)]]),
  verbs: new Set(),
  routes: 0,
  units: 0,
})
const claim = (value: string, confidence: number): Claim => ({
  attribute: 'role',
  value,
  confidence,
  protocol: 'toy',
  capture: 0,
  packet: 1,
  order: 0,
  count: 1,
})

test('a role told firmly comes first, a guess after what was seen', () => {
  expect(roleOf([claim('drive', 0.9)], behaviour([], ['ip:a']), hints).role).toBe('drive')
  expect(roleOf([claim('drive', 0.4)], behaviour([], ['ip:a']), hints).role).toBe('plc')
  expect(roleOf([claim('drive', 0.4)], behaviour(['ip:a']), hints).role).toBe('hmi')
})

test('who only sends to groups asks nobody, so the guess counts', () => {
  expect(roleOf([claim('drive', 0.4)], behaviour([]), hints)).toEqual({
    role: 'drive',
    reason: 'seems so from toy',
  })
})

test('who only looks around is no screen of an operator', () => {
  const around = { ...behaviour(['ip:a', 'ip:b']), verbs: new Set(['identify', 'enumerate'] as const) }
  expect(roleOf([], around, hints).role).toBe('unknown')
  expect(roleOf([], { ...around, verbs: new Set(['identify', 'read'] as const) }, hints).role).toBe('hmi')
})
