import type { AssetRole } from '../model/analysis.ts'

const LEVELS: { readonly [role in AssetRole]?: number } = {
  plc: 1,
  rtu: 1,
  ied: 1,
  'safety-controller': 1,
  'building-controller': 1,
  gateway: 1,
  drive: 1,
  'remote-io': 1,
  hmi: 2,
  'engineering-workstation': 2,
  'scada-server': 2,
  switch: 2,
  historian: 3,
  router: 3,
  firewall: 3,
  'it-host': 4,
  printer: 4,
  camera: 4,
}
const OUTSIDE = 5
const ENTERPRISE = 4
const SITE = 3

/** Whether a role controls the process itself: level 1. */
export function isControl(role: AssetRole): boolean {
  return LEVELS[role] === 1
}

/** Whether a role takes part in the process: controls it, shows it, or changes its controllers. */
export function isOfProcess(role: AssetRole): boolean {
  return role !== 'switch' && (LEVELS[role] ?? SITE) < SITE
}

/** Where an asset stands among others. */
export interface Standing {
  /** It has a public address and was reached through a router. */
  outside: boolean
  /** Controllers are in its zone. */
  besideControllers: boolean
}

/**
 * Purdue level (IEC 62443-1-1, ISA-95) that a role usually stands on; null when the role is unknown. What usually stands in the enterprise
 * counts as site operations where it shares a subnet with controllers.
 */
export function levelOf(role: AssetRole, standing: Standing): { level: number | null; reason: string } {
  if (standing.outside) return { level: OUTSIDE, reason: 'a public address behind a router' }
  const level = LEVELS[role]
  if (level === undefined) return { level: null, reason: 'role unknown' }
  if (level === ENTERPRISE && standing.besideControllers)
    return { level: SITE, reason: `${article(role)} in one zone with controllers` }
  return { level, reason: `usual for ${article(role)}` }
}

function article(role: string): string {
  return `${/^(rtu|ied|hmi|it-host|[aeio])/.test(role) ? 'an' : 'a'} ${role}`
}
