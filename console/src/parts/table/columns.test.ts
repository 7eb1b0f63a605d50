import { expect, test } from 'vitest'
import { ariaSort, type Column, nextSort, rowFor, shown } from './columns.ts'
import { keep } from './use-roving.ts'

const column = (id: string, rest: Partial<Column<unknown>> = {}): Column<unknown> => ({
  id,
  title: id,
  cell: () => null,
  ...rest,
})
const columns = [column('name'), column('vendor', { from: 700 }), column('serial', { spare: true })]

test('columns give way to a narrow table', () => {
  expect(shown(columns, 390, undefined).map(({ id }) => id)).toEqual(['name'])
  expect(shown(columns, 1000, undefined).map(({ id }) => id)).toEqual(['name', 'vendor'])
})
test("a person's choice holds at any width, unless nothing of it is left", () => {
  expect(shown(columns, 390, ['serial', 'name']).map(({ id }) => id)).toEqual(['name', 'serial'])
  expect(shown(columns, 390, ['gone']).map(({ id }) => id)).toEqual(['name'])
})
test('a head sorts up and down', () => {
  expect(nextSort(undefined, 'name')).toBe('name')
  expect(nextSort('name', 'name')).toBe('-name')
  expect(nextSort('-name', 'name')).toBe('name')
  expect(nextSort('vendor', 'name')).toBe('name')
  expect([ariaSort('-name', 'name'), ariaSort('name', 'vendor')]).toEqual(['descending', undefined])
})
test('keys move within the rows there are', () => {
  expect(rowFor('ArrowDown', 4, 5, 10)).toBe(4)
  expect(rowFor('PageUp', 4, 5, 10)).toBe(0)
  expect(rowFor('End', 0, 5, 10)).toBe(4)
  expect(rowFor('x', 0, 5, 10)).toBeUndefined()
  expect(rowFor('End', 0, 0, 10)).toBeUndefined()
})
test('the row that has the focus is drawn wherever the list was scrolled to', () => {
  expect(keep([10, 11], 3, 20)).toEqual([3, 10, 11])
  expect(keep([10, 11], 11, 20)).toEqual([10, 11])
  expect(keep([], 0, 0)).toEqual([])
})
