import { z } from 'zod'
import { nameSchema } from './site.ts'

/**
 * What somebody may do. `packets`: see and take out captured bytes. `annotate`: say a person's word, write notes, keep views. `metrics` is
 * for the token of a monitoring system and lets it do nothing else.
 */
export const PERMISSIONS = [
  'read',
  'export',
  'packets',
  'import',
  'annotate',
  'sensors',
  'settings',
  'accounts',
  'audit',
  'metrics',
] as const
export const permissionSchema = z.enum(PERMISSIONS).meta({ id: 'Permission' })
export type Permission = z.infer<typeof permissionSchema>

export const ROLES_OF_PEOPLE = [
  'viewer',
  'ot-engineer',
  'ot-security',
  'it-analyst',
  'incident-lead',
  'facilitator',
  'admin',
] as const
export const roleSchema = z.enum(ROLES_OF_PEOPLE).meta({ id: 'Role' })
export type Role = z.infer<typeof roleSchema>

/** Which side of the house somebody speaks for. */
export const SIDES = ['ot', 'it', 'both'] as const
export const sideSchema = z.enum(SIDES).meta({ id: 'Side' })
export type Side = z.infer<typeof sideSchema>

/** Who asks: a person in a session, or a program with a token that some person made. */
export const principalSchema = z
  .object({
    account: z.string(),
    role: roleSchema,
    side: sideSchema,
    permissions: z.array(permissionSchema),
    via: z.enum(['session', 'token']),
    from: z.string().optional().describe('address that the request came from'),
    token: z.string().optional().describe('identifier of the token, when it is one'),
    site: nameSchema.optional().describe('the only site that may be touched; absent: all'),
    mustChange: z.boolean().optional().describe('nothing is allowed until the password was changed'),
  })
  .meta({ id: 'Principal' })
export type Principal = z.infer<typeof principalSchema>
