import { z } from 'zod'
import { limits } from '../base/limits.ts'
import { ROLES } from './role.ts'
import { CRITICALITIES } from './said.ts'
import { nameSchema } from './site.ts'

const { textCharacters, noteCharacters, idCharacters, tags, tagCharacters, mergedAtOnce } = limits.said

/** One line that a person wrote: no control characters, nothing that turns the direction of the text around it. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]+$/u, 'one line of text')
/** The same with line breaks. */
const lines = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^([^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]|[\n\t])+$/u, 'text without control characters')

export const WORD_KINDS = [
  'merge',
  'split',
  'rename',
  'role',
  'criticality',
  'tags',
  'owner',
  'zone',
  'level',
  'note',
] as const satisfies readonly Saying['kind'][]

const asset = z.string().min(1).max(idCharacters).describe('id of the asset it is said of')

/** What a person can say of an asset, by kind. */
export const sayingSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('merge'),
    asset: asset.describe('id of the asset that the others turn out to be'),
    value: z.array(z.string().min(1).max(idCharacters)).min(1).max(mergedAtOnce),
  }),
  z.strictObject({
    kind: z.literal('split'),
    asset,
    value: z.string().min(1).max(idCharacters).describe('IP address, or MAC of an interface without one'),
  }),
  z.strictObject({ kind: z.literal('rename'), asset, value: line(textCharacters) }),
  z.strictObject({ kind: z.literal('role'), asset, value: z.enum(ROLES) }),
  z.strictObject({ kind: z.literal('criticality'), asset, value: z.enum(CRITICALITIES) }),
  z.strictObject({ kind: z.literal('tags'), asset, value: z.array(line(tagCharacters)).max(tags) }),
  z.strictObject({ kind: z.literal('owner'), asset, value: line(textCharacters) }),
  z.strictObject({ kind: z.literal('zone'), asset, value: line(textCharacters) }),
  z.strictObject({ kind: z.literal('level'), asset, value: z.number().min(0).max(5) }),
  z.strictObject({ kind: z.literal('note'), asset, value: lines(noteCharacters) }),
])
export type Saying = z.infer<typeof sayingSchema>

/** Who said or took back something, and when. */
export const authorSchema = z.object({ by: z.string(), at: z.string().describe('UTC, ISO 8601') })
export type Author = z.infer<typeof authorSchema>

/** A person's word: it outranks what is inferred, until it is taken back. */
export const wordSchema = z.object({
  id: z.string().describe('names it within its site'),
  site: nameSchema,
  kind: z.enum(WORD_KINDS),
  asset: z.string(),
  value: z.union([z.string(), z.number(), z.array(z.string())]),
  ...authorSchema.shape,
  undone: authorSchema.optional().describe('taken back: it counts no more'),
})
export type Word = z.infer<typeof wordSchema>

/** An entry of a site's journal `words`. The number of an entry names the word that was said in it. */
export const wordEntrySchema = z.union([
  z.object({ say: sayingSchema, ...authorSchema.shape }),
  z.object({ undo: z.int().positive().describe('number of the entry that said it'), ...authorSchema.shape }),
])
export type WordEntry = z.infer<typeof wordEntrySchema>

/** Name of the journal. */
export const WORDS = 'words'
