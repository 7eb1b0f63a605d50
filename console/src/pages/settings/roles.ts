import type { Session } from '../../api/session.ts'

type Role = Session['role']

/** Roles with their titles and what each is for, as a person who gives one wants to know. */
export const ROLES: readonly { role: Role; title: string; words: string }[] = [
  { role: 'viewer', title: 'Viewer', words: 'sees what was found' },
  { role: 'ot-engineer', title: 'OT engineer', words: 'also packets, captures, corrections' },
  { role: 'ot-security', title: 'OT security', words: 'also sensors and the audit log' },
  { role: 'it-analyst', title: 'IT analyst', words: 'lists and notes, no packets' },
  { role: 'incident-lead', title: 'Incident lead', words: 'lists, notes, packets, audit log' },
  { role: 'facilitator', title: 'Facilitator', words: 'lists and notes' },
  { role: 'admin', title: 'Admin', words: 'everything' },
]

export function roleTitle(role: string): string {
  return ROLES.find((one) => one.role === role)?.title ?? role
}
