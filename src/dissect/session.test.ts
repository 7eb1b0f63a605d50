import { expect, test } from 'vitest'
import { examine } from './examine.ts'
import { protocol, SURE } from './protocol.ts'

const pairs = protocol({
  id: 'pairs',
  title: 'Two numbers',
  spec: 'made up for this test',
  family: 'ot',
  carriedBy: { tcp: [] },
  looksLike: () => SURE,
  read(cursor, session) {
    const pair = { first: cursor.u8('first'), second: -1 }
    if (pair.first > 0) session.keep(pair)
    pair.second = cursor.u8('second')
    return pair
  },
  observe: () => [],
  examples: {},
})

test('a message whose bytes run out keeps the value that was handed over before, and only that', () => {
  const values = examine(pairs, [{ bytes: '01 02' }, { bytes: '01' }, { bytes: '00' }]).map(
    (one) => one.messages[0]!.value,
  )
  expect(values).toEqual([{ first: 1, second: 2 }, { first: 1, second: -1 }, undefined])
})
