import { z } from 'zod'

const bound = z.strictObject({
  days: z.number().positive().optional(),
  megabytes: z.number().positive().optional().describe('of each site'),
})

/** How long and how much of each kind is kept; the oldest goes first. Assets stay. */
export const retentionSchema = z.strictObject({
  observations: bound,
  conversations: bound,
  operations: bound,
  changes: bound,
})
export type Retention = z.infer<typeof retentionSchema>
export type Bounded = keyof Retention

/** A month of single observations, two years of what they add up to. */
export const DEFAULT_RETENTION: Retention = {
  observations: { days: 30, megabytes: 20_000 },
  conversations: { days: 400, megabytes: 4_000 },
  operations: { days: 800, megabytes: 4_000 },
  changes: { days: 3_660, megabytes: 2_000 },
}
