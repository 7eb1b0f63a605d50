import { z } from 'zod'
import { nameSchema } from './site.ts'

const text = z.string().max(2000)

/** Kind of the documents that hold views. */
export const VIEW = 'view'

/** A list as somebody wants to see it again: what is filtered and sorted, and which columns are shown. */
export const viewContentSchema = z.strictObject({
  title: z.string().trim().min(1).max(100),
  list: z.enum(['assets', 'changes', 'conversations', 'operations', 'observations']),
  filter: text.optional().describe('in the grammar of all lists'),
  sort: text.optional(),
  columns: z.array(z.string().max(64)).max(64).optional(),
})

export const viewSchema = viewContentSchema
  .extend({ id: nameSchema, by: z.string().describe('who kept it last'), at: z.string() })
  .meta({ id: 'View' })
export type View = z.infer<typeof viewSchema>
