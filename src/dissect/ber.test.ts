import { expect, test } from 'vitest'
import { BER, berInside, berInteger, berText, objectId } from './ber.ts'
import { Cursor } from './cursor.ts'
import { fromHex } from './examine.ts'

function over(hex: string): Cursor {
  const bytes = fromHex(hex)
  return new Cursor().begin(bytes, 0, bytes.length, true)
}

test('integers are signed and as long as they like', () => {
  expect(berInteger(over('020101'), 'n')).toBe(1)
  expect(berInteger(over('0201ff'), 'n')).toBe(-1)
  expect(berInteger(over('020500ffffffff'), 'n')).toBe(0xffffffff)
})

test('long lengths are followed, and a wrong tag is an anomaly', () => {
  const cursor = over('30820003 020105 ff')
  expect(berInside(cursor, 'list', BER.sequence, () => berInteger(cursor, 'n'))).toBe(5)
  expect(cursor.left).toBe(1)
  const wrong = over('3103020105')
  berInside(wrong, 'list', BER.sequence, () => wrong.rest('bytes'))
  expect(wrong.anomalies[0]?.why).toBe('has tag 0x31 where 0x30 is due')
})

test('object identifiers and big-endian text read as people write them', () => {
  expect(objectId(fromHex('2b0601040182371402'))).toBe('1.3.6.1.4.1.311.20.2')
  expect(objectId(fromHex('883703'))).toBe('2.999.3')
  expect(berText(over('1e0400500043'), 'name')).toBe('PC')
})
