import { z } from 'zod'

const place = z.int().nonnegative().optional()

/** A field of a layer; one that lies in another packet, or was put together from several, has no place here. */
export interface TreeField {
  name: string
  value: string
  start?: number | undefined
  end?: number | undefined
  fields?: TreeField[] | undefined
}

export const treeFieldSchema: z.ZodType<TreeField> = z
  .object({
    name: z.string(),
    value: z.string().describe('empty: a group of fields'),
    start: place.describe('first byte in the packet, from 0; absent: it is not in this packet'),
    end: place.describe('behind its last byte'),
    get fields() {
      return z.array(treeFieldSchema).optional()
    },
  })
  .meta({ id: 'TreeField' })

export const treeLayerSchema = z
  .object({
    protocol: z.string().describe('empty: bytes that no protocol claims'),
    title: z.string(),
    start: place,
    end: place,
    note: z
      .string()
      .optional()
      .describe('what a person must know of it, such as that only a part of it is here'),
    packets: z.array(z.int()).optional().describe('all packets that it lies in, when they are several'),
    fields: z.array(treeFieldSchema),
    anomalies: z.array(z.object({ field: z.string(), why: z.string(), start: place })),
  })
  .meta({ id: 'TreeLayer' })
export type TreeLayer = z.infer<typeof treeLayerSchema>

/** A packet with what its bytes mean, from the link inwards. */
export const packetTreeSchema = z
  .object({
    capture: z.string(),
    packet: z.int().positive(),
    time: z.string(),
    wireLength: z.int(),
    bytes: z.string().describe('as captured, in hex'),
    layers: z.array(treeLayerSchema),
    notes: z.array(z.string()).describe('what could not be shown, and why'),
  })
  .meta({ id: 'PacketTree' })
export type PacketTree = z.infer<typeof packetTreeSchema>
