import { expect, test } from 'vitest'
import { examine, fromHex } from '../../examine.ts'
import { Peek } from '../../peek.ts'
import { MAYBE, NO, SURE } from '../../protocol.ts'
import { tftp } from './tftp.ts'

const { examples } = tftp

function likeness(hex: string): number {
  const bytes = fromHex(hex)
  return tftp.looksLike(new Peek().over(bytes, 0, bytes.length), undefined as never)
}

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [one] = examine(tftp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a refusal names the file and the reason', () => {
  const [, refused] = examine(tftp, [
    { bytes: examples['asks to write a file']! },
    { bytes: examples['answers with an error of no words']!, direction: 1 },
  ])
  expect(refused!.observations).toMatchObject([
    { verb: 'file-write', object: 'firmware.img', outcome: 'refused', reason: 'File already exists' },
  ])
})

test('a request is sure on any port; a block in the middle of a transfer is not', () => {
  expect(likeness(examples['asks to read a file']!)).toBe(SURE)
  expect(likeness(examples['sends a block']!)).toBe(SURE)
  expect(likeness(examples['sends the last block']!)).toBe(MAYBE)
  expect(likeness('0001 61 00 7a7a 00')).toBe(NO)
  expect(likeness('0009 0000')).toBe(NO)
})

test('blocks repeat', () => {
  const block = examples['sends a block']!
  const read = examine(
    tftp,
    [block, block.replace('0003 0001', '0003 0002')].map((bytes) => ({ bytes })),
  )
  expect(read.map((one) => one.repeat)).toEqual([false, true])
})
