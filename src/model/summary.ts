import { z } from 'zod'
import { limits } from '../base/limits.ts'
import { ROLES } from './analysis.ts'
import { type Filter, filterSchema } from './query.ts'
import { VERBS } from './verb.ts'

/** Answers that sum up what lists hold one by one. All are bounded in work; what a bound left out is said in the answer. */

const count = z.int().nonnegative()
const time = z.string().describe('UTC, ISO 8601')
const partial = z.boolean().describe('there are more rows than were looked at')
const since = time
  .nullable()
  .describe('only rows from here on were looked at, because older ones are too many; null: no such bound')

export const facetQuerySchema = z.strictObject({
  field: z.string().max(64),
  filter: filterSchema.optional(),
  limit: z.int().positive().max(limits.store.facetValues).optional(),
})
export type FacetQuery = z.infer<typeof facetQuerySchema>

export const facetSchema = z.object({
  values: z
    .array(
      z.object({
        value: z.union([z.string(), z.number(), z.boolean()]).nullable().describe('null: not known'),
        count: count.describe('rows that have it; a row with several values counts for each of them'),
      }),
    )
    .describe('the most frequent first'),
  more: z.boolean().describe('there are further values, less frequent ones'),
  partial,
  since,
})
export type Facet = z.infer<typeof facetSchema>

/** Lists that know when things happened and how many they were. */
export const TIMELINE_LISTS = ['operations', 'conversations'] as const
export type TimelineList = (typeof TIMELINE_LISTS)[number]

export interface TimelineQuery {
  /** ISO 8601; absent: from the first that is kept. Included. */
  from?: string | undefined
  /** ISO 8601; absent: to the last that is kept. Not included. */
  until?: string | undefined
  /** About so many buckets; their size is a round length of time. */
  buckets?: number | undefined
  filter?: Filter | undefined
  /** Text field whose values are told apart: the verb of operations, the protocol of conversations. */
  by?: string | undefined
}

export const timelineSchema = z.object({
  from: time.nullable().describe('begin of the first bucket; null: nothing is kept'),
  until: time.nullable(),
  seconds: count.describe('length of a bucket'),
  by: z.string(),
  buckets: z
    .array(z.object({ time, counts: z.record(z.string(), count) }))
    .describe(
      'every bucket of the range; operations are counted as often as they happened, conversations by packets',
    ),
  partial,
  since,
})
export type Timeline = z.infer<typeof timelineSchema>

export const linkSchema = z.object({
  initiator: z.string(),
  responder: z.string(),
  protocols: z.array(z.string()),
  verbs: z.array(z.enum(VERBS)),
  packets: count,
  bytes: count,
  operations: count,
  first: time,
  last: time,
})
/** What one asset had to do with another, as the one that asks. */
export type Link = z.infer<typeof linkSchema>

export interface TrafficQuery {
  from?: string | undefined
  until?: string | undefined
}

export const trafficSchema = z.object({
  links: z.array(linkSchema),
  from: time
    .nullable()
    .describe('begin of what was added up: whole days unless the range is short; null: ever'),
  until: time.nullable(),
  truncated: z.boolean().describe('there is more than could be added up; what was heard last is here'),
})
export type Traffic = z.infer<typeof trafficSchema>

export const nodeSchema = z.object({
  id: z.string(),
  name: z.string().describe('what it calls itself, else its model, else its id'),
  role: z.enum(ROLES),
  level: z.number().nullable(),
  zone: z.string(),
  vendor: z.string().optional(),
  heard: z.boolean(),
})
/** An asset as little as a map needs of it. */
export type Node = z.infer<typeof nodeSchema>

export interface Nodes {
  nodes: Node[]
  /** There are more assets. */
  truncated: boolean
}

/** What a store answers in sums. None of it waits for ingest. */
export interface Summaries {
  /** Values of a field among the rows that a filter leaves, with how many rows have each; unknown fields and times are refused. */
  facet(list: string, site: string, query: FacetQuery): Promise<Facet>
  /**
   * What happened over time. Something that went on for a while is spread evenly over the time between its first and its last. Without a
   * filter the sums kept beside the lists answer; with one the newest rows are added up.
   */
  timeline(list: TimelineList, site: string, query: TimelineQuery): Promise<Timeline>
  /** Who talked to whom; without a range all that is kept. */
  traffic(site: string, query: TrafficQuery): Promise<Traffic>
  /** The links of one asset, in both directions, over all that is kept. */
  neighbours(site: string, asset: string): Promise<Traffic>
  /** Assets in short, by id: those asked for, or all. */
  nodes(site: string, ids?: readonly string[]): Promise<Nodes>
}
