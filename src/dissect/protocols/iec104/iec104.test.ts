import { expect, test } from 'vitest'
import { type Examined, examine, fromHex } from '../../examine.ts'
import { Peek } from '../../peek.ts'
import { MAYBE, NO, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { iec104 } from './iec104.ts'

const example = (name: string) => ({ bytes: iec104.examples[name]! })
const reply = (name: string) => ({ bytes: iec104.examples[name]!, direction: 1 as const })
const told = (one: Examined | undefined) => one!.observations
const repeats = (hexes: readonly string[]) =>
  examine(
    iec104,
    hexes.map((bytes) => ({ bytes, traced: false })),
  ).map((one) => one.repeat)

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(iec104.examples)) {
    const [one] = examine(iec104, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('is sure where every fixed octet is right, and refuses noise on its own port', () => {
  const session = undefined as unknown as Session
  const look = (hex: string) => {
    const bytes = fromHex(hex)
    return iec104.looksLike(new Peek().over(bytes, 0, bytes.length), session)
  }
  expect(look(iec104.examples['starts data transfer']!)).toBe(SURE)
  expect(look(iec104.examples['selects a switch']!)).toBe(SURE)
  expect(look('68 1a')).toBe(MAYBE)
  expect(look('68 12 00000000 2e 01 06 05 0100 d00700 02')).toBe(MAYBE)
  expect(look('68 04 17000000')).toBe(NO)
  expect(look('68 0e 00000100 64 01 06 00 0100 000000 14')).toBe(NO)
  expect(look('48 54 54 50 2f 31 2e 31')).toBe(NO)
})

test('reports with other sequence numbers, values and points repeat; another cause or station does not', () => {
  expect(
    repeats([
      '68 0e 08000200 01 01 03 00 0100 640000 01',
      '68 0e 0a000400 01 01 03 00 0100 650000 00',
      '68 0e 0c000400 01 01 14 00 0100 650000 00',
      '68 0e 0e000400 01 01 03 00 0200 650000 00',
    ]),
  ).toEqual([false, true, false, false])
})

test('tests of the connection and interrogations repeat; whatever changes something is read each time', () => {
  const twice = (name: string) => repeats([iec104.examples[name]!, iec104.examples[name]!])[1]
  for (const name of ['tests the connection', 'acknowledges', 'interrogates the station', 'reads a point'])
    expect({ name, repeat: twice(name) }).toEqual({ name, repeat: true })
  for (const name of ['stops data transfer', 'operates the switch', 'freezes the counters', 'sets the clock'])
    expect({ name, repeat: twice(name) }).toEqual({ name, repeat: false })
})

test('a command is done or refused, in the words of the standard', () => {
  const [, done, , refused] = examine(iec104, [
    example('selects a switch'),
    reply('confirms the select'),
    example('operates the switch'),
    reply('refuses the switch'),
  ])
  expect(told(done)).toMatchObject([
    { verb: 'operate', function: 'Double command (select, on)', outcome: 'done', initiator: 'receiver' },
  ])
  expect(told(refused)).toMatchObject([
    { object: 'C_DC_NA_1 IOA 2000', outcome: 'refused', reason: 'negative confirmation', part: { id: '1' } },
  ])
})

test('a confirmation tells of its request even when that was not seen', () => {
  const [unknown] = examine(iec104, [reply('does not know the point')])
  expect(told(unknown)).toMatchObject([
    {
      function: 'Single command (execute, on)',
      object: 'C_SC_NA_1 IOA 9999',
      outcome: 'refused',
      reason: 'unknown information object address',
      initiator: 'receiver',
    },
  ])
})

test('an execute must be what was selected', () => {
  const other = iec104.examples['operates the switch']!.replace('d00700 02', 'd00700 01')
  const [, good] = examine(iec104, [example('selects a switch'), example('operates the switch')])
  const [, bad] = examine(iec104, [example('selects a switch'), { bytes: other }])
  expect(good!.messages[0]!.anomalies).toEqual([])
  expect(bad!.messages[0]!.anomalies).toMatchObject([{ field: 'apci.asdu.objects' }])
})

test('an interrogation of all stations is one deed, whoever answers', () => {
  const [asked, answered] = examine(iec104, [
    { bytes: '68 0e 00000000 64 01 06 00 ffff 000000 14' },
    reply('confirms the interrogation'),
  ])
  const object = 'station 65535 (broadcast), C_IC_NA_1'
  expect(told(asked)).toMatchObject([{ verb: 'read', outcome: 'asked', object }])
  expect(told(answered)).toMatchObject([{ verb: 'read', outcome: 'done', object }])
})

test('a read is answered by a report of the point', () => {
  const [, answered] = examine(iec104, [
    example('reads a point'),
    { bytes: '68 0e 08000c00 01 01 05 00 0100 640000 01', direction: 1 },
  ])
  expect(told(answered)).toMatchObject([
    { verb: 'read', function: 'Read', object: 'C_RD_NA_1 IOA 100', outcome: 'done', initiator: 'receiver' },
  ])
})

test('a file that a master offers is written once the station calls for it', () => {
  const [, offered, called] = examine(iec104, [
    example('starts data transfer'),
    { bytes: iec104.examples['offers the file']! },
    reply('selects a file'),
  ])
  const file = { verb: 'file-write', function: 'File ready', object: 'file 1 IOA 6000' }
  expect(told(offered)).toMatchObject([{ ...file, outcome: 'asked', initiator: 'sender' }])
  expect(told(called)).toMatchObject([{ ...file, outcome: 'done', initiator: 'receiver' }])
})

test('a file that is not there refuses its selection; segments carry its bytes', () => {
  const [, , refused, carried] = examine(iec104, [
    example('starts data transfer'),
    example('selects a file'),
    reply('does not have the file'),
    reply('sends a segment'),
  ])
  expect(told(refused)).toMatchObject([{ verb: 'file-read', object: 'file 1 IOA 6000', outcome: 'refused' }])
  expect(told(carried)).toEqual([{ kind: 'transfer', name: 'file 1', toward: 'receiver', bytes: 3 }])
})

test('a row of points has consecutive addresses, and a count that the bytes do not hold is told', () => {
  const [row, short] = examine(iec104, [
    { bytes: '68 12 02000200 0b 82 14 00 0100 640000 0100 00 0200' },
    { bytes: '68 0f 04000200 01 ff 03 00 0100 640000 01 00' },
  ])
  expect(JSON.stringify(row!.messages[0]!.fields)).toContain('"info_obj_addr":101')
  expect(short!.messages[0]!.anomalies).toMatchObject([{ why: '127 announced, 2 read' }])
})

test('a year that the standard does not have is shown as what its clock meant', () => {
  const [one] = examine(iec104, [{ bytes: iec104.examples['sets the clock']!.replace(/18$/, '6d') }])
  expect(JSON.stringify(one!.messages[0]!.fields)).toContain('"time":"2009-11-27T10:30:01.234"')
  expect(one!.messages[0]!.anomalies).toMatchObject([{ why: 'is no date' }])
})
