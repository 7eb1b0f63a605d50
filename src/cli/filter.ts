import type { FieldValue, Message } from '../model/message.ts'

/**
 * Compiles a message filter: terms joined by `and`, each `protocol`, `protocol.field`, or `protocol.field OP value` with OP one of
 * == != > >= < <= contains; also `ip == A`, `packet == N`. A field is found at whatever depth it stands. `protocols` are the names that
 * may be used. Gives the predicate, or a sentence that says what is wrong.
 */
export function compileFilter(
  text: string,
  protocols: readonly string[],
): ((message: Message) => boolean) | string {
  const tests: ((message: Message) => boolean)[] = []
  for (const term of text.split(/\s+(?:and|&&)\s+/)) {
    const match = /^\s*([a-z0-9_.-]+)\s*(?:(==|!=|>=|<=|>|<|contains)\s*(.+?))?\s*$/i.exec(term)
    if (match === null) return `cannot read '${term}'; expected NAME or NAME == VALUE, joined by 'and'`
    const [, name, operator, value] = match
    const first = name!.split('.')[0]!
    if (first !== 'ip' && first !== 'packet' && !protocols.includes(first))
      return `no protocol '${first}'; known: ip, packet, ${protocols.join(', ')}`
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
  const [first, ...rest] = name.slice(dot + 1).split('.')
  let level = message.fields === undefined ? [] : anywhere(message.fields, first!)
  for (const part of rest) level = level.flatMap((one) => inside(one, part))
  return level
}

/** Values of a field right inside a group. */
function inside(group: FieldValue, name: string): FieldValue[] {
  if (typeof group !== 'object' || Array.isArray(group) || !Object.hasOwn(group, name)) return []
  const value = group[name]!
  return Array.isArray(value) ? value : [value]
}

/** Values of a field at any depth: people know the field's name, not the groups around it. */
function anywhere(value: FieldValue, name: string): FieldValue[] {
  if (typeof value !== 'object') return []
  const children = Array.isArray(value) ? value : Object.values(value)
  return [...inside(value, name), ...children.flatMap((one) => anywhere(one, name))]
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
