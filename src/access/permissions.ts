import { PERMISSIONS, type Permission, type Role, type Side } from '../model/principal.ts'

/** What each permission means, in words for people. */
export const PERMISSION_WORDS: Readonly<Record<Permission, string>> = {
  read: 'see what was found',
  export: 'take lists out as files',
  packets: 'see and take out captured packets',
  import: 'add captures',
  annotate: 'correct and describe assets, keep views',
  sensors: 'start and stop sensors',
  settings: 'change settings',
  accounts: 'manage accounts and everybody’s tokens',
  audit: 'read and verify the audit log',
  metrics: 'read the measurements of the server',
}

export interface RoleMeaning {
  readonly title: string
  readonly side: Side
  readonly permissions: readonly Permission[]
}

/** Packets can hold what a plant keeps secret, so the office side sees what they mean and not their bytes, unless it leads a response. */
export const ROLES: Readonly<Record<Role, RoleMeaning>> = {
  viewer: { title: 'Viewer', side: 'both', permissions: ['read'] },
  'ot-engineer': {
    title: 'OT engineer',
    side: 'ot',
    permissions: ['read', 'export', 'packets', 'import', 'annotate'],
  },
  'ot-security': {
    title: 'OT security',
    side: 'ot',
    permissions: ['read', 'export', 'packets', 'import', 'annotate', 'sensors', 'audit', 'metrics'],
  },
  'it-analyst': { title: 'IT analyst', side: 'it', permissions: ['read', 'export', 'annotate'] },
  'incident-lead': {
    title: 'Incident lead',
    side: 'both',
    permissions: ['read', 'export', 'packets', 'annotate', 'audit'],
  },
  facilitator: { title: 'Facilitator', side: 'both', permissions: ['read', 'export', 'annotate'] },
  admin: { title: 'Admin', side: 'both', permissions: PERMISSIONS },
}
