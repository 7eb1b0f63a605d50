import { expect, test } from 'vitest'
import { clause, fieldBegun, hasClause, quoted, toggled } from './filter.ts'

test('values with anything special are quoted', () => {
  expect([quoted('plc'), quoted('Cell 3'), quoted('say "x"'), quoted('and'), quoted('10.0.0.1')]).toEqual([
    'plc',
    '"Cell 3"',
    '"say \\"x\\""',
    '"and"',
    '10.0.0.1',
  ])
})
test('a facet is added and taken away', () => {
  const one = clause('role', 'plc')
  expect(toggled('', one)).toBe('role = plc')
  expect(toggled('siemens', one)).toBe('siemens and role = plc')
  expect(toggled('siemens and role = plc', one)).toBe('siemens')
  expect(hasClause('siemens and role = plc', one)).toBe(true)
})
test('what `or` joins is kept together', () => {
  expect(toggled('a or b', 'role = plc')).toBe('(a or b) and role = plc')
  expect(toggled('(a or b) and role = plc', 'role = plc')).toBe('(a or b)')
  expect(hasClause('a or role = plc', 'role = plc')).toBe(false)
})
test('words within quotes join nothing', () => {
  expect(toggled('zone = "this and that"', 'role = plc')).toBe('zone = "this and that" and role = plc')
  expect(hasClause('zone = "x and role = plc"', 'role = plc')).toBe(false)
})
test('a field that is being written is known by its place', () => {
  expect(fieldBegun('ro')).toBe('ro')
  expect(fieldBegun('role = plc and ven')).toBe('ven')
  expect(fieldBegun('(not la')).toBe('la')
  expect(fieldBegun('role = pl')).toBeUndefined()
})
