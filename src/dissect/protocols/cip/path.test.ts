import { expect, test } from 'vitest'
import { Cursor } from '../../cursor.ts'
import { fromHex } from '../../examine.ts'
import { partOf, readPath } from './path.ts'
import { objectText } from './services.ts'

function read(hex: string) {
  const bytes = fromHex(hex)
  return readPath(new Cursor().begin(bytes, 0, bytes.length, true), 'path', bytes.length / 2)
}

test.each([
  ['8-bit class, instance and attribute', '2001 2401 3007', 'Identity 1 attribute 7'],
  ['16-bit class and instance', '2100 5003 2500 2459', 'Class 0x350 0x5924'],
  ['32-bit instance', '206b 2600 01000200', 'Symbol 0x20001'],
  ['an object inside an object', '2068 2500 2024 206d 2500 2024', 'Program 0x2420, Routine 0x2420'],
  ['connection points', '2004 2405 2c64 2c65', 'Assembly 5 point 100, 101'],
  ['a tag with its member and indexes', '9105 56616c766500 2803 2804 9104 4f70656e', 'Valve[3,4].Open'],
  ['a tag of a program', '9107 50726f673a413000', 'Prog:A0'],
  ['a short symbol', '6341 4243', 'ABC'],
  ['an electronic key before the object', '3404 0100 0c00 3a00 04 03 2004 2401', 'Assembly 1'],
  ['network and data segments', '4364 5102 00000000 8001 1234 2002 2401', 'Message Router 1'],
])('a path reads %s', (_what, hex, expected) => {
  expect(objectText(read(hex), true)).toBe(expected)
})

test('a route to a slot is a module, a route over a network a device', () => {
  expect(partOf(read('0103 2002 2401').route)).toEqual({ part: 'module', id: 'slot 3' })
  expect(partOf(read('0103 1209 31302e302e302e3432 00').route)).toEqual({
    part: 'device',
    id: 'slot 3, port 2 address 10.0.0.42',
  })
  expect(partOf(read('2002 2401').route)).toBeUndefined()
})
