import { z } from 'zod'

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

/** Which side of the house somebody speaks for. */
export const SIDES = ['ot', 'it', 'both'] as const

/** Who asks: a person in a session, or a program with a token that some person made. */
export const principalSchema = z
  .object({
    account: z.string(),
    role: z.enum(ROLES_OF_PEOPLE),
    side: z.enum(SIDES),
    permissions: z.array(permissionSchema),
    via: z.enum(['session', 'token']),
  })
  .meta({ id: 'Principal' })
export type Principal = z.infer<typeof principalSchema>
