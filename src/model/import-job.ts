import { z } from 'zod'
import { nameSchema } from './site.ts'

const time = z.string().describe('UTC, ISO 8601')
const count = z.int().nonnegative()

export const JOB_STATES = ['queued', 'reading', 'storing', 'done', 'failed', 'cancelled'] as const
export type JobState = (typeof JOB_STATES)[number]

/** The import of one capture that somebody gave to the platform. */
export const importJobSchema = z
  .object({
    id: nameSchema,
    name: z.string().describe('as the file was called'),
    size: count.describe('bytes'),
    state: z.enum(JOB_STATES),
    packets: count,
    progress: z.number().min(0).max(1).describe('of the whole work'),
    rate: count.describe('packets a second; 0 while nothing is read'),
    secondsLeft: count.optional().describe('about'),
    notes: z.array(z.string()).describe('what was not readable, what was left out, why it failed'),
    added: z
      .object({ assets: count, conversations: count, operations: count })
      .optional()
      .describe('what it gave'),
    capture: z.string().optional().describe('what its packets are filed under, while they are kept'),
    by: z.string().describe('who gave it'),
    startedAt: time.describe('when it was given'),
    endedAt: time.optional(),
  })
  .meta({ id: 'ImportJob' })
export type ImportJob = z.infer<typeof importJobSchema>
