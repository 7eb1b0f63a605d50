import { expect, test } from 'vitest'
import { flat } from './flat.ts'

test('nested limits become named lines', () => {
  expect(flat({ store: { rows: 12345, name: 'x' }, list: [1], none: null })).toEqual([
    ['store.rows', '12,345'],
    ['store.name', 'x'],
    ['list.0', '1'],
  ])
})
