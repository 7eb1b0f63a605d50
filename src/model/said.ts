import { z } from 'zod'

/** How much depends on an asset, from little to much; `safety`: people. */
export const CRITICALITIES = ['low', 'medium', 'high', 'safety'] as const
export const criticalitySchema = z.enum(CRITICALITIES).meta({ id: 'Criticality' })
export type Criticality = z.infer<typeof criticalitySchema>

const ATTRIBUTES = [
  'merge',
  'split',
  'name',
  'role',
  'criticality',
  'tags',
  'owner',
  'zone',
  'level',
  'note',
] as const

/** What a person said of an asset, beside what would be shown without. */
export const saidSchema = z
  .object({
    word: z.string().describe('id of the word, to take it back by'),
    attribute: z.enum(ATTRIBUTES),
    value: z
      .union([z.string(), z.number(), z.array(z.string())])
      .describe('merge: ids that are part of it; split: the other side; tags: all of them'),
    by: z.string(),
    at: z.string().describe('UTC, ISO 8601'),
    inferred: z.union([z.string(), z.number()]).nullable().describe('null: nothing is inferred'),
  })
  .meta({ id: 'Said' })
export type Said = z.infer<typeof saidSchema>
