import { z } from '@hono/zod-openapi'
import { isoOfMicros } from '../../base/time.ts'
import type { Json } from '../../model/document.ts'
import { type Author, type Saying, sayingSchema, type Word, wordSchema } from '../../model/word.ts'
import type { Api } from '../app.ts'
import type { Platform } from '../platform.ts'
import { principalOf, route } from '../route.ts'
import { json, siteParams } from '../schemas.ts'

const list = route({
  method: 'get',
  path: '/sites/{site}/words',
  needs: 'read',
  summary: 'What people said of assets, the newest first, what was taken back among it',
  tags: ['words'],
  request: {
    params: siteParams,
    query: z.object({ asset: z.string().max(300).optional().describe('only what names this asset') }),
  },
  responses: { 200: json(z.object({ items: z.array(wordSchema) }), 'The words') },
})

const say = route({
  method: 'post',
  path: '/sites/{site}/words',
  needs: 'annotate',
  summary: 'Say something of an asset: it outranks what is inferred until it is taken back',
  tags: ['words'],
  request: { params: siteParams, body: { required: true, ...json(sayingSchema, 'What is said') } },
  responses: { 201: json(wordSchema, 'The word as it counts now') },
})

const undo = route({
  method: 'delete',
  path: '/sites/{site}/words/{id}',
  needs: 'annotate',
  summary: 'Take a word back: what was inferred or said before counts again',
  tags: ['words'],
  request: { params: siteParams.extend({ id: z.string().regex(/^[1-9]\d{0,15}$/, 'the id of a word') }) },
  responses: { 200: json(wordSchema, 'The word, with who took it back') },
})

/** Says, takes back and lists what people say of assets; each change stands in the audit log. */
export function words(api: Api, { words: said, access, clock }: Platform): void {
  const author = (by: string): Author => ({ by, at: isoOfMicros(clock.now() * 1000, 0) })
  api.openapi(list, async (context) => {
    const { asset } = context.req.valid('query')
    const all = await said.all(context.req.valid('param').site)
    const items = asset === undefined ? all : all.filter((word) => names(word, asset))
    return context.json({ items: items.reverse() }, 200)
  })
  api.openapi(say, async (context) => {
    const who = principalOf(context)
    const { site } = context.req.valid('param')
    const saying = context.req.valid('json')
    const word = await said.say(site, saying, author(who.account), (change) =>
      access.change(
        {
          who,
          what: 'say a word',
          details: { site, kind: saying.kind, asset: saying.asset, value: briefly(saying.value) },
        },
        change,
      ),
    )
    return context.json(word, 201)
  })
  api.openapi(undo, async (context) => {
    const who = principalOf(context)
    const { site, id } = context.req.valid('param')
    const word = await said.undo(site, id, author(who.account), (change) =>
      access.change({ who, what: 'take a word back', details: { site, word: id } }, change),
    )
    return context.json(word, 200)
  })
}

function names({ asset, kind, value }: Word, id: string): boolean {
  return asset === id || value === id || (kind === 'merge' && Array.isArray(value) && value.includes(id))
}

/** A value as the audit log needs it; the journal of words holds all of it. */
function briefly(value: Saying['value']): Json {
  return typeof value === 'string' ? value.slice(0, 200) : value
}
