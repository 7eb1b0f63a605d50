import { describe, expect, test } from 'vitest'
import type { Verb } from '../model/verb.ts'
import { type Behaviour, idle } from './behaviour.ts'
import type { Claim } from './claims.ts'
import { type RoleFacts, type RoleHints, roleOf } from './roles.ts'

const hints = new Map<string, RoleHints>([
  ['toy', { id: 'toy', family: 'ot', roles: { server: 'plc', client: 'hmi' } }],
  ['tele', { id: 'tele', family: 'ot', roles: { server: 'rtu', client: 'scada-server' } }],
  ['io', { id: 'io', family: 'ot', roles: { server: 'remote-io', client: 'plc' } }],
  ['talk', { id: 'talk', family: 'it' }],
])

const four = ['a', 'b', 'c', 'd']

function asking(servers: readonly string[], protocol = 'toy'): Behaviour {
  return { ...idle(), asked: new Map([[protocol, new Set(servers)]]) }
}

/** Adds deeds to a behaviour: verb → how often, on everybody it asked. */
function doing(behaviour: Behaviour, deeds: { [verb in Verb]?: number }, done = true): Behaviour {
  const [protocol, on] = [...behaviour.asked][0]!
  const work = new Map(
    Object.entries(deeds).map(([verb, count]) => [
      verb as Verb,
      { count, on, protocols: new Set([protocol]), done },
    ]),
  )
  return { ...behaviour, work }
}

const serving = (clients: readonly string[], protocol = 'toy'): Behaviour => ({
  ...idle(),
  served: new Map([[protocol, new Set(clients)]]),
})

function claim(attribute: Claim['attribute'], value: string, confidence: number): Claim {
  return { attribute, value, confidence, protocol: 'toy', capture: 0, packet: 1, order: 0, count: 1 }
}

const decide = (behaviour: Behaviour, more: Partial<RoleFacts> = {}) =>
  roleOf({ claims: [], names: [], behaviour, hints, maker: undefined, ...more })

describe('a role', () => {
  test('told firmly comes first, a guess after what was seen', () => {
    const [firm, weak] = [claim('role', 'drive', 0.9), claim('role', 'drive', 0.4)]
    expect(decide(serving(['a']), { claims: [firm] }).role).toBe('drive')
    expect(decide(serving(['a']), { claims: [weak] }).role).toBe('plc')
    expect(decide(doing(asking(['a']), { read: 1 }), { claims: [weak] }).role).toBe('hmi')
  })

  test('is a guess for who only sends to groups, because that asks nobody', () => {
    expect(decide(asking([]), { claims: [claim('role', 'drive', 0.4)] })).toEqual({
      role: 'drive',
      reason: 'seems so from toy',
    })
  })

  test('is not known, with a reason, where nothing tells', () => {
    expect(decide(idle())).toEqual({ role: 'unknown', reason: 'nothing seen that tells' })
  })
})

describe('who asks controllers', () => {
  test('only what they are is no screen of an operator', () => {
    const around = doing(asking(['a', 'b']), { identify: 2, enumerate: 1 })
    expect(decide(around)).toEqual({ role: 'unknown', reason: 'only asked a and b what is there' })
    expect(decide(doing(asking(['a', 'b']), { identify: 2, read: 1 })).role).toBe('hmi')
  })

  test('and programs them acts as an engineering workstation, and the reason names the deeds', () => {
    const programmer = doing(asking(['a']), { read: 9, 'program-download': 20, stop: 1 })
    expect(decide(programmer)).toEqual({
      role: 'engineering-workstation',
      reason: 'acts as an engineering workstation: program-download on a',
    })
    expect(decide(doing(asking(['a']), { 'program-download': 1 }, false)).reason).toContain(
      'asked for program-download on a',
    )
  })

  test('and only starts, stops or changes the mode is not called an engineering workstation', () => {
    expect(decide(doing(asking(['a']), { 'mode-change': 1, stop: 2 }))).toEqual({
      role: 'unknown',
      reason: 'only seen to stop and mode-change on a: too little to tell its role',
    })
  })

  test('and writes once without reading tells too little; regularly, it acts as an HMI', () => {
    expect(decide(doing(asking(['a']), { write: 1 })).role).toBe('unknown')
    expect(decide(doing(asking(['a']), { write: 30 }))).toEqual({
      role: 'hmi',
      reason: 'acts as an HMI: writes to a by toy',
    })
    expect(decide(doing(asking(['a', 'b']), { write: 1, read: 1 })).reason).toBe(
      'acts as an HMI: reads from 2 controllers and writes to all by toy',
    )
  })

  test('and disturbs them with hardly a look at their values is no screen of an operator', () => {
    const intruder = doing(asking(['a', 'b']), { read: 4, write: 3, stop: 1, restart: 1 })
    expect(decide(intruder)).toMatchObject({
      role: 'unknown',
      reason: expect.stringContaining('only seen to'),
    })
    expect(decide(doing(asking(['a', 'b']), { read: 400, write: 3, stop: 1 })).role).toBe('hmi')
  })

  test('that are many acts as a SCADA server', () => {
    expect(decide(doing(asking(four), { read: 9 }))).toEqual({
      role: 'scada-server',
      reason: 'acts as a SCADA server: reads from 4 controllers by toy, never writes',
    })
  })

  test('reads many and is named for history, or serves it, is a historian', () => {
    const reader = doing(asking(four), { read: 9 })
    expect(decide(reader, { names: ['PLANT-HIST01'] })).toMatchObject({
      role: 'historian',
      reason: expect.stringContaining('named “PLANT-HIST01”'),
    })
    expect(decide({ ...reader, ports: new Set([5450]) }).role).toBe('historian')
  })

  test('is what its protocol says where that is not a person’s station', () => {
    expect(decide(asking(['a'], 'io')).role).toBe('plc')
    expect(decide(doing(asking(['a'], 'tele'), { read: 1, 'config-change': 1 })).role).toBe('scada-server')
  })
})

describe('weak hints', () => {
  test('come after what was seen: a name does not make a controller of a server', () => {
    expect(decide(serving(['a']), { names: ['HMI-1'] }).role).toBe('plc')
    expect(decide(idle(), { names: ['HMI-1'] })).toEqual({ role: 'hmi', reason: 'named “HMI-1”' })
  })

  test('are read as words: a spline is no PLC, a swan no switch', () => {
    for (const name of ['SPLINE', 'SWAN', 'HOTEL', 'CAMPUS', 'OPERA'])
      expect(decide(idle(), { names: [name] }).role).toBe('unknown')
  })

  test('are the trade of the maker and the services offered', () => {
    expect(decide(idle(), { maker: 'Axis Communications AB' })).toMatchObject({ role: 'camera' })
    expect(decide({ ...idle(), ports: new Set([80, 9100]) })).toEqual({
      role: 'printer',
      reason: 'offers JetDirect printing on port 9100',
    })
    expect(decide(idle(), { claims: [claim('software', 'HP LaserJet 4250', 0.9)] }).role).toBe('printer')
  })

  test('lose to what somebody did, which stays in the reason', () => {
    const once = doing(asking(['a']), { write: 1 })
    expect(decide(once, { maker: 'Dell Inc.' })).toMatchObject({
      role: 'it-host',
      reason: expect.stringContaining('only seen to write on a'),
    })
  })
})

test('who carries packets of others is a router, who speaks IT protocols alone an IT host', () => {
  expect(decide({ ...idle(), routes: 3 })).toMatchObject({ role: 'router' })
  expect(decide({ ...idle(), asked: new Map([['talk', new Set(['a'])]]) })).toEqual({
    role: 'it-host',
    reason: 'takes part in talk and no plant protocol',
  })
})

test('who answers for several units is a gateway', () => {
  expect(decide({ ...serving(['a']), units: 3 })).toEqual({ role: 'gateway', reason: 'answers for 3 units' })
})

test('who is asked for plant data and never heard is taken for a controller, unless anything tells more', () => {
  expect(decide(serving([]))).toEqual({ role: 'plc', reason: 'is asked by toy, no answer was seen' })
  expect(decide(serving([]), { names: ['SW-07'] }).role).toBe('switch')
})
