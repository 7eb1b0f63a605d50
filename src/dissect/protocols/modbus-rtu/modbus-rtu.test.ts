import { describe, expect, test } from 'vitest'
import { Framer } from '../../engine/framer.ts'
import { examine, fromHex } from '../../examine.ts'
import { Peek } from '../../peek.ts'
import { MAYBE, MORE, NO, NOT_MINE, SURE } from '../../protocol.ts'
import { modbusTcp } from '../modbus-tcp/modbus-tcp.ts'
import { crc16 } from './crc.ts'
import { modbusRtu } from './modbus-rtu.ts'

const { examples } = modbusRtu
/** looksLike and frameLength do not use the session. */
const nobody = undefined as never

const peekOf = (hex: string) => {
  const bytes = fromHex(hex)
  return new Peek().over(bytes, 0, bytes.length)
}
const look = (hex: string) => modbusRtu.looksLike(peekOf(hex), nobody)

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [one] = examine(modbusRtu, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('the CRC is that of the standard, its low byte first', () => {
  const bytes = fromHex('0207')
  expect(crc16(bytes, 0, 2)).toBe(0x1241)
})

describe('recognition', () => {
  test('a true CRC is sure, a wrong one is nothing', () => {
    expect(look(examples['reads ten holding registers']!)).toBe(SURE)
    expect(look(examples['refuses an address']!)).toBe(SURE)
    expect(look(examples['has a wrong CRC']!)).toBe(NO)
    expect(look(examples['cut before the CRC']!)).toBe(NO)
    expect(look(modbusTcp.examples['reads coils']!)).toBe(NO)
  })

  test('what another protocol with the same CRC would send is not sure', () => {
    expect(look('01 02 0304 0600 3a2f')).toBe(MAYBE)
  })

  test('frames may follow one another, and nothing else may', () => {
    const two = `${examples['refuses an address']} ${examples['writes a register']}`
    expect(look(two)).toBe(SURE)
    expect(look(`${two} 00`)).toBe(NO)
  })

  test('a beginning waits for more; nonsense does not', () => {
    const length = (hex: string) => modbusRtu.frameLength?.(peekOf(hex), nobody)
    expect(length('01')).toBe(MORE)
    expect(length('01 03 0000 000a c5')).toBe(MORE)
    expect(length(examples['reads ten holding registers']!)).toBe(8)
    expect(length('01 63 0000 000a c5cd')).toBe(NOT_MINE)
    expect(length(`01 03 ${'00'.repeat(254)}`)).toBe(NOT_MINE)
  })

  test('a stream is cut into frames wherever segments end', () => {
    const framer = new Framer(modbusRtu, nobody, true)
    const frames: number[] = []
    const take = (_bytes: Uint8Array, start: number, end: number) => frames.push(end - start)
    const bytes = fromHex(`${examples['writes a register']} ${examples['answers with two registers']}`)
    framer.data(bytes, 0, 11, 1, take)
    framer.data(bytes, 11, bytes.length, 2, take)
    expect(frames).toEqual([8, 9])
  })
})

describe('what it means', () => {
  test('a reply pairs with the request to its unit', () => {
    const [, reply] = examine(modbusRtu, [
      { bytes: '02 03 0003 0001 7439' },
      { bytes: '02 03 02 0007 bd86', direction: 1 },
    ])
    expect(reply!.observations).toMatchObject([
      { verb: 'read', object: 'holding register 3', outcome: 'done', part: { part: 'unit', id: '2' } },
    ])
  })

  test('polling repeats whatever the value', () => {
    const seen = examine(modbusRtu, [
      { bytes: '02 03 0003 0001 7439' },
      { bytes: '02 03 02 0007 bd86', direction: 1 },
      { bytes: '02 03 0003 0001 7439' },
      { bytes: '02 03 02 0008 fd82', direction: 1 },
    ])
    expect(seen.map((one) => one.repeat)).toEqual([false, false, true, true])
  })

  test('what is sent to everybody is done when it is sent', () => {
    const [one] = examine(modbusRtu, [{ bytes: examples['writes a coil to everybody']! }])
    expect(one!.observations).toMatchObject([{ verb: 'write', object: 'coil 1', outcome: 'done' }])
    expect(one!.observations[0]).not.toHaveProperty('part')
  })

  test('a wrong CRC is told', () => {
    const [one] = examine(modbusRtu, [{ bytes: examples['has a wrong CRC']! }])
    expect(one!.messages[0]!.anomalies).toMatchObject([{ field: 'crc' }])
  })
})
