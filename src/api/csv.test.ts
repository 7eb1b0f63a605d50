import { expect, test } from 'vitest'
import { FIELDS, type ListName } from '../store/contract.ts'
import { COLUMNS } from './columns.ts'
import { csvLine } from './csv.ts'

test('a line is as RFC 4180 has it', () => {
  expect(csvLine(['a', 1, true, null, undefined, '', 0.5])).toBe('a,1,true,,,,0.5\r\n')
  expect(csvLine(['a,b', 'say "hi"', 'two\nlines', ['x', 'y']])).toBe(
    '"a,b","say ""hi""","two\nlines","x; y"\r\n',
  )
})

test('text that a spreadsheet would run is made text', () => {
  for (const evil of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '=cmd|"/c calc"!A1']) {
    const cell = csvLine([evil]).slice(0, -2)
    const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
    expect(read).toBe(`'${evil}`)
  }
  expect(csvLine([['=1', 'x']])).toBe(`"'=1; x"\r\n`)
  expect(csvLine([-5])).toBe('-5\r\n')
})

test('every field that a list is filtered by stands in its table, under its name or in its parts', () => {
  const elsewhere: Record<string, string[]> = {
    assets: ['name', 'addresses'],
    conversations: ['asset'],
    operations: ['asset'],
  }
  for (const list of Object.keys(FIELDS) as ListName[]) {
    const names = COLUMNS[list].map(([name]) => name)
    expect(new Set(names).size).toBe(names.length)
    const lacking = Object.keys(FIELDS[list]).filter((field) => !names.includes(field))
    expect({ list, lacking }).toEqual({ list, lacking: elsewhere[list] ?? [] })
  }
})
