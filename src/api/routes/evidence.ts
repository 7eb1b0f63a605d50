import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import { custodySchema } from '../../evidence/custody.ts'
import { holdingsSchema, pinnedSchema, pinningSchema, takingSchema } from '../../model/evidence.ts'
import { packetTreeSchema } from '../../model/packet-tree.ts'
import { API_PATH, type Api } from '../app.ts'
import type { Platform } from '../platform.ts'
import { principalOf, route } from '../route.ts'
import { json, siteParams } from '../schemas.ts'

const tags = ['evidence']
const needs = 'packets'

const holdings = route({
  method: 'get',
  path: '/sites/{site}/evidence',
  needs,
  summary: 'Which packets are kept: of which interfaces, from when to when, and what is pinned',
  tags,
  request: { params: siteParams },
  responses: { 200: json(holdingsSchema, 'What is kept') },
})

const packet = route({
  method: 'get',
  path: '/sites/{site}/evidence/packet',
  needs,
  summary: 'One packet, decoded out of its conversation, with the place of every field',
  tags,
  request: {
    params: siteParams,
    query: z.object({
      capture: z.string().min(1).max(300).describe('as lists name it'),
      packet: z.coerce.number().int().positive().describe('1-based number within its capture'),
    }),
  },
  responses: { 200: json(packetTreeSchema, 'The packet') },
})

const pin = route({
  method: 'post',
  path: '/sites/{site}/evidence/pins',
  needs,
  summary: 'Keep a packet, and those of its two parties before and after it, until somebody removes them',
  tags,
  request: { params: siteParams, body: { required: true, ...json(pinningSchema, 'What to keep, and why') } },
  responses: { 201: json(pinnedSchema, 'The pin') },
})

const unpin = route({
  method: 'delete',
  path: '/sites/{site}/evidence/pins/{id}',
  needs,
  summary: 'Remove pinned packets and their custody record',
  tags,
  request: { params: siteParams.extend({ id: z.string().min(1).max(300) }) },
  responses: { 200: json(pinnedSchema, 'What was removed') },
})

const take = route({
  method: 'get',
  path: '/sites/{site}/evidence/export',
  needs,
  summary: 'Take packets out as a capture, with a custody record in the name of the account',
  tags,
  request: { params: siteParams, query: takingSchema },
  responses: {
    200: {
      description:
        'The capture. `X-Sightglass-Custody` tells where its custody record is, `X-Sightglass-Sha256` its hash.',
      content: { 'application/vnd.tcpdump.pcap': { schema: z.string().openapi({ format: 'binary' }) } },
    },
  },
})

const custody = route({
  method: 'get',
  path: '/sites/{site}/evidence/exports/{id}/custody',
  needs,
  summary: 'The custody record of what was taken out',
  tags,
  request: { params: siteParams.extend({ id: z.string().regex(/^[0-9]{1,20}-[0-9]{1,9}-[0-9]{1,9}$/) }) },
  responses: { 200: json(custodySchema, 'The record') },
})

/** Packets: seen, pinned and taken out; each of the latter two stands in the audit log. */
export function evidenceRoutes(api: Api, { evidence, access }: Platform): void {
  api.openapi(holdings, async (context) =>
    context.json(await evidence.holdings(context.req.valid('param').site), 200),
  )
  api.openapi(packet, async (context) => {
    const { capture, packet: number } = context.req.valid('query')
    return context.json(await evidence.packet(context.req.valid('param').site, capture, number), 200)
  })
  api.openapi(pin, async (context) => {
    const who = principalOf(context)
    const { site } = context.req.valid('param')
    const wish = context.req.valid('json')
    const pinned = await evidence.pin(site, wish, who.account)
    await access.audit(who, 'pin packets', {
      site,
      pin: pinned.id,
      capture: wish.capture,
      packet: wish.packet,
    })
    return context.json(pinned, 201)
  })
  api.openapi(unpin, async (context) => {
    const who = principalOf(context)
    const { site, id } = context.req.valid('param')
    const removed = await evidence.unpin(site, id, ({ why, sha256 }) =>
      access.audit(who, 'remove pinned packets', { site, pin: id, why, sha256 }),
    )
    return context.json(removed, 200)
  })
  api.openapi(take, async (context) => {
    const who = principalOf(context)
    const { site } = context.req.valid('param')
    const taken = await evidence.take(site, context.req.valid('query'), who.account)
    const { file, asked } = taken.custody
    try {
      const { bytes, packets, sha256 } = file
      await access.audit(who, 'take packets out', { site, export: taken.id, asked, packets, bytes, sha256 })
    } catch (error) {
      evidence.handedOver(taken)
      throw error
    }
    const stream = createReadStream(taken.path).on('close', () => evidence.handedOver(taken))
    context.header('Content-Type', 'application/vnd.tcpdump.pcap')
    context.header('Content-Length', String(file.bytes))
    context.header('Content-Disposition', `attachment; filename="${file.name}"`)
    context.header('X-Sightglass-Sha256', file.sha256)
    context.header('X-Sightglass-Custody', `${API_PATH}/sites/${site}/evidence/exports/${taken.id}/custody`)
    return context.body(Readable.toWeb(stream) as ReadableStream, 200)
  })
  api.openapi(custody, (context) => {
    const { site, id } = context.req.valid('param')
    return context.json(evidence.custody(site, id), 200)
  })
}
