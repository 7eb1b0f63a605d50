import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'

/** One tag of encoded data (ASHRAE 135-2020 clause 20.2.1). */
export interface Tag {
  number: number
  /** Context-specific rather than one of the application types. */
  context: boolean
  opening: boolean
  closing: boolean
  /** Octets of content; of an application Boolean the value itself, which has no content. */
  size: number
}

const CONTEXT_CLASS = 8
const EXTENDED_NUMBER = 15
const EXTENDED_SIZE = 5
const OPENING = 6
const CLOSING = 7
const SIZE_IN_TWO = 254
const SIZE_IN_FOUR = 255

/** Takes the tag that stands next; its content follows. */
export function readTag(cursor: Cursor): Tag {
  const first = octet(cursor)
  const context = (first & CONTEXT_CLASS) !== 0
  const type = first & 7
  const number = first >> 4 === EXTENDED_NUMBER ? octet(cursor) : first >> 4
  const opening = context && type === OPENING
  const closing = context && type === CLOSING
  const size = opening || closing ? 0 : type === EXTENDED_SIZE ? extendedSize(cursor) : type
  return { number, context, opening, closing, size }
}

/** The tag that stands next, left where it is. */
export function nextTag(cursor: Cursor): Tag {
  const { at } = cursor
  const tag = readTag(cursor)
  cursor.at = at
  return tag
}

/**
 * Size of what lies between an opening tag, which was just taken, and its closing tag. All that is left when the closing tag is missing:
 * the message was cut, or is wrong.
 */
export function enclosedSize(cursor: Cursor): number {
  const start = cursor.at
  let depth = 0
  let size = cursor.left
  for (let tags = 0; cursor.left > 0 && tags < limits.dissect.tagsEnclosed; tags++) {
    const before = cursor.at
    const tag = readTag(cursor)
    if (tag.closing && depth === 0) {
      size = before - start
      break
    }
    if (tag.opening) depth++
    else if (tag.closing) depth--
    else {
      const content = contentSize(tag)
      if (content > cursor.left) break
      cursor.skip(content)
    }
  }
  cursor.at = start
  return size
}

/** Octets that follow a primitive tag: none behind an application Boolean, whose tag holds its value. */
export function contentSize(tag: Tag): number {
  return tag.context || tag.number !== BOOLEAN ? tag.size : 0
}

/** Application tag numbers (20.2.1.4). */
export const NULL = 0
export const BOOLEAN = 1
export const UNSIGNED = 2
export const SIGNED = 3
export const REAL = 4
export const DOUBLE = 5
export const OCTET_STRING = 6
export const CHARACTER_STRING = 7
export const BIT_STRING = 8
export const ENUMERATED = 9
export const DATE = 10
export const TIME = 11
export const OBJECT_ID = 12
export const APPLICATION_TYPES = [
  'Null',
  'Boolean',
  'Unsigned',
  'Integer',
  'Real',
  'Double',
  'OctetString',
  'CharacterString',
  'BitString',
  'Enumerated',
  'Date',
  'Time',
  'ObjectIdentifier',
]

function octet(cursor: Cursor): number {
  const { at } = cursor
  cursor.skip(1)
  return cursor.bytes[at]!
}

function extendedSize(cursor: Cursor): number {
  const first = octet(cursor)
  if (first === SIZE_IN_TWO) return octet(cursor) * 0x100 + octet(cursor)
  if (first !== SIZE_IN_FOUR) return first
  const high = octet(cursor) * 0x100 + octet(cursor)
  return high * 0x10000 + octet(cursor) * 0x100 + octet(cursor)
}
