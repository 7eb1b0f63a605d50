import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isoOfMicros } from '../base/time.ts'
import type { Fields } from './field.ts'
import { printFilter } from './filter-print.ts'
import { FilterError, parseFilter } from './filter-text.ts'
import type { Filter, Scalar } from './query.ts'

const FIELDS: Fields = {
  role: { type: 'text', words: ['plc', 'hmi', 'rtu'] },
  vendor: { type: 'text' },
  zone: { type: 'text', sorts: true },
  level: { type: 'number' },
  heard: { type: 'flag' },
  lastSeen: { type: 'time' },
  protocols: { type: 'set' },
}
const NOW = Date.UTC(2026, 2, 11, 8)
const parse = (text: string) => parseFilter(text, { fields: FIELDS, now: NOW })

/** What is wrong with a text: the words, the characters meant, the nearest word. */
function wrong(text: string): { says: string; at: string; nearest: string | undefined } {
  try {
    parse(text)
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    const { message, position, length, nearest } = error
    return { says: message, at: text.slice(position, position + length), nearest }
  }
  throw new Error(`'${text}' is understood`)
}

describe('a filter', () => {
  test('is read as it is meant', () => {
    expect(parse('role = plc and (vendor ~ siemens or zone = "Cell 3") and not heard = true')).toEqual({
      all: [
        { field: 'role', is: 'plc' },
        {
          any: [
            { field: 'vendor', contains: 'siemens' },
            { field: 'zone', is: 'Cell 3' },
          ],
        },
        { not: { field: 'heard', is: true } },
      ],
    })
    expect(parse('role in (plc, hmi) or vendor known')).toEqual({
      any: [
        { field: 'role', in: ['plc', 'hmi'] },
        { field: 'vendor', known: true },
      ],
    })
    expect(parse('level>1 level<=3.5 level != 2')).toEqual({
      all: [
        { all: [{ field: 'level', from: 1 }, { not: { field: 'level', is: 1 } }] },
        {
          any: [
            { field: 'level', until: 3.5 },
            { field: 'level', is: 3.5 },
          ],
        },
        { not: { field: 'level', is: 2 } },
      ],
    })
  })

  test('binds and before or', () => {
    expect(parse('heard = true or role = plc and level = 1')).toEqual({
      any: [
        { field: 'heard', is: true },
        {
          all: [
            { field: 'role', is: 'plc' },
            { field: 'level', is: 1 },
          ],
        },
      ],
    })
  })

  test('of nothing is none', () => {
    expect([parse(''), parse('  \n ')]).toEqual([undefined, undefined])
  })

  test('looks for bare words in all texts', () => {
    const anywhere = (contains: string) => ({
      any: ['role', 'vendor', 'zone', 'protocols'].map((field) => ({ field, contains })),
    })
    expect(parse('pump')).toEqual(anywhere('pump'))
    expect(parse('pump 10.0.0.1 "a = b"')).toEqual({
      all: [anywhere('pump'), anywhere('10.0.0.1'), anywhere('a = b')],
    })
    expect(parse('role')).toEqual(anywhere('role'))
    expect(parse('valve in hall')).toEqual({ all: ['valve', 'in', 'hall'].map(anywhere) })
  })

  test('takes a day as a day and an hour as an hour', () => {
    const day = { from: '2026-01-31T00:00:00.000000Z', until: '2026-02-01T00:00:00.000000Z' }
    expect(parse('lastSeen = 2026-01-31')).toEqual({ field: 'lastSeen', ...day })
    expect(parse('lastSeen > 2026-01-31')).toEqual({ field: 'lastSeen', from: day.until })
    expect(parse('lastSeen <= 2026-01-31')).toEqual({ field: 'lastSeen', until: day.until })
    expect(parse('lastSeen >= 2026-12')).toEqual({ field: 'lastSeen', from: '2026-12-01T00:00:00.000000Z' })
    expect(parse('lastSeen = 2026-12')).toMatchObject({ until: '2027-01-01T00:00:00.000000Z' })
    expect(parse('lastSeen < 2026-01-31T10:30')).toEqual({
      field: 'lastSeen',
      until: '2026-01-31T10:30:00.000000Z',
    })
    expect(parse('lastSeen = 2026-01-31T10:30:05.123456789Z')).toEqual({
      field: 'lastSeen',
      is: '2026-01-31T10:30:05.123456789Z',
    })
    expect(parse('lastSeen >= -24h')).toEqual({ field: 'lastSeen', from: '2026-03-10T08:00:00.000000Z' })
  })

  test('that is not understood says where, and what was probably meant', () => {
    expect(wrong('rol = plc')).toEqual({
      says: "There is no field 'rol' here; nearest is 'role'.",
      at: 'rol',
      nearest: 'role',
    })
    expect(wrong('role = plcs')).toMatchObject({ at: 'plcs', nearest: 'plc' })
    expect(wrong('role = plc and vednor known')).toMatchObject({ at: 'vednor', nearest: 'vendor' })
    expect(wrong('temperature > 3').says).toContain('possible are role, vendor, ')
    expect(wrong('__proto__ = 3').says).toContain("no field '__proto__'")
    expect(wrong('level = high')).toMatchObject({ says: "'level' is a number, not 'high'.", at: 'high' })
    expect(wrong('level = ""').says).toContain('is a number')
    expect(wrong('heard = yes').says).toContain('is true or false')
    expect(wrong('lastSeen > yesterday').says).toContain('a time such as 2026-03-11')
    expect(wrong('lastSeen > 2026-02-30').at).toBe('2026-02-30')
    expect(wrong('level ~ 3')).toMatchObject({ says: "'level' is a number; it goes with = < >.", at: '~' })
    expect(wrong('protocols < x').at).toBe('<')
    expect(wrong('(role = plc').says).toContain(
      'A bracket is not closed, but there is the end; possible: ), and, or',
    )
    expect(wrong('role = plc)').says).toContain("should end or go on, but there is ')'")
    expect(wrong('role = plc and').says).toContain('a field or a word should stand, but there is the end')
    expect(wrong('role in (plc hmi)').says).toContain('A list goes on or ends')
    expect(wrong('vendor = "ab')).toMatchObject({ says: 'A quote is opened here and never closed.', at: '"' })
    expect(wrong('= plc').at).toBe('=')
    expect(wrong('role = = plc').says).toContain('Here a value should stand')
  })

  test('has a bounded depth, length and number of parts', () => {
    expect(wrong(`${'('.repeat(5000)}`).says).toMatch(/may have 4096 characters|deep/)
    expect(wrong(`${'('.repeat(40)}role = plc${')'.repeat(40)}`).says).toContain('deep')
    expect(wrong(`${'not '.repeat(900)}role = plc`).says).toContain('deep')
    expect(wrong(Array(300).fill('level=1').join(' ')).says).toContain('too many parts')
    expect(parse(Array(100).fill('level=1').join(' '))).toHaveProperty('all')
  })

  test('of any text is understood or refused, and never fails otherwise', () => {
    const piece = fc.constantFrom(
      'role',
      'level',
      '=',
      '!=',
      '<',
      '~',
      '(',
      ')',
      ',',
      '"',
      'and',
      'or',
      'not',
      'in',
      'known',
      '1',
      ' ',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 20 }).map((all) => all.join(' ')),
    )
    fc.assert(
      fc.property(text, (one) => {
        try {
          parse(one)
        } catch (error) {
          expect(error).toBeInstanceOf(FilterError)
          const { position, length } = error as FilterError
          expect(position >= 0 && position + length <= one.length).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

type Item = Record<string, Scalar | string[] | undefined>

/** What a filter means, said once more as plainly as can be. */
function passes(filter: Filter, item: Item): boolean {
  if ('all' in filter) return filter.all.every((one) => passes(one, item))
  if ('any' in filter) return filter.any.some((one) => passes(one, item))
  if ('not' in filter) return !passes(filter.not, item)
  const value = item[filter.field]
  const values = Array.isArray(value) ? value : value === undefined ? [] : [value]
  if ('is' in filter) return values.includes(filter.is as string)
  if ('in' in filter) return filter.in.some((one) => values.includes(one as string))
  if ('contains' in filter)
    return values.some((one) => String(one).toLowerCase().includes(filter.contains.toLowerCase()))
  if ('known' in filter) return values.length > 0 === filter.known
  if (filter.from === undefined && filter.until === undefined)
    return FIELDS[filter.field]!.type === 'number' ? value !== undefined : true
  if (value === undefined) return false
  return (
    (filter.from === undefined || (value as string) >= (filter.from as string)) &&
    (filter.until === undefined || (value as string) < (filter.until as string))
  )
}

const text = fc.oneof(
  fc.constantFrom('a', 'and', 'x y', '"', 'known', '', '\\', 'ab"c', '(', '-1', '<img>', '\u202e'),
  fc.string({ maxLength: 3 }),
)
const time = fc.integer({ min: 0, max: 5 }).map((hours) => isoOfMicros(hours * 3_600_000_000, 0))
const VALUES: Record<string, fc.Arbitrary<Scalar>> = {
  role: fc.constantFrom('plc', 'hmi', 'rtu'),
  vendor: text,
  zone: text,
  level: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(0.5, 2.5, 1e21)),
  heard: fc.boolean(),
  lastSeen: time,
  protocols: text,
}
const ordered = ['zone', 'level', 'lastSeen']

const leaf: fc.Arbitrary<Filter> = fc
  .constantFrom(...Object.keys(VALUES))
  .chain((field): fc.Arbitrary<Filter> => {
    const value = VALUES[field]!
    const forms: fc.Arbitrary<Filter>[] = [
      value.map((is) => ({ field, is })),
      fc.array(value, { maxLength: 3 }).map((many) => ({ field, in: many })),
      fc.boolean().map((known) => ({ field, known })),
    ]
    if (['role', 'vendor', 'zone', 'protocols'].includes(field))
      forms.push(text.map((contains) => ({ field, contains })))
    if (ordered.includes(field)) {
      const edge = fc.option(value, { nil: undefined })
      forms.push(fc.record({ field: fc.constant(field), from: edge, until: edge }))
    }
    return fc.oneof(...forms)
  })
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    leaf,
    fc.array(tie('filter'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('filter'), { maxLength: 3 }).map((any) => ({ any })),
    tie('filter').map((not) => ({ not })),
  ),
}))
const members: Record<string, fc.Arbitrary<Item[string]>> = {
  ...VALUES,
  protocols: fc.array(text, { maxLength: 2 }),
}
const item: fc.Arbitrary<Item> = fc.record(members, { requiredKeys: ['heard', 'lastSeen'] })

describe('a printed filter', () => {
  test('means what it meant before it was printed', () => {
    fc.assert(
      fc.property(filter, fc.array(item, { minLength: 5, maxLength: 20 }), (one, items) => {
        const printed = printFilter(one, FIELDS)
        const again = parse(printed) ?? { all: [] }
        for (const each of items) expect(passes(again, each)).toBe(passes(one, each))
      }),
      { numRuns: 1500 },
    )
  })

  test('is printed the same when it was read again', () => {
    fc.assert(
      fc.property(filter, (one) => {
        const read = parse(printFilter(one, FIELDS))
        fc.pre(read !== undefined)
        expect(parse(printFilter(read!, FIELDS))).toEqual(read)
      }),
      { numRuns: 1500 },
    )
  })

  test('is as short as people write it', () => {
    for (const one of [
      'role = plc and (vendor ~ siemens or zone = "Cell 3") and heard != true',
      'level > 1 and level <= 3',
      'pump and "and" and not role in (plc, hmi)',
      'not vendor known or lastSeen >= 2026-01-01T00:00:00.000000Z',
    ])
      expect(printFilter(parse(one)!, FIELDS)).toBe(one)
  })
})
