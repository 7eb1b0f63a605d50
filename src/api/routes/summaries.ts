import { z } from '@hono/zod-openapi'
import { limits } from '../../base/limits.ts'
import { linkSchema, type Node, nodeSchema, TIMELINE_LISTS, timelineSchema } from '../../model/summary.ts'
import { zonesOf } from '../../overview/zones.ts'
import { FIELDS, type ListName, type Store } from '../../store/contract.ts'
import type { Api } from '../app.ts'
import { filterOf, filterText } from '../list-query.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problem.ts'
import { route } from '../route.ts'
import { json, siteParams } from '../schemas.ts'

const LISTS = Object.keys(FIELDS) as [ListName, ...ListName[]]
const time = z.iso.datetime({ offset: false }).optional()
const partial = timelineSchema.shape.partial
const since = timelineSchema.shape.since

const facets = route({
  method: 'get',
  path: '/sites/{site}/facets/{list}',
  needs: 'read',
  summary: 'Values of a field and how many rows of a list have each',
  tags: ['sums'],
  request: {
    params: siteParams.extend({ list: z.enum(LISTS) }),
    query: z.object({
      field: z.string().max(64),
      filter: filterText,
      limit: z.coerce.number().int().min(1).max(limits.store.facetValues).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        items: z.array(
          z.object({
            value: z.string().describe('as a filter has it; empty: not known'),
            count: z.int().nonnegative(),
          }),
        ),
        more: z.boolean().describe('there are further values, less frequent ones'),
        partial,
        since,
      }),
      'The most frequent values first',
    ),
  },
})

const timeline = route({
  method: 'get',
  path: '/sites/{site}/timeline',
  needs: 'read',
  summary: 'How much happened when',
  description: 'Without a range all that is kept; the buckets have a round length and fill the range.',
  tags: ['sums'],
  request: {
    params: siteParams,
    query: z.object({
      list: z.enum(TIMELINE_LISTS),
      from: time,
      until: time,
      buckets: z.coerce.number().int().min(1).max(limits.store.buckets).optional(),
      filter: filterText,
      by: z.string().max(64).optional().describe('field whose values are told apart'),
    }),
  },
  responses: { 200: json(timelineSchema, 'Buckets of time') },
})

const zoneSchema = z.object({
  id: z.string(),
  title: z.string(),
  level: z.number().nullable(),
  parent: z.string().nullable().describe('the zone around it'),
})
const edgeSchema = linkSchema
  .omit({ initiator: true, responder: true })
  .extend({ from: z.string().describe('who asks'), to: z.string() })

const map = route({
  method: 'get',
  path: '/sites/{site}/map',
  needs: 'read',
  summary: 'Who is there, in which zones, and who talks to whom',
  description: 'Without a range all that is kept; a range of more than half a day means whole days.',
  tags: ['sums'],
  request: { params: siteParams, query: z.object({ from: time, until: time }) },
  responses: {
    200: json(
      z.object({
        zones: z.array(zoneSchema),
        nodes: z.array(nodeSchema),
        edges: z.array(edgeSchema),
        from: z.string().nullable().describe('begin of what the edges add up; null: ever'),
        until: z.string().nullable(),
        truncated: z.boolean().describe('there is more than the map holds'),
      }),
      'The map',
    ),
  },
})

const neighbours = route({
  method: 'get',
  path: '/sites/{site}/assets/{id}/neighbours',
  needs: 'read',
  summary: 'Whom an asset talks to',
  tags: ['assets'],
  request: { params: siteParams.extend({ id: z.string().max(300) }) },
  responses: {
    200: json(
      z.object({
        items: z.array(
          z.object({
            asset: z.string(),
            name: z.string(),
            role: nodeSchema.shape.role,
            protocols: z.array(z.string()),
            verbs: linkSchema.shape.verbs,
            ...{ packets: linkSchema.shape.packets, bytes: linkSchema.shape.bytes },
            last: z.string(),
          }),
        ),
        truncated: z.boolean(),
      }),
      'Its neighbours, whoever was heard last first',
    ),
  },
})

export function summaries(api: Api, { store, clock }: Platform): void {
  api.openapi(facets, async (context) => {
    const { site, list } = context.req.valid('param')
    const { field, filter: text, limit = limits.api.facetValues } = context.req.valid('query')
    const filter = filterOf(list, text, clock)
    const { values, ...rest } = await store.facet(list, site, { field, limit, ...(filter && { filter }) })
    const items = values.map(({ value, count }) => ({ value: value === null ? '' : String(value), count }))
    return context.json({ items, ...rest }, 200)
  })
  api.openapi(timeline, async (context) => {
    const { site } = context.req.valid('param')
    const { list, filter: text, ...query } = context.req.valid('query')
    const filter = filterOf(list, text, clock)
    return context.json(await store.timeline(list, site, { ...query, ...(filter && { filter }) }), 200)
  })
  api.openapi(map, async (context) => {
    const { site } = context.req.valid('param')
    const { links, from, until, truncated } = await store.traffic(site, context.req.valid('query'))
    const ends = new Set(links.flatMap(({ initiator, responder }) => [initiator, responder]))
    const { nodes, complete } = await nodesOf(store, site, [...ends])
    const known = new Set(nodes.map((one) => one.id))
    const edges = links
      .filter(({ initiator, responder }) => known.has(initiator) && known.has(responder))
      .map(({ initiator, responder, ...rest }) => ({ from: initiator, to: responder, ...rest }))
    const zones = zonesOf(nodes)
    return context.json({ zones, nodes, edges, from, until, truncated: truncated || !complete }, 200)
  })
  api.openapi(neighbours, async (context) => {
    const { site, id } = context.req.valid('param')
    const { links, truncated } = await store.neighbours(site, id)
    const ids = [...new Set(links.flatMap(({ initiator, responder }) => [initiator, responder]))]
    const { nodes } = await store.nodes(site, [id, ...ids])
    const byId = new Map(nodes.map((one) => [one.id, one]))
    if (!byId.has(id)) throw new Problem('unknown', `There is no asset '${id}' in ${site}.`)
    const items = [
      ...Map.groupBy(links, (one) => (one.initiator === id ? one.responder : one.initiator)),
    ].map(([asset, both]) => ({
      ...{ asset, name: byId.get(asset)?.name ?? asset, role: byId.get(asset)?.role ?? ('unknown' as const) },
      protocols: [...new Set(both.flatMap((one) => one.protocols))].sort(),
      verbs: [...new Set(both.flatMap((one) => one.verbs))].sort(),
      packets: both.reduce((sum, one) => sum + one.packets, 0),
      bytes: both.reduce((sum, one) => sum + one.bytes, 0),
      last: both.reduce((last, one) => (one.last > last ? one.last : last), ''),
    }))
    return context.json({ items, truncated }, 200)
  })
}

/** All assets in short; where there are too many, those that talked. */
async function nodesOf(
  store: Store,
  site: string,
  talking: readonly string[],
): Promise<{ nodes: Node[]; complete: boolean }> {
  const { nodes, truncated } = await store.nodes(site)
  if (!truncated) return { nodes, complete: true }
  return { nodes: (await store.nodes(site, talking)).nodes, complete: false }
}
