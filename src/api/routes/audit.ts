import { z } from '@hono/zod-openapi'
import type { Actor, AuditEntry } from '../../access/audit.ts'
import { limits } from '../../base/limits.ts'
import { roleSchema, sideSchema } from '../../model/principal.ts'
import type { Api } from '../app.ts'
import type { Platform } from '../platform.ts'
import { route } from '../route.ts'
import { json } from '../schemas.ts'

const auditEntrySchema = z
  .object({
    sequence: z.int(),
    time: z.string(),
    who: z.string().describe('the account, or in words what it was'),
    role: roleSchema.nullable(),
    side: sideSchema.nullable(),
    via: z.enum(['session', 'token', 'command', 'system', 'anonymous']),
    from: z.string().describe('address, empty when there was none'),
    what: z.string(),
    details: z.unknown(),
    hash: z.string().describe('SHA-256 over the entry and the hash of the one before'),
  })
  .meta({ id: 'AuditEntry' })

const query = z.object({
  after: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'next of the page before')
    .optional(),
  limit: z.coerce.number().int().min(1).max(limits.store.pageItems).optional(),
})

const list = route({
  method: 'get',
  path: '/audit',
  needs: 'audit',
  summary: 'Who did what, newest first',
  tags: ['audit'],
  request: { query },
  responses: {
    200: json(
      z.object({
        items: z.array(auditEntrySchema),
        next: z.string().nullable().describe('null: this was the last page'),
      }),
      'A page of the log',
    ),
  },
})

const verify = route({
  method: 'get',
  path: '/audit/verify',
  needs: 'audit',
  summary: 'Follow the chain of the audit log from its first entry to its last',
  tags: ['audit'],
  responses: {
    200: json(
      z.object({
        ok: z.boolean(),
        entries: z.int(),
        hash: z
          .string()
          .describe('of the last entry; written down elsewhere it proves that the log was not made anew'),
        reason: z.string().optional().describe('what is wrong'),
      }),
      'What was found',
    ),
  },
})

export function auditRoutes(api: Api, { access }: Platform): void {
  api.openapi(list, async (context) => {
    const { after, limit = limits.api.pageItems } = context.req.valid('query')
    const page = { newestFirst: true, limit, ...(after !== undefined && { after: Number(after) }) }
    const entries = await access.entries(page)
    const last = entries.at(-1)?.sequence ?? 1
    return context.json({ items: entries.map(told), next: last > 1 ? String(last) : null }, 200)
  })
  api.openapi(verify, async (context) => {
    const { entries, head, faults } = await access.verify()
    const ok = faults.length === 0
    return context.json({ ok, entries, hash: head.hash, ...(!ok && { reason: faults.join('; ') }) }, 200)
  })
}

const NAMELESS: Readonly<Record<Actor['via'], string>> = {
  session: 'somebody',
  token: 'a program',
  command: 'the command line',
  system: 'Sightglass',
  anonymous: 'nobody known',
}

function told({ sequence, time, who, what, details, hash }: AuditEntry) {
  const { account, role, side, via, from } = who
  return {
    sequence,
    time,
    who: account ?? NAMELESS[via],
    role,
    side,
    via,
    from,
    what,
    details: details as unknown,
    hash,
  }
}
