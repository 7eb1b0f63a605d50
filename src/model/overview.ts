import { z } from 'zod'
import { operationSchema, ROLES } from './analysis.ts'
import { attributeChangeSchema } from './attribute-change.ts'
import { sensorStateSchema } from './sensing.ts'
import { VERBS } from './verb.ts'

const count = z.int().nonnegative()
const time = z.string().describe('UTC, ISO 8601')

/** Where a person sees more: a list and what to filter it by, in words. */
const moreSchema = z.object({
  list: z.enum(['assets', 'operations', 'conversations', 'changes', 'observations', 'sensors']),
  filter: z.string().describe('empty: the whole list'),
})

export const abnormalSchema = z
  .object({
    level: z.enum(['bad', 'warn']),
    words: z.string().describe('one sentence'),
    assets: z.array(z.string()).describe('whom it is about, whoever did it first'),
    more: moreSchema,
  })
  .meta({ id: 'Abnormal' })
export type Abnormal = z.infer<typeof abnormalSchema>

export const changeGroupSchema = z
  .object({
    words: z.string().describe('such as: 3 new assets'),
    attribute: z.string().describe('empty: the assets themselves are new'),
    assets: z.array(z.string()).describe('the first of them'),
    count: count.describe('how many assets'),
  })
  .meta({ id: 'ChangeGroup' })
export type ChangeGroup = z.infer<typeof changeGroupSchema>

/** A site at a glance. */
export const overviewSchema = z.object({
  from: time.describe('begin of the day that is looked at'),
  until: time,
  live: z.boolean().describe('that day ends now; false: it ends with the last that was heard'),
  assets: z.object({
    total: count,
    byRole: z.array(z.object({ role: z.enum(ROLES), count })).describe('the most frequent first'),
    byLevel: z.array(z.object({ level: z.number().nullable(), count })).describe('the highest first'),
    silent: count.describe('addressed by others, never heard'),
    conflicts: count.describe('with claims that contradict each other'),
  }),
  abnormal: z.array(abnormalSchema).describe('what a person should look at, the gravest first'),
  operations: z.object({
    last24h: z.array(z.object({ verb: z.enum(VERBS), count })).describe('the most frequent first'),
    notable: z.array(operationSchema),
  }),
  changes: z.object({
    sinceYesterday: z.array(attributeChangeSchema).describe('the newest'),
    count,
    groups: z.array(changeGroupSchema),
    partial: z.boolean().describe('there are more changes than were looked at'),
  }),
  coverage: z.array(z.string()).describe('what cannot be seen, in sentences'),
  sensors: z.array(sensorStateSchema),
  activity: z.object({
    bucket: count.describe('seconds'),
    from: time,
    counts: z.array(count).describe('operations in each bucket'),
  }),
})
export type Overview = z.infer<typeof overviewSchema>
