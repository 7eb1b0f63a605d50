import type { z } from 'zod'
import { Problem } from './problem.ts'

type Issue = z.core.$ZodIssue

/** What zod-openapi hands over when a part of a request was checked. */
interface Checked {
  target: string
  success: boolean
  error?: z.ZodError
}

const PARTS: Readonly<Record<string, string>> = {
  json: 'body',
  form: 'body',
  param: 'path',
  query: 'query',
  header: 'header',
}

/** The one handler of everything that a request lacks or has wrong. */
export function refuseInvalid(checked: Checked): void {
  if (checked.success || checked.error === undefined) return
  const part = PARTS[checked.target] ?? checked.target
  const errors = checked.error.issues.map((issue) => ({
    where: [part, ...issue.path.map(String)].join('.'),
    message: wordsOf(issue),
  }))
  const detail = errors.map(({ where, message }) => `${where}: ${message}`).join('; ')
  throw new Problem('invalid', detail, { errors })
}

/** What is wrong, in plain words. */
export function wordsOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('undefined') ? 'is missing' : `must be ${nounOf(issue.expected)}`
    case 'invalid_value':
      return `must be ${oneOf(issue.values.map(String))}`
    case 'too_small':
      return `must ${sizeOf(issue.origin)} at least ${issue.minimum}${unitOf(issue.origin)}`
    case 'too_big':
      return `must ${sizeOf(issue.origin)} at most ${issue.maximum}${unitOf(issue.origin)}`
    case 'unrecognized_keys':
      return `has ${issue.keys.map((key) => `'${key}'`).join(', ')}, which means nothing here`
    case 'invalid_union':
      return 'has none of the shapes that are possible here'
    case 'invalid_format':
      return issue.message.startsWith('Invalid ') ? `is no valid ${issue.format}` : `must be ${issue.message}`
    default:
      return issue.message
  }
}

function nounOf(expected: string): string {
  if (expected === 'int') return 'a whole number'
  if (expected === 'boolean') return 'true or false'
  if (expected === 'string') return 'text'
  if (expected === 'array') return 'a list'
  return `${/^[aeiou]/.test(expected) ? 'an' : 'a'} ${expected}`
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? `'${values[0]}'` : `one of ${values.map((one) => `'${one}'`).join(', ')}`
}

function sizeOf(origin: string): string {
  return origin === 'string' || origin === 'array' || origin === 'set' ? 'have' : 'be'
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters'
  return origin === 'array' || origin === 'set' ? ' items' : ''
}
