import type { AssetRole } from '../model/analysis.ts'
import { ROLES } from '../model/analysis.ts'
import type { Verb } from '../model/verb.ts'
import type { Claim } from './claims.ts'

/** What a protocol says of those who serve and those who ask. */
export interface RoleHints {
  readonly id: string
  readonly family?: 'ot' | 'it' | 'network'
  readonly roles?: { readonly server?: AssetRole; readonly client?: AssetRole }
}

/** What an asset was seen to do. */
export interface Behaviour {
  /** Protocol id → how many parties it served. */
  served: Map<string, Set<string>>
  /** Protocol id → parties it asked. */
  asked: Map<string, Set<string>>
  /** Verbs it had others do. */
  verbs: Set<Verb>
  routes: number
  /** Units it was asked for, such as serial devices behind it. */
  units: number
}

/** Work that only engineering tools do. */
const ENGINEERING: readonly Verb[] = [
  'program-download',
  'program-upload',
  'program-edit',
  'program-delete',
  'firmware-update',
  'mode-change',
  'config-change',
]
const LOOKING_AROUND: readonly Verb[] = ['identify', 'enumerate']
const OPERATING: readonly Verb[] = ['write', 'operate', 'force']

/** A role told with less confidence than this counts only where nothing was seen that tells more. */
const GUESS = 0.5

/** A server of controllers' data asks at least this many controllers. */
const MANY_CONTROLLERS = 4

/** An asset's role with the reason in words; what a device says of itself comes first, then what it serves, then what it asks for. */
export function roleOf(
  claims: readonly Claim[],
  behaviour: Behaviour,
  hints: ReadonlyMap<string, RoleHints>,
): { role: AssetRole; reason: string } {
  const said = claims
    .filter((one) => one.attribute === 'role' && (ROLES as readonly string[]).includes(one.value))
    .reduce<Claim | undefined>((a, b) => (a === undefined || b.confidence > a.confidence ? b : a), undefined)
  if (said !== undefined && said.confidence >= GUESS)
    return { role: said.value as AssetRole, reason: `says so in ${said.protocol}` }
  if (behaviour.units > 1) return { role: 'gateway', reason: `answers for ${behaviour.units} units` }
  for (const [protocol, clients] of behaviour.served) {
    const role = hints.get(protocol)?.roles?.server
    if (role !== undefined && clients.size > 0) return { role, reason: `answers ${protocol}` }
  }
  const work = ENGINEERING.filter((verb) => behaviour.verbs.has(verb))
  if (work.length > 0) return { role: 'engineering-workstation', reason: `did ${work.join(', ')}` }
  for (const [protocol, servers] of behaviour.asked) {
    const role = hints.get(protocol)?.roles?.client
    if (role === undefined || servers.size === 0 || onlyLooksAround(behaviour)) continue
    if (OPERATING.some((verb) => behaviour.verbs.has(verb)))
      return { role, reason: `asks and operates by ${protocol}` }
    if (servers.size >= MANY_CONTROLLERS)
      return { role: 'scada-server', reason: `asks ${servers.size} controllers by ${protocol}` }
    return { role, reason: `asks by ${protocol}` }
  }
  if (said !== undefined) return { role: said.value as AssetRole, reason: `seems so from ${said.protocol}` }
  if (behaviour.routes > 0)
    return { role: 'router', reason: `carries packets of ${behaviour.routes} addresses that are not its own` }
  for (const protocol of [...behaviour.served.keys(), ...behaviour.asked.keys()])
    if (hints.get(protocol)?.family === 'it')
      return { role: 'it-host', reason: `takes part in ${protocol} only` }
  return { role: 'unknown', reason: 'nothing seen that tells' }
}

/** Who never did more than ask what is there looks around, whatever the protocol; people's screens read values as well. */
function onlyLooksAround({ verbs }: Behaviour): boolean {
  return verbs.size > 0 && [...verbs].every((verb) => LOOKING_AROUND.includes(verb))
}

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

/** Purdue level (IEC 62443-1-1, ISA-95) that a role usually stands on; null when the role is unknown. */
export function levelOf(role: AssetRole): { level: number | null; reason: string } {
  const level = LEVELS[role]
  return level === undefined
    ? { level: null, reason: 'role unknown' }
    : { level, reason: `usual for a ${role}` }
}
