import { z } from 'zod'
import { limits } from '../base/limits.ts'
import { nameSchema } from './site.ts'

const time = z.string().describe('UTC, ISO 8601')
const count = z.int().nonnegative()

/** What a sensor listens on, as people set it up. */
export const sensorSettingsSchema = z.strictObject({
  title: z.string().min(1).max(200),
  interfaces: z.array(z.string().max(64)).min(1).max(limits.live.interfaces),
  filter: z
    .string()
    .max(limits.live.filterCharacters)
    .optional()
    .describe('capture filter, as in pcap-filter(7)'),
})
export type SensorSettings = z.infer<typeof sensorSettingsSchema>

/** `demo`: simulated traffic. `capture`: an import. */
export const SENSOR_KINDS = ['live', 'capture', 'demo'] as const
/** `waiting`: it wants to listen and tries again by itself; the reason says what it waits for. */
export const SENSOR_STATES = ['listening', 'waiting', 'stopped', 'failed'] as const

export const sensorGapSchema = z.object({
  capture: z.string(),
  from: time,
  to: time,
  packets: count.nullable().describe('null: nobody could count them'),
  reason: z.string(),
})

/** A sensor and how it is doing. */
export const sensorStateSchema = z
  .object({
    id: nameSchema,
    title: z.string(),
    kind: z.enum(SENSOR_KINDS),
    state: z.enum(SENSOR_STATES),
    reason: z.string().describe('why it does not listen, or what a person should know; empty: all is well'),
    filter: z.string().optional(),
    interfaces: z.array(
      z.object({
        name: z.string(),
        listening: z.boolean(),
        packets: count.describe('since it was started'),
        rate: count.describe('packets a second'),
        lost: count,
        silentSince: time.optional().describe('since when nothing was captured'),
        trouble: z.string().optional().describe('why it is not captured, or what looks wrong'),
      }),
    ),
    batches: count.describe('how many were stored, ever'),
    lastBatch: time.optional().describe('time of the last batch that was stored since it was started'),
    gaps: z.array(sensorGapSchema).describe('the latest'),
  })
  .meta({ id: 'SensorState' })
export type SensorState = z.infer<typeof sensorStateSchema>
