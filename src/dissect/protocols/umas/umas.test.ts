import { describe, expect, test } from 'vitest'
import type { Observation } from '../../../model/observation.ts'
import { examine, type Piece } from '../../examine.ts'
import { modbusTcp } from '../modbus-tcp/modbus-tcp.ts'
import { umas } from './umas.ts'

const ALL = [modbusTcp, umas]
/** Binary coded version 2.70, the name "CPU 1", no memory banks. */
const IDENTITY = 'fe 10ff 01020304 0000 7002 0000 2700 0900 0800 00000000 05 4350552031 00'
const PROJECT = `fe ${'00'.repeat(18)} 020c3b0c0e01de07 030c3b0c0f01de07 08010200 05 50756d7000`

/** UMAS bytes in a Modbus/TCP message. */
function wrap(body: string, code = '5a', number = '0001'): string {
  const size = body.replace(/\s/g, '').length / 2
  return `${number} 0000 ${(size + 2).toString(16).padStart(4, '0')} 00 ${code} ${body}`
}

function ask(request: string, reply: string, code = '5a') {
  const seen = examine(modbusTcp, [{ bytes: wrap(request) }, { bytes: wrap(reply, code), direction: 1 }], ALL)
  return {
    fields: seen[1]!.messages.at(-1)!.fields!,
    means: seen[1]!.observations,
    asks: seen[0]!.observations,
  }
}

const said = (facts: readonly Observation[]) =>
  facts.flatMap((one) => (one.kind === 'identity' ? [[one.attribute, one.value]] : []))

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(umas.examples)) {
    const [one] = examine(modbusTcp, [{ bytes: wrap(hex) }], ALL)
    const { fields, anomalies } = one!.messages.at(-1)!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

describe('identity', () => {
  test('the nameplate gives model and firmware', () => {
    const { means } = ask('00 02', `00 ${IDENTITY}`)
    expect(said(means)).toEqual([
      ['model', 'CPU 1'],
      ['firmware', '2.70'],
      ['vendor', 'Schneider Electric (Modicon)'],
      ['role', 'plc'],
    ])
    expect(means.at(-1)).toMatchObject({ verb: 'identify', function: 'READ_ID', outcome: 'done' })
  })

  test('the project gives its name, revision and dates', () => {
    const { fields, means } = ask('00 03 00', `00 ${PROJECT}`)
    expect(said(means)).toEqual([['project', 'Pump']])
    expect(fields).toMatchObject({ revision: '2.1.8', modified: { year: 2014, month: 1, day: 15 } })
  })

  test('other project data is kept as it is', () => {
    expect(ask('00 03 04', '00 fe 0980 0000').fields).toMatchObject({ data: '09800000' })
  })

  test('the memory card is a part of the controller', () => {
    const { means } = ask('00 06 06', '00 fe 000000000000 04 43415244')
    expect(means[0]).toMatchObject({
      attribute: 'model',
      value: 'CARD',
      about: { within: 'sender', part: 'module', id: 'memory card' },
    })
  })

  test('who reserves the controller gives its own name', () => {
    const { asks } = ask(umas.examples['takes the reservation']!, '00 fe 01')
    expect(said(asks)).toEqual([['name', 'ENG07']])
    expect(asks.at(-1)).toMatchObject({ verb: 'lock', function: 'TAKE_PLC_RESERVATION' })
  })
})

describe('operations', () => {
  const verbOf = (name: string) => {
    const [one] = examine(modbusTcp, [{ bytes: wrap(umas.examples[name]!) }], ALL)
    return one!.observations.flatMap((fact) => (fact.kind === 'operation' ? [fact.verb] : []))
  }

  test('verbs follow the data, not the names', () => {
    expect(verbOf('loads a block')).toEqual(['program-download'])
    expect(verbOf('fetches a block')).toEqual(['program-upload'])
    expect(verbOf('starts the controller')).toEqual(['start'])
    expect(verbOf('stops the controller')).toEqual(['stop'])
    expect(verbOf('writes a variable')).toEqual(['write'])
  })

  test('program bytes are counted towards whoever gets them', () => {
    const { means } = ask(umas.examples['fetches a block']!, '01 fe 0000 0400 41505800')
    expect(means).toContainEqual({ kind: 'transfer', name: 'program', toward: 'receiver', bytes: 4 })
    const [load] = examine(modbusTcp, [{ bytes: wrap(umas.examples['loads a block']!) }], ALL)
    expect(load!.observations).toContainEqual({
      kind: 'transfer',
      name: 'program',
      toward: 'receiver',
      bytes: 4,
    })
  })

  test('a refusal names its code, or the exception of Modbus', () => {
    const stop = umas.examples['stops the controller']!
    expect(ask(stop, '00 fd 83000000').means).toMatchObject([
      { verb: 'stop', outcome: 'refused', reason: 'error 0x83000000' },
    ])
    expect(ask(stop, '01', 'da').means).toMatchObject([
      { verb: 'stop', outcome: 'refused', reason: 'Illegal Function' },
    ])
  })

  test('a reply without its request means nothing', () => {
    const [one] = examine(modbusTcp, [{ bytes: wrap('01 fe'), direction: 1 }], ALL)
    expect(one!.observations).toEqual([])
  })

  test('variables are named by their place', () => {
    const { means } = ask(umas.examples['reads two variables']!, '00 fe 0100')
    expect(means).toMatchObject([{ verb: 'read', object: 'block 179 offset 24, block 180 offset 260' }])
  })
})

test('keeping alive is a repeat; stopping twice is two events', () => {
  const pieces: Piece[] = [
    { bytes: wrap('01 12', '5a', '0001') },
    { bytes: wrap('01 fe', '5a', '0001'), direction: 1 },
    { bytes: wrap('01 12', '5a', '0002') },
    { bytes: wrap('01 fe', '5a', '0002'), direction: 1 },
    { bytes: wrap('01 41 ff00', '5a', '0003') },
    { bytes: wrap('01 fe', '5a', '0003'), direction: 1 },
    { bytes: wrap('01 41 ff00', '5a', '0004') },
    { bytes: wrap('01 fe', '5a', '0004'), direction: 1 },
  ]
  expect(examine(modbusTcp, pieces, ALL).map((one) => one.repeat)).toEqual([
    false,
    false,
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
