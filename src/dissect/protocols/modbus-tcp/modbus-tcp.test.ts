import { describe, expect, test } from 'vitest'
import type { Operation } from '../../../model/observation.ts'
import { examine, fromHex, type Piece } from '../../examine.ts'
import { Peek } from '../../peek.ts'
import { MAYBE, MORE, NO, NOT_MINE, SURE } from '../../protocol.ts'
import { modbusTcp } from './modbus-tcp.ts'

const { examples } = modbusTcp

/** What examining a request and its reply gave for the reply: fields, anomalies and meaning. */
function answered(request: string, reply: string) {
  const [, second] = examine(modbusTcp, [{ bytes: request }, { bytes: reply, direction: 1 }])
  const message = second!.messages[0]!
  return { fields: message.fields!, anomalies: message.anomalies, means: second!.observations }
}

function operations(pieces: readonly Piece[]): Operation[] {
  return examine(modbusTcp, pieces).flatMap((one) =>
    one.observations.filter((fact) => fact.kind === 'operation'),
  )
}

function look(hex: string) {
  const bytes = fromHex(hex)
  return modbusTcp.looksLike(new Peek().over(bytes, 0, bytes.length), nobody)
}

/** looksLike and frameLength do not use the session. */
const nobody = undefined as never

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [one] = examine(modbusTcp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

describe('what it means', () => {
  test('a reply names the points that its request asked for', () => {
    const { means } = answered(
      examples['reads three holding registers']!,
      examples['answers with three registers']!,
    )
    expect(means).toEqual([
      {
        kind: 'operation',
        verb: 'read',
        function: 'Read Holding Registers',
        object: 'holding registers 107-109',
        initiator: 'receiver',
        outcome: 'done',
        part: { part: 'unit', id: '17' },
      },
    ])
  })

  test('an exception refuses with its name; an acknowledge does not refuse', () => {
    const request = examples['reads three holding registers']!
    expect(answered(request, '0001 0000 0003 11 83 02').means[0]).toMatchObject({
      outcome: 'refused',
      reason: 'Illegal Data Address',
      object: 'holding registers 107-109',
    })
    expect(answered(request, '0001 0000 0003 11 83 05').means[0]).toMatchObject({ outcome: 'done' })
  })

  test('reading and writing at once is both', () => {
    expect(operations([{ bytes: examples['reads and writes registers']! }])).toMatchObject([
      { verb: 'write', object: 'holding registers 14-16' },
      { verb: 'read', object: 'holding registers 3-8' },
    ])
  })

  test('diagnostics are told apart by sub-function', () => {
    const verbOf = (sub: string) =>
      operations([{ bytes: `0001 0000 0006 01 08 ${sub} 0000` }]).map((one) => [one.verb, one.function])
    expect(verbOf('0001')).toEqual([['restart', 'Restart Communications Option']])
    expect(verbOf('0004')).toEqual([['comms-control', 'Force Listen Only Mode']])
    expect(verbOf('000a')).toEqual([['diagnose', 'Clear Counters and Diagnostic Register']])
    expect(verbOf('0003')).toEqual([['config-change', 'Change ASCII Input Delimiter']])
  })

  test('a unit that is the device itself is no part of it', () => {
    const [one] = operations([{ bytes: '0001 0000 0006 ff 03 0000 0001' }])
    expect(one).not.toHaveProperty('part')
  })

  test('a CANopen object is written through the gateway', () => {
    expect(operations([{ bytes: examples['writes a CANopen object']! }])).toMatchObject([
      { verb: 'write', function: 'CANopen General Reference', object: 'node 5, object 6040:00' },
    ])
  })

  test('file records are named by file', () => {
    expect(operations([{ bytes: examples['reads file records']! }])).toMatchObject([
      { verb: 'file-read', object: 'file 4 records 1-2, file 3 records 9-10' },
    ])
    const group = '06 0001 0002 0001'
    const many = `0001 0000 002d 01 14 2a ${group.repeat(6)}`
    expect(operations([{ bytes: many }])[0]!.object).toMatch(/ and 2 more$/)
  })
})

describe('identity', () => {
  const ask = examples['asks for the basic identification']!

  test('device identification names vendor, order number and firmware', () => {
    const { fields, means } = answered(
      ask,
      '002b 0000 001b ff 2b 0e 01 81 00 00 03 00 04 41636d65 01 03 583132 02 04 56312e32',
    )
    expect(fields).toMatchObject({ conformity_level: 'basic, stream and single objects' })
    expect(means.filter((one) => one.kind === 'identity')).toEqual([
      { kind: 'identity', about: 'sender', attribute: 'vendor', value: 'Acme', confidence: 1 },
      { kind: 'identity', about: 'sender', attribute: 'orderNumber', value: 'X12', confidence: 1 },
      { kind: 'identity', about: 'sender', attribute: 'firmware', value: 'V1.2', confidence: 1 },
    ])
  })

  test('a reply that is continued gives what it holds and where to go on', () => {
    const { fields, means } = answered(
      '002b 0000 0005 05 2b 0e 03 04',
      '002b 0000 000f 05 2b 0e 03 83 ff 05 01 04 05 50756d70 20',
    )
    expect(fields).toMatchObject({ more_follows: 255, next_object_id: 5 })
    expect(means[0]).toMatchObject({
      attribute: 'model',
      value: 'Pump',
      about: { within: 'sender', part: 'unit', id: '5' },
    })
  })

  test('a server id may be a number with text behind it, or a text before the run indicator', () => {
    const asks = examples['asks for the server id']!
    expect(answered(asks, '0011 0000 000a 01 11 07 0aff 41636d6520').means).toMatchObject([
      { attribute: 'description', value: 'Acme' },
      { attribute: 'state', value: 'running' },
      { verb: 'identify', function: 'Report Server ID' },
    ])
    expect(answered(asks, '0011 0000 0008 01 11 05 41636d65 00').means).toMatchObject([
      { attribute: 'description', value: 'Acme' },
      { attribute: 'state', value: 'stopped' },
      { verb: 'identify' },
    ])
  })
})

describe('replies', () => {
  test('state, counters and the event log are read', () => {
    expect(answered('0001 0000 0002 01 07', '0001 0000 0003 01 07 6d').fields.exception_status).toBe(0x6d)
    expect(answered('0001 0000 0002 01 0b', '0001 0000 0006 01 0b ffff 0108').fields.event_count).toBe(264)
    expect(
      answered('0001 0000 0002 01 0c', '0001 0000 000b 01 0c 08 0000 0108 0121 2004').fields.events,
    ).toEqual([
      { event_code: 0x20, event: 'reserved' },
      { event_code: 4, event: 'entered listen only mode' },
    ])
  })

  test('bits stand in the order of their addresses', () => {
    const { fields } = answered('0001 0000 0006 01 01 0013 000a', '0001 0000 0005 01 01 02 cd01')
    expect(fields.response_values).toBe('1011001110')
  })

  test('a reply that differs from its request says so', () => {
    expect(
      answered(examples['writes a register']!, '0006 0000 0006 02 06 0009 0003').anomalies,
    ).toMatchObject([
      { field: 'unit', why: 'differs from the request' },
      { field: 'address', why: 'differs from the request' },
    ])
    expect(
      answered('0001 0000 0006 01 03 0000 0002', '0001 0000 0005 01 03 02 0007').anomalies,
    ).toMatchObject([{ field: 'byte_count' }])
  })

  test('a queue gives its values', () => {
    expect(
      answered('0001 0000 0004 01 18 04de', '0001 0000 000a 01 18 0006 0002 01b8 1284').fields,
    ).toMatchObject({ fifo_count: 2, response_values: [{ value: 0x1b8 }, { value: 0x1284 }] })
  })
})

describe('a conversation', () => {
  const read = (tid: string) => `${tid} 0000 0006 01 03 0000 0001`
  const value = (tid: string, word: string) => `${tid} 0000 0005 01 03 02 ${word}`

  test('polling is a repeat whatever the number and the value; writing only when it writes the same', () => {
    const seen = examine(modbusTcp, [
      { bytes: read('0001') },
      { bytes: value('0001', '0007'), direction: 1 },
      { bytes: read('0002') },
      { bytes: value('0002', '0008'), direction: 1 },
      { bytes: '0003 0000 0006 01 06 0001 0003' },
      { bytes: '0004 0000 0006 01 06 0001 0003' },
      { bytes: '0004 0000 0006 01 06 0001 0004' },
      { bytes: '0005 0000 0006 01 03 0001 0001' },
    ])
    expect(seen.map((one) => one.repeat)).toEqual([false, false, true, true, false, true, false, false])
  })

  test('pipelined requests pair by their numbers', () => {
    const seen = operations([
      { bytes: '0001 0000 0006 01 03 0000 0001' },
      { bytes: '0002 0000 0006 01 03 0064 0001' },
      { bytes: value('0002', '0001'), direction: 1 },
      { bytes: value('0001', '0001'), direction: 1 },
    ])
    expect(seen.slice(2).map((one) => one.object)).toEqual(['holding register 100', 'holding register 0'])
  })

  test('a conversation met in its middle is understood from the reply on', () => {
    const [reply, request] = examine(modbusTcp, [
      { bytes: '0009 0000 0009 01 03 06 0001 0002 0003', direction: 1 },
      { bytes: '000a 0000 0006 01 06 0001 0003' },
    ])
    expect(reply!.observations).toMatchObject([{ outcome: 'done', initiator: 'receiver' }])
    expect(request!.observations).toMatchObject([{ outcome: 'asked', initiator: 'sender' }])
  })

  test('what was learned of who asks decides what looks like both', () => {
    // The first message can only be a reply, so the one that sends it is the server, although its port is the higher one.
    const [, echo] = examine(modbusTcp, [
      { bytes: '0009 0000 0009 01 03 06 0001 0002 0003' },
      { bytes: '000a 0000 0006 01 06 0001 0003' },
    ])
    expect(echo!.observations).toMatchObject([{ outcome: 'done', initiator: 'receiver' }])
  })
})

describe('recognition', () => {
  test('a message that its function wants exactly so is sure, on any port', () => {
    for (const name of [
      'reads coils',
      'answers with three registers',
      'refuses an address',
      'writes two registers',
    ])
      expect(look(examples[name]!)).toBe(SURE)
  })

  test('a header with an odd body is believed on the own port only', () => {
    expect(look(examples['uses a function nobody knows']!)).toBe(MAYBE)
    expect(look('0001 0000 0023 00 11 20 41')).toBe(MAYBE)
  })

  test('noise is not Modbus, whatever its port', () => {
    expect(look('1603 0100 8501 0000 8103 0373')).toBe(NO)
    expect(look('4745 5420 2f20 4854 5450 2f31')).toBe(NO)
    expect(look('0000 0000 0000 0000 0000 0000')).toBe(NO)
    expect(look('8000 0028 7e86 ab4a 0000 0000')).toBe(NO)
    expect(look('0001 0000 0003 01 83 63')).toBe(NO)
    expect(look('0001 0000 0006 01 03 0000 0001 4745 5420')).toBe(NO)
  })

  test('length comes from the header; another protocol number is not ours', () => {
    const length = (hex: string) => {
      const bytes = fromHex(hex)
      return modbusTcp.frameLength?.(new Peek().over(bytes, 0, bytes.length), nobody)
    }
    expect(length('0001 00')).toBe(MORE)
    expect(length('0001 0000 0006')).toBe(12)
    expect(length('0001 0001')).toBe(NOT_MINE)
    expect(length('0001 0000 0001 01')).toBe(NOT_MINE)
    expect(length('0001 0000 0400 01')).toBe(MORE)
    expect(length('0001 0000 0400 01 5a')).toBe(1030)
    expect(length('0001 0000 0400 01 03')).toBe(NOT_MINE)
  })
})
