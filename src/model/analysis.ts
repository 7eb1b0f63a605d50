import { z } from 'zod'
import { coverageSchema } from './coverage.ts'
import { ATTRIBUTES } from './observation.ts'
import { ROLES } from './role.ts'
import { criticalitySchema, saidSchema } from './said.ts'
import { VERBS } from './verb.ts'

export { type AssetRole, ROLES } from './role.ts'

const role = z.enum(ROLES).meta({ id: 'AssetRole' })
const verb = z.enum(VERBS).meta({ id: 'Verb' })

const time = z.string().describe('UTC, ISO 8601, with the resolution of the capture')
const packetNumber = z.int().positive().describe('1-based number within its capture, as Wireshark shows it')
const count = z.int().nonnegative()

export const evidenceSchema = z
  .object({
    attribute: z.enum([...ATTRIBUTES, 'mac', 'ip']),
    value: z.string(),
    protocol: z.string(),
    capture: z.string(),
    packet: packetNumber,
    confidence: z.number().min(0).max(1),
  })
  .meta({ id: 'Evidence' })
export type Evidence = z.infer<typeof evidenceSchema>

export const captureSchema = z.object({
  path: z.string(),
  packets: count,
  bytes: count,
  first: time.nullable(),
  last: time.nullable(),
  notes: z.array(z.string()).describe('where the file is damaged or stops short, in words'),
})

export const moduleSchema = z
  .object({
    id: z.string().describe('slot, unit or device address, in words'),
    vendor: z.string().optional(),
    model: z.string().optional(),
    orderNumber: z.string().optional(),
    serial: z.string().optional(),
    firmware: z.string().optional(),
    name: z.string().optional(),
    evidence: z.array(evidenceSchema),
  })
  .meta({ id: 'Module' })

export const assetSchema = z
  .object({
    id: z.string(),
    interfaces: z.array(
      z.object({ mac: z.string().optional(), ip: z.string().optional(), vlan: z.int().optional() }),
    ),
    names: z.array(z.string()),
    vendor: z.string().optional(),
    model: z.string().optional(),
    orderNumber: z.string().optional(),
    serial: z.string().optional(),
    firmware: z.string().optional(),
    hardware: z.string().optional(),
    os: z.string().optional(),
    role,
    roleReason: z.string(),
    level: z.number().min(0).max(5).nullable().describe('Purdue level'),
    levelReason: z.string(),
    zone: z.string(),
    zoneReason: z.string(),
    protocols: z.array(z.string()),
    modules: z.array(moduleSchema),
    conflicts: z
      .array(z.enum([...ATTRIBUTES, 'mac', 'ip']))
      .describe('attributes with claims that contradict each other; mac: two devices claim one address'),
    heard: z.boolean().describe('false: others addressed it, it never sent'),
    firstSeen: time,
    lastSeen: time,
    evidence: z.array(evidenceSchema),
    name: z.string().optional().describe('as people decided to call it'),
    criticality: criticalitySchema.optional(),
    tags: z.array(z.string()).optional(),
    owner: z.string().optional().describe('who answers for it'),
    said: z.array(saidSchema).optional().describe('what people said of it, which outranks what is inferred'),
    aliases: z.array(z.string()).optional().describe('ids of the assets that were merged into it'),
  })
  .meta({ id: 'Asset' })
export type Asset = z.infer<typeof assetSchema>

export const conversationSchema = z
  .object({
    initiator: z.string().nullable(),
    responder: z.string().nullable(),
    transport: z.string(),
    port: z.int().nullable(),
    protocol: z.string().nullable(),
    packets: count,
    bytes: count,
    first: time,
    last: time,
    capture: z.string(),
    packet: packetNumber,
    answered: z.boolean(),
    lostBytes: count,
  })
  .meta({ id: 'Conversation' })
export type Conversation = z.infer<typeof conversationSchema>

export const operationSchema = z
  .object({
    time,
    last: time,
    verb,
    protocol: z.string(),
    function: z.string(),
    initiator: z.string().nullable(),
    responder: z.string().nullable().describe('null: sent to a group address'),
    target: z.object({ asset: z.string().nullable(), object: z.string() }),
    outcome: z.enum(['done', 'refused', 'unanswered']),
    reason: z.string().optional(),
    count: z.int().positive(),
    capture: z.string(),
    packets: z.array(packetNumber).describe('the first packets, requests and replies, within `capture`'),
  })
  .meta({ id: 'Operation' })
export type OperationRow = z.infer<typeof operationSchema>

/** The contract of `analyze --format json`. */
export const analysisSchema = z.object({
  sightglass: z.string().describe('version of the analysis format'),
  captures: z.array(captureSchema),
  assets: z.array(assetSchema),
  conversations: z.array(conversationSchema),
  operations: z.array(operationSchema),
  findings: z.array(z.never()).describe('no detections run on a capture yet'),
  situations: z.array(z.never()),
  coverage: coverageSchema,
  exposures: z.array(z.never()),
})
export type Analysis = z.infer<typeof analysisSchema>
