import { limits } from '../base/limits.ts'
import { nearestWord } from '../base/nearest.ts'
import type { Field, Fields } from './field.ts'
import { spanOf, TIME_EXAMPLES } from './filter-time.ts'
import { type Operator, type Token, tokensOf } from './filter-tokens.ts'
import type { Filter, Scalar } from './query.ts'

/** Why a filter is not understood, and where. */
export class FilterError extends Error {
  /** The characters meant, from 0. */
  readonly position: number
  readonly length: number
  /** What could stand there. */
  readonly expected: readonly string[]
  /** What was probably meant. */
  readonly nearest: string | undefined

  constructor(
    message: string,
    { position, length }: Place,
    expected: readonly string[] = [],
    nearest?: string,
  ) {
    super(message)
    this.name = 'FilterError'
    this.position = position
    this.length = length
    this.expected = expected
    this.nearest = nearest
  }
}

type Place = Pick<Token, 'position' | 'length'>

export interface FilterWords {
  fields: Fields
  /** Milliseconds since 1970 that `-24h` counts from; absent: such times are not understood. */
  now?: number
}

/**
 * Reads a filter as people write it: `role = plc and (vendor ~ siemens or zone = "Cell 3") and not heard = true`. Bare words are looked for in
 * all texts. Gives undefined for nothing. Throws a FilterError. docs/api.md has the grammar.
 */
export function parseFilter(text: string, words: FilterWords): Filter | undefined {
  if (text.length > limits.api.filterCharacters)
    throw new FilterError(`A filter may have ${limits.api.filterCharacters} characters.`, {
      position: limits.api.filterCharacters,
      length: text.length - limits.api.filterCharacters,
    })
  const tokens = tokensOf(text)
  if (!Array.isArray(tokens))
    throw new FilterError(
      'A quote is opened here and never closed.',
      { position: tokens.unclosed, length: 1 },
      ['"'],
    )
  if (tokens[0]!.kind === 'end') return undefined
  const filter = new Parser(tokens, words).whole()
  if (partsOf(filter) > limits.store.filterParts || depthOf(filter) > limits.store.filterDepth)
    throw new FilterError('The filter has too many parts.', { position: 0, length: text.length })
  return filter
}

/** What a bare word means: any text of the list has it. */
export function searchOf(fields: Fields, text: string): Filter {
  const texts = Object.keys(fields).filter((name) => ['text', 'set'].includes(fields[name]!.type))
  return { any: texts.map((field) => ({ field, contains: text })) }
}

/** Parts of a filter, each value of a list being one, as the store counts them. */
export function partsOf(filter: Filter): number {
  if ('all' in filter) return filter.all.reduce((sum, one) => sum + partsOf(one), 1)
  if ('any' in filter) return filter.any.reduce((sum, one) => sum + partsOf(one), 1)
  if ('not' in filter) return 1 + partsOf(filter.not)
  return 'in' in filter ? 1 + filter.in.length : 1 + ('is' in filter ? 1 : 0)
}

function depthOf(filter: Filter): number {
  if ('not' in filter) return 1 + depthOf(filter.not)
  const inside = 'all' in filter ? filter.all : 'any' in filter ? filter.any : []
  return inside.length === 0 ? 0 : 1 + Math.max(...inside.map(depthOf))
}

/** One token after the other, each rule of the grammar a method. */
class Parser {
  private readonly tokens: readonly Token[]
  private readonly fields: Fields
  private readonly now: number | undefined
  private at = 0
  private nested = 0

  constructor(tokens: readonly Token[], { fields, now }: FilterWords) {
    this.tokens = tokens
    this.fields = fields
    this.now = now
  }

  whole(): Filter {
    const filter = this.either()
    if (this.token.kind !== 'end') this.fail('Here the filter should end or go on', ['and', 'or'])
    return filter
  }

  private either(): Filter {
    const any = [this.both()]
    while (this.takeWord('or')) any.push(this.both())
    return any.length === 1 ? any[0]! : { any }
  }

  private both(): Filter {
    const all = [this.one()]
    while (this.takeWord('and') || this.begins()) all.push(this.one())
    return all.length === 1 ? all[0]! : { all }
  }

  /** Two things side by side must both hold. */
  private begins(): boolean {
    const { kind } = this.token
    return kind === '(' || kind === 'quoted' || (kind === 'word' && !this.isWord('or'))
  }

  private one(): Filter {
    if (++this.nested > limits.store.filterDepth + 1)
      throw new FilterError(`Brackets and 'not' may be ${limits.store.filterDepth} deep.`, this.token)
    try {
      if (this.takeWord('not')) return { not: this.one() }
      if (!this.take('(')) return this.condition()
      const filter = this.either()
      if (!this.take(')')) this.fail('A bracket is not closed', [')', 'and', 'or'])
      return filter
    } finally {
      this.nested--
    }
  }

  private condition(): Filter {
    const { token } = this
    const isWord = token.kind === 'word' && !['and', 'or', 'not'].includes(token.text.toLowerCase())
    if (!isWord && token.kind !== 'quoted')
      this.fail('Here a field or a word should stand', ['field', 'word', '('])
    this.at++
    if (token.kind === 'quoted') return searchOf(this.fields, token.text)
    if (this.token.kind === 'operator') return this.compare(token, this.next().text as Operator)
    if (this.isWord('known')) {
      this.field(token)
      this.at++
      return { field: token.text, known: true }
    }
    if (this.isWord('in') && this.tokens[this.at + 1]?.kind === '(') return this.among(token)
    return searchOf(this.fields, token.text)
  }

  private among(name: Token): Filter {
    const field = this.field(name)
    this.at += 2
    const values: Filter[] = []
    while (!this.take(')')) {
      if (values.length > 0 && !this.take(',')) this.fail('A list goes on or ends', [',', ')'])
      values.push(this.equal(name, field, this.value()))
    }
    const scalars = values.flatMap((one) => ('is' in one ? [one.is] : []))
    return scalars.length === values.length ? { field: name.text, in: scalars } : { any: values }
  }

  private compare(name: Token, operator: Operator): Filter {
    const type = this.field(name)
    const value = this.value()
    const field = name.text
    if (operator === '=') return this.equal(name, type, value)
    if (operator === '!=') return { not: this.equal(name, type, value) }
    if (operator === '~') {
      if (type.type !== 'text' && type.type !== 'set') throw this.noOperator(name, type, ['=', '<', '>'])
      return { field, contains: value.text }
    }
    if (type.type === 'set' || type.type === 'flag') throw this.noOperator(name, type, ['=', '!='])
    const { from, until } = this.span(name, type, value)
    if (operator === '<') return { field, until: from }
    if (operator === '>=') return { field, from }
    if (operator === '>')
      return until === undefined
        ? { all: [{ field, from }, { not: { field, is: from } }] }
        : { field, from: until }
    return until === undefined
      ? {
          any: [
            { field, until: from },
            { field, is: from },
          ],
        }
      : { field, until }
  }

  private equal(name: Token, type: Field, value: Token): Filter {
    const { from, until } = this.span(name, type, value)
    return until === undefined ? { field: name.text, is: from } : { field: name.text, from, until }
  }

  /** What a value means to a field: a day is a span of time, all else is itself. */
  private span(name: Token, { type, words }: Field, value: Token): { from: Scalar; until?: Scalar } {
    const wrong = (what: string, expected: readonly string[], nearest?: string) => {
      const hint = nearest === undefined ? '' : `; nearest is '${nearest}'`
      return new FilterError(
        `'${name.text}' is ${what}, not '${value.text}'${hint}.`,
        value,
        expected,
        nearest,
      )
    }
    if (type === 'time') {
      const span = spanOf(value.text, this.now)
      if (span === undefined) throw wrong(`a time such as ${TIME_EXAMPLES.join(' or ')}`, TIME_EXAMPLES)
      return span
    }
    if (type === 'number') {
      const number = value.text.trim() === '' ? Number.NaN : Number(value.text)
      if (!Number.isFinite(number)) throw wrong('a number', ['number'])
      return { from: number }
    }
    if (type === 'flag') {
      if (value.text !== 'true' && value.text !== 'false') throw wrong('true or false', ['true', 'false'])
      return { from: value.text === 'true' }
    }
    if (words !== undefined && !words.includes(value.text))
      throw wrong(`one of ${words.join(', ')}`, words, nearestWord(value.text, words))
    return { from: value.text }
  }

  private noOperator({ text }: Token, { type }: Field, expected: readonly string[]): FilterError {
    const what = { text: 'text', number: 'a number', time: 'a time', flag: 'true or false', set: 'a list' }[
      type
    ]
    return new FilterError(
      `'${text}' is ${what}; it goes with ${expected.join(' ')}.`,
      this.tokens[this.at - 2]!,
      expected,
    )
  }

  /** What a field is; refuses a name that is none and says which is nearest. */
  private field(name: Token): Field {
    const field = Object.hasOwn(this.fields, name.text) ? this.fields[name.text] : undefined
    if (field !== undefined) return field
    const names = Object.keys(this.fields)
    const nearest = nearestWord(name.text, names)
    const hint = nearest === undefined ? `possible are ${names.join(', ')}` : `nearest is '${nearest}'`
    throw new FilterError(`There is no field '${name.text}' here; ${hint}.`, name, names, nearest)
  }

  private value(): Token {
    const { token } = this
    if (token.kind !== 'word' && token.kind !== 'quoted')
      this.fail('Here a value should stand', ['value', '"value"'])
    this.at++
    return token
  }

  private get token(): Token {
    return this.tokens[this.at]!
  }

  private next(): Token {
    return this.tokens[this.at++]!
  }

  private isWord(word: string): boolean {
    return this.token.kind === 'word' && this.token.text.toLowerCase() === word
  }

  private takeWord(word: string): boolean {
    const found = this.isWord(word)
    if (found) this.at++
    return found
  }

  private take(kind: Token['kind']): boolean {
    const found = this.token.kind === kind
    if (found) this.at++
    return found
  }

  private fail(what: string, expected: readonly string[]): never {
    const { token } = this
    const found = token.kind === 'end' ? 'the end' : `'${token.text}'`
    throw new FilterError(
      `${what}, but there is ${found}; possible: ${expected.join(', ')}.`,
      token,
      expected,
    )
  }
}
