import { z } from 'zod'

const count = z.int().nonnegative()
const time = z.string().describe('UTC, ISO 8601, with the resolution of the capture')

/** What an analysis saw, could not decode, could not see, and had to drop. */
export const coverageSchema = z.object({
  packets: count,
  bytes: count,
  messages: count,
  decodedConversations: count,
  undecoded: z.array(
    z.object({
      what: z.string(),
      conversations: count,
      bytes: count,
      capture: z.string(),
      packet: z.int().positive().describe('1-based number within its capture, as Wireshark shows it'),
    }),
  ),
  silentAssets: z.array(z.string()).describe('addressed by others, never heard'),
  encrypted: z.array(z.string()),
  lostBytes: count,
  cutPackets: count,
  damagedPackets: count,
  notes: z.array(z.string()).describe('what was evicted or not followed, and why'),
  gaps: z
    .array(
      z.object({
        capture: z.string(),
        from: time,
        to: time,
        packets: count.nullable().describe('null: nobody could count them'),
        reason: z.string(),
      }),
    )
    .optional()
    .describe('where a live capture lost packets'),
})
export type Coverage = z.infer<typeof coverageSchema>

/** Kind of the documents in which each sensor says what it could not see; the id is the sensor's. */
export const COVERAGE = 'coverage'

/** What a sensor keeps in its document: what cannot be found out from the lists of the store. */
export const sensorCoverageSchema = coverageSchema
  .pick({ packets: true, cutPackets: true, damagedPackets: true, lostBytes: true, notes: true })
  .extend({ time: z.string().describe('when it was so') })
export type SensorCoverage = z.infer<typeof sensorCoverageSchema>
