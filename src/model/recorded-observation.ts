import { z } from 'zod'
import { ATTRIBUTES } from './observation.ts'
import { VERBS } from './verb.ts'

export const OBSERVATION_KINDS = [
  'sighting',
  'identity',
  'binding',
  'alias',
  'conversation',
  'operation',
  'value',
  'transfer',
  'secret',
  'anomaly',
  'gap',
] as const

/**
 * An observation as it leaves a sensor: what a message meant (`Observation`), with the parties by name, the time and the packet. It can be
 * understood without the message.
 */
export const recordedObservationSchema = z.object({
  time: z.string().describe('UTC, ISO 8601, with the resolution of the capture'),
  kind: z.enum(OBSERVATION_KINDS),
  asset: z
    .string()
    .describe('whom it is about, or who wants something done: asset id or address; empty: the sensor itself'),
  peer: z.string().describe('the other party; empty: nobody, or a group'),
  protocol: z.string().describe('empty: none'),
  verb: z.enum(VERBS).optional(),
  function: z.string().optional(),
  object: z.string().optional(),
  outcome: z.enum(['asked', 'done', 'refused', 'unanswered']).optional(),
  reason: z.string().optional(),
  attribute: z.enum([...ATTRIBUTES, 'mac', 'ip']).optional(),
  value: z.string().optional(),
  confidence: z.number().min(0).max(1).optional(),
  count: z.int().positive().optional().describe('how many times, when repeats were added up'),
  capture: z.string().optional(),
  packet: z.int().positive().optional(),
})
export type RecordedObservation = z.infer<typeof recordedObservationSchema>

/** An observation out of the store, with what identifies it there. */
export const storedObservationSchema = recordedObservationSchema
  .extend({
    sensor: z.string(),
    sequence: z.int().positive().describe('number of its batch'),
    position: z.int().nonnegative().describe('place in its batch'),
  })
  .meta({ id: 'Observation' })
export type StoredObservation = z.infer<typeof storedObservationSchema>
