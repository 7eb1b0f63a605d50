import type { Label } from './primitives.ts'
import {
  BIT_STRING,
  BOOLEAN,
  CHARACTER_STRING,
  DATE,
  DOUBLE,
  ENUMERATED,
  OBJECT_ID,
  OCTET_STRING,
  REAL,
  SIGNED,
  TIME,
  UNSIGNED,
} from './tags.ts'

/**
 * How encoded data is built, as clause 21 of the standard writes it in ASN.1: primitives, sequences, lists, choices, and data of any type.
 * Services and properties are tables of shapes; reader.ts reads by them.
 */
export type Shape =
  | { readonly kind: 'primitive'; readonly type: number; readonly label?: Label }
  | { readonly kind: 'secret' }
  | { readonly kind: 'group'; readonly members: readonly Member[] }
  | { readonly kind: 'choice'; readonly options: readonly Member[] }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'any' }

/** A named part of a sequence or choice, with its context tag; without one it carries the tag of its own type. */
export interface Member {
  readonly name: string
  readonly tag: number | undefined
  readonly shape: Shape
  readonly optional: boolean
}

const primitive = (type: number): Shape => ({ kind: 'primitive', type })
export const boolean = primitive(BOOLEAN)
export const unsigned = primitive(UNSIGNED)
export const signed = primitive(SIGNED)
export const real = primitive(REAL)
export const double = primitive(DOUBLE)
export const octets = primitive(OCTET_STRING)
export const characters = primitive(CHARACTER_STRING)
export const bits = primitive(BIT_STRING)
export const enumerated = primitive(ENUMERATED)
export const date = primitive(DATE)
export const time = primitive(TIME)
export const objectId = primitive(OBJECT_ID)
/** Data of any type (ABSTRACT-SYNTAX.&Type). */
export const any: Shape = { kind: 'any' }
/** A password: that it was there is kept, its value is not. */
export const secret: Shape = { kind: 'secret' }

/** An enumeration whose numbers have names; others are shown as `what 7`. */
export function named(what: string, names: readonly string[] | Label): Shape {
  const label = typeof names === 'function' ? names : (value: number) => names[value] ?? `${what} ${value}`
  return { kind: 'primitive', type: ENUMERATED, label }
}

/** A part with a context tag. */
export function at(tag: number, name: string, shape: Shape): Member {
  return { name, tag, shape, optional: false }
}

/** A part that carries the tag of its own type. */
export function of(name: string, shape: Shape): Member {
  return { name, tag: undefined, shape, optional: false }
}

/** The same part, which may be absent. */
export function maybe(member: Member): Member {
  return { ...member, optional: true }
}

export function group(...members: Member[]): Shape {
  return { kind: 'group', members }
}

export function choice(...options: Member[]): Shape {
  return { kind: 'choice', options }
}

export function list(shape: Shape): Shape {
  return { kind: 'list', of: shape }
}
