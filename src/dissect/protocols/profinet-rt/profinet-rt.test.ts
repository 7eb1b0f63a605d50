import { expect, test } from 'vitest'
import { examine, fromHex } from '../../examine.ts'
import { Peek } from '../../peek.ts'
import { NO } from '../../protocol.ts'
import { profinetRt } from './profinet-rt.ts'

const { examples } = profinetRt

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [one] = examine(profinetRt, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('cyclic data repeat whatever their values and cycle; another status does not', () => {
  const data = examples['sends its data']!
  const read = examine(
    profinetRt,
    [data, data.replace('c800', 'c840').replace('8000 00', '8000 ff'), examples['stops providing']!].map(
      (bytes) => ({ bytes }),
    ),
  )
  expect(read.map((one) => one.repeat)).toEqual([false, true, false])
})

test('frame ids that belong to others are left to them', () => {
  for (const id of ['fefe', '7000', 'ff90']) {
    const bytes = fromHex(`${id} ${'00'.repeat(44)}`)
    expect(profinetRt.looksLike(new Peek().over(bytes, 0, bytes.length), undefined as never)).toBe(NO)
  }
})
