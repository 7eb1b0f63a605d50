import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import { type Datum, type Group, readPrimitive } from './primitives.ts'
import type { Member, Shape } from './shape.ts'
import {
  APPLICATION_TYPES,
  BOOLEAN,
  contentSize,
  enclosedSize,
  nextTag,
  OCTET_STRING,
  readTag,
  type Tag,
} from './tags.ts'

/** Shape of a property's value, where its data is tagged by context and so says nothing of its types itself. */
export type ValueShapes = (property: number) => Shape | undefined

/** Reads encoded data by its shape; what does not fit the shape is read by its tags alone and recorded. */
export class Reader {
  private readonly cursor: Cursor
  private readonly shapes: ValueShapes
  private depth = 0

  constructor(cursor: Cursor, shapes: ValueShapes) {
    this.cursor = cursor
    this.shapes = shapes
  }

  /** The parts of a sequence, in order, up to the end of the present bounds. */
  group(members: readonly Member[]): Group {
    const { cursor } = this
    const found: Group = {}
    for (const member of members) {
      const tag = cursor.left > 0 ? nextTag(cursor) : undefined
      if (tag !== undefined && fits(member, tag)) found[member.name] = this.member(member, found)
      else if (!member.optional && !this.otherType(member, tag, found))
        cursor.expect(member.name, false, 'is required and missing')
    }
    return found
  }

  /** What is left and fits no shape: read by its tags, so that nothing is passed over. */
  rest(name: string): Datum[] {
    if (this.cursor.left === 0) return []
    this.cursor.expect(name, false, `${this.cursor.left} octets more than the service has parameters`)
    return this.any(name)
  }

  /** A primitive of another application type than the standard asks for, as careless devices send it. */
  private otherType(member: Member, tag: Tag | undefined, found: Group): boolean {
    const { cursor } = this
    if (tag === undefined || tag.context || member.tag !== undefined || member.shape.kind !== 'primitive')
      return false
    const type = APPLICATION_TYPES[tag.number] ?? 'a reserved type'
    cursor.expect(member.name, false, `is ${type} where ${APPLICATION_TYPES[member.shape.type]} is due`)
    found[member.name] = this.tagged(member.name)
    return true
  }

  private member(member: Member, before: Group): Datum {
    const { name, shape } = member
    if (member.tag === undefined) return this.untagged(name, shape)
    const tag = readTag(this.cursor)
    if (!tag.opening) return this.primitive(name, shape, tag)
    return this.enclosed(tag.number, () => this.inside(name, shape, before))
  }

  /** What an opening tag, which was just taken, encloses; then its closing tag. */
  private enclosed<T>(number: number, read: () => T): T {
    const { cursor } = this
    const outer = cursor.end
    cursor.end = cursor.at + enclosedSize(cursor)
    const stop = cursor.end
    this.depth++
    const result = read()
    this.depth--
    cursor.end = outer
    cursor.at = stop
    if (cursor.left === 0) cursor.expect('', false, `opening tag ${number} is never closed`)
    else readTag(cursor)
    return result
  }

  private inside(name: string, shape: Shape, before: Group): Datum {
    const { cursor } = this
    if (this.depth > limits.dissect.nesting) return this.bytes(name)
    switch (shape.kind) {
      case 'group':
        return cursor.group(name, () => this.group(shape.members))
      case 'choice':
        return cursor.group(name, () => this.choice(shape.options))
      case 'list':
        return this.list(name, shape.of)
      case 'any': {
        const known = typeof before.property === 'number' ? this.shapes(before.property) : undefined
        return known === undefined ? this.any(name) : this.inside(name, known, before)
      }
      default:
        return this.any(name)
    }
  }

  private untagged(name: string, shape: Shape): Datum {
    const { cursor } = this
    switch (shape.kind) {
      case 'group':
        return cursor.group(name, () => this.group(shape.members))
      case 'choice':
        return cursor.group(name, () => this.choice(shape.options))
      case 'list':
        return this.list(name, shape.of)
      case 'any':
        return this.tagged(name)
      default:
        return this.primitive(name, shape, readTag(cursor))
    }
  }

  private choice(options: readonly Member[]): Group {
    const tag = nextTag(this.cursor)
    const option = options.find((one) => fits(one, tag))
    if (option !== undefined) return { [option.name]: this.member(option, {}) }
    this.cursor.expect('', false, `has tag ${tag.number} where none of the choices has it`)
    return { unknown: this.tagged('unknown') }
  }

  /** Items up to the end of the present bounds. */
  private list(name: string, shape: Shape): Datum[] {
    const { cursor } = this
    return cursor.each(name, Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
      const { at } = cursor
      const item = this.item(shape)
      return cursor.at > at ? item : this.tagged('unknown')
    })
  }

  private item(shape: Shape): Datum {
    if (shape.kind === 'group') return this.group(shape.members)
    if (shape.kind === 'choice') return this.choice(shape.options)
    if (shape.kind === 'any') return this.tagged('value')
    const tag = nextTag(this.cursor)
    const fitting = shape.kind === 'primitive' && !tag.context && tag.number === shape.type
    return fitting ? this.primitive('value', shape, readTag(this.cursor)) : this.tagged('value')
  }

  private primitive(name: string, shape: Shape, tag: Tag): Datum {
    const { cursor } = this
    if (shape.kind === 'secret') {
      cursor.skip(tag.size)
      cursor.derive(name, '(hidden)')
      return true
    }
    if (shape.kind !== 'primitive') return readPrimitive(cursor, name, OCTET_STRING, contentSize(tag))
    if (shape.type === BOOLEAN && !tag.context) return cursor.derive(name, tag.size !== 0)
    return readPrimitive(cursor, name, shape.type, tag.size, shape.label)
  }

  /** Everything up to the end of the present bounds, by its tags: one value alone under its name, more as a list. */
  private any(name: string): Datum[] {
    const { cursor } = this
    if (cursor.left === 0) return []
    const { at } = cursor
    const tag = readTag(cursor)
    const alone = !tag.opening && !tag.closing && cursor.left === contentSize(tag)
    cursor.at = at
    if (alone) return [this.tagged(name)]
    return cursor.each(name, Number.POSITIVE_INFINITY, limits.dissect.listItems, () => this.tagged('value'))
  }

  /** One value by its tag: an application type tells itself, a context tag only its number. */
  private tagged(name: string): Datum {
    const { cursor } = this
    const tag = readTag(cursor)
    if (tag.opening) {
      if (this.depth > limits.dissect.nesting) return this.bytes(name)
      return this.enclosed(tag.number, () =>
        cursor.left === 0 ? [] : cursor.group(`tag_${tag.number}`, () => this.any('values')),
      )
    }
    if (tag.closing) {
      cursor.expect(name, false, `closing tag ${tag.number} closes nothing`)
      return null
    }
    if (tag.context) return readPrimitive(cursor, `${name}_${tag.number}`, OCTET_STRING, tag.size)
    if (tag.number === BOOLEAN) return cursor.derive(name, tag.size !== 0)
    if (APPLICATION_TYPES[tag.number] === undefined)
      cursor.expect(name, false, `has reserved application tag ${tag.number}`)
    return readPrimitive(cursor, name, tag.number, tag.size)
  }

  private bytes(name: string): Datum {
    return readPrimitive(this.cursor, name, OCTET_STRING, this.cursor.left)
  }
}

/** Whether a part of a sequence can begin with this tag. */
function fits(member: Member, tag: Tag): boolean {
  if (tag.closing) return false
  if (member.tag !== undefined)
    return tag.context && tag.number === member.tag && (tag.opening || isPlain(member.shape))
  return shapeFits(member.shape, tag)
}

function isPlain(shape: Shape): boolean {
  return shape.kind === 'primitive' || shape.kind === 'secret'
}

function shapeFits(shape: Shape, tag: Tag): boolean {
  switch (shape.kind) {
    case 'primitive':
      return !tag.context && tag.number === shape.type
    case 'group': {
      for (const member of shape.members) {
        if (fits(member, tag)) return true
        if (!member.optional) return false
      }
      return false
    }
    case 'choice':
      return shape.options.some((one) => fits(one, tag))
    case 'list':
      return shapeFits(shape.of, tag)
    case 'any':
      return true
    case 'secret':
      return !tag.context
  }
}
