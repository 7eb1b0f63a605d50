import { z } from 'zod'
import { evidenceSchema } from './analysis.ts'

/** One step in the history of an asset: an attribute became known, took another value, or is known no more. */
export const attributeChangeSchema = z
  .object({
    asset: z.string(),
    attribute: z.string().describe("'firmware', 'addresses', or 'firmware of module slot 3'"),
    time: z.string(),
    value: z.string().nullable().describe('null: known no more'),
    before: z.string().nullable().describe('null: not known before'),
    evidence: z.union([evidenceSchema, z.null()]).describe('the best claim of the new value'),
  })
  .meta({ id: 'AttributeChange' })
export type AttributeChange = z.infer<typeof attributeChangeSchema>
