import type { FieldValue, Message } from '../model/message.ts'

/**
 * Compiles a message filter: terms joined by `and`, each `protocol`, `protocol.field`, or `protocol.field OP value` with OP one of
 * == != > >= < <= contains; also `ip == A`, `packet == N`. Gives the predicate, or a sentence that says what is wrong.
 */
export function compileFilter(text: string): ((message: Message) => boolean) | string {
  const tests: ((message: Message) => boolean)[] = []
  for (const term of text.split(/\s+(?:and|&&)\s+/)) {
    const match = /^\s*([a-z0-9_.-]+)\s*(?:(==|!=|>=|<=|>|<|contains)\s*(.+?))?\s*$/i.exec(term)
    if (match === null) return `cannot read '${term}'; expected NAME or NAME == VALUE, joined by 'and'`
    const [, name, operator, value] = match
    tests.push((message) => {
      const found = lookUp(message, name!)
      return operator === undefined
        ? found.length > 0
        : found.some((one) => holds(one, operator, unquote(value!)))
    })
  }
  return (message) => tests.every((test) => test(message))
}

function unquote(text: string): string {
  return /^(['"]).*\1$/.test(text) ? text.slice(1, -1) : text
}

function lookUp(message: Message, name: string): FieldValue[] {
  if (name === 'ip') return [message.from.ip ?? '', message.to.ip ?? '']
  if (name === 'packet') return [...message.packets]
  const dot = name.indexOf('.')
  const protocol = dot < 0 ? name : name.slice(0, dot)
  if (message.protocol !== protocol) return []
  if (dot < 0) return [true]
  let level: FieldValue[] = message.fields === undefined ? [] : [message.fields]
  for (const part of name.slice(dot + 1).split('.'))
    level = level.flatMap((one) => {
      if (typeof one !== 'object' || Array.isArray(one)) return []
      const value = Object.hasOwn(one, part) ? one[part]! : undefined
      return value === undefined ? [] : Array.isArray(value) ? value : [value]
    })
  return level
}

function holds(found: FieldValue, operator: string, value: string): boolean {
  const text = String(found)
  if (operator === 'contains') return text.includes(value)
  const a = Number(found)
  const b = Number(value)
  const numeric = !Number.isNaN(a) && !Number.isNaN(b)
  const order = numeric ? a - b : text < value ? -1 : text > value ? 1 : 0
  if (operator === '==') return order === 0
  if (operator === '!=') return order !== 0
  if (operator === '>') return order > 0
  if (operator === '>=') return order >= 0
  return operator === '<' ? order < 0 : order <= 0
}
