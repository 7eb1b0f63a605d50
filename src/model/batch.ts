import { z } from 'zod'
import { limits } from '../base/limits.ts'
import { assetSchema, conversationSchema, operationSchema } from './analysis.ts'
import { recordedObservationSchema } from './recorded-observation.ts'
import { nameSchema } from './site.ts'

const most = limits.store.batchItems

/**
 * What a sensor hands over at once: taken as a whole or not at all, and once, however often it is sent. A sensor numbers its batches from
 * 1 without holes and never changes one that it has numbered.
 */
export const batchSchema = z.object({
  site: nameSchema,
  sensor: nameSchema,
  sequence: z.int().positive(),
  time: z.string().describe('of the newest thing in it; what it changes of an asset changed then'),
  observations: z.array(recordedObservationSchema).max(most),
  assets: z.array(assetSchema).max(limits.store.amendedItems).describe('whole assets as they are known now'),
  conversations: z.array(conversationSchema).max(most).describe('what came to each since the last batch'),
  operations: z.array(operationSchema).max(most).describe('what came to each since the last batch'),
  inferred: z
    .array(assetSchema)
    .max(limits.store.amendedItems)
    .optional()
    .describe('what is inferred of assets that are shown otherwise, or not at all, because people said so'),
  gone: z
    .array(z.string())
    .max(limits.store.amendedItems)
    .optional()
    .describe('assets that are not shown any more'),
})
export type Batch = z.infer<typeof batchSchema>

/**
 * Assets as they are shown from now on. Of one that is in `assets` and not in `inferred`, the asset itself is what is inferred; `inferred`
 * counts after `gone`.
 */
export type Amendment = Pick<Batch, 'site' | 'time' | 'assets' | 'inferred' | 'gone'>
