import { z } from 'zod'

const seconds = z.int().nullable().describe('whole seconds since 1970; null: not known yet')
const count = z.int().nonnegative()

/** Packets that are kept beyond the ring, with those before and after what they show. */
export const pinnedSchema = z
  .object({
    id: z.string(),
    sensor: z.string(),
    state: z
      .enum(['kept', 'waiting'])
      .describe('waiting: written once the time after what it points to has passed'),
    by: z.string(),
    at: z.string().nullable(),
    why: z.string(),
    first: z.string().nullable(),
    last: z.string().nullable(),
    packets: count,
    bytes: count,
    sha256: z.string().nullable(),
  })
  .meta({ id: 'Pinned' })
export type Pinned = z.infer<typeof pinnedSchema>

/** What is kept of the packets of a site. */
export const holdingsSchema = z
  .object({
    bytes: count,
    captures: z.array(
      z.object({
        capture: z.string().describe('as lists name it'),
        sensor: z.string(),
        interface: z.string(),
        bytes: count,
        packets: count.describe('those of complete segments'),
        from: seconds,
        to: seconds,
        segments: z
          .array(
            z.object({
              first: z.int().describe('number of its first packet'),
              packets: count,
              bytes: count,
              from: seconds,
              to: seconds,
              complete: z.boolean().describe('false: it is being written'),
            }),
          )
          .describe('the newest, in order'),
      }),
    ),
    pins: z.array(pinnedSchema),
  })
  .meta({ id: 'Holdings' })
export type Holdings = z.infer<typeof holdingsSchema>

const instant = z.iso.datetime().describe('UTC, ISO 8601')
const id = z.string().min(1).max(300)

/** Which packets somebody wants to take out; at least one of them must be given. */
export const takingSchema = z.strictObject({
  capture: id.optional().describe('only of this capture, as lists name it; without it, of all sensors'),
  packets: z
    .string()
    .regex(/^\d{1,15}(-\d{1,15})?(,\d{1,15}(-\d{1,15})?){0,99}$/, 'numbers and ranges, such as 12,15-20')
    .optional()
    .describe('needs `capture`: those that an operation names, say'),
  asset: id.optional(),
  peer: id.optional().describe('with `asset`: only what passed between the two'),
  port: z.coerce.number().int().min(1).max(65_535).optional(),
  from: instant.optional(),
  until: instant.optional(),
  why: z.string().trim().max(500).optional().describe('stands in the custody record'),
})
export type TakingWish = z.infer<typeof takingSchema>

/** What somebody wants kept: a packet with what is around it, or an asset's packets in a time. */
export const pinningSchema = z.strictObject({
  capture: id.describe('as lists name it'),
  packet: z.int().positive(),
  before: z.int().min(0).max(3600).default(30).describe('seconds'),
  after: z.int().min(0).max(3600).default(30).describe('seconds'),
  why: z.string().trim().min(1).max(500),
})
export type PinningWish = z.infer<typeof pinningSchema>
