import type { AssetRole } from '../model/analysis.ts'
import type { Verb } from '../model/verb.ts'
import type { Behaviour, Work } from './behaviour.ts'
import { type Hint, hintOfNames, hintOfServices } from './hints.ts'
import type { RoleHints } from './roles.ts'
import { sentence } from './words.ts'

/** Work that only engineering tools do. Starting and stopping is not among it: an operator's screen may do that. */
const ENGINEERING: readonly Verb[] = [
  'program-download',
  'program-upload',
  'program-edit',
  'program-delete',
  'firmware-update',
  'config-change',
]
const LOOKING_AROUND: readonly Verb[] = ['identify', 'enumerate', 'connect']
const OPERATING: readonly Verb[] = ['write', 'operate', 'force']
const READING: readonly Verb[] = ['read', 'subscribe']

/** A server of controllers' data asks at least this many controllers. */
const MANY_CONTROLLERS = 4
/** Who wrote so often, or reads as well, does it regularly. */
const REGULARLY = 3
/** Roles of those who ask controllers: among these a name may choose. */
const CLIENTS: readonly AssetRole[] = ['hmi', 'scada-server', 'historian', 'engineering-workstation']
const TITLES: { readonly [role in AssetRole]?: string } = {
  hmi: 'an HMI',
  'scada-server': 'a SCADA server',
  historian: 'a historian',
  'engineering-workstation': 'an engineering workstation',
}

/**
 * What somebody is, told by what it has controllers do: whoever programs or configures acts as an engineering workstation; whoever asks many
 * as a SCADA server; whoever reads several and never writes as a historian where its name or its services say so; whoever writes regularly
 * as the client that the protocol has, mostly an HMI. `unknown` with a reason where that is too little to tell.
 */
export function actsAs(
  behaviour: Behaviour,
  hints: ReadonlyMap<string, RoleHints>,
  names: readonly string[],
): Hint {
  const isPlant = (work: Work): boolean =>
    [...work.protocols].some((protocol) => hints.get(protocol)?.family === 'ot')
  const work = new Map([...behaviour.work].filter(([, one]) => isPlant(one)))
  const client = clientOf(behaviour, hints)
  if (client !== undefined && !CLIENTS.includes(client.role)) return client
  const engineering = ENGINEERING.filter((verb) => work.has(verb) && client?.role !== 'scada-server')
  if (engineering.length > 0) return acting('engineering-workstation', deedsOf(work, engineering))
  if (work.size > 0 && onlyLooksAround(behaviour)) {
    const on = new Set([...work.values()].flatMap((one) => [...one.on]))
    return { role: 'unknown', reason: `only asked ${sentence([...on])} what is there` }
  }
  if (client === undefined) return { role: 'unknown', reason: fewDeeds(work) }
  const wrote = OPERATING.reduce((sum, verb) => sum + (work.get(verb)?.count ?? 0), 0)
  const reads = READING.some((verb) => work.has(verb))
  // A controlling station of telecontrol is one whatever it sends: who commands stands in for it.
  const isRare = !reads && wrote < REGULARLY && client.role !== 'scada-server'
  if (work.size > 0 && isRare) return { role: 'unknown', reason: fewDeeds(work) }
  return acting(chosen(client, wrote, behaviour, names), doing(client, work, wrote), hintsOf(names))
}

interface Client {
  role: AssetRole
  reason: string
  protocols: string[]
  /** Whom it asks, over all plant protocols. */
  servers: string[]
}

/** What the protocols by which somebody asks make of it; undefined when it asks by none that tells. */
function clientOf({ asked }: Behaviour, hints: ReadonlyMap<string, RoleHints>): Client | undefined {
  const servers = new Set<string>()
  const protocols: string[] = []
  let role: AssetRole | undefined
  for (const [protocol, others] of asked) {
    const said = hints.get(protocol)?.roles?.client
    if (said === undefined || others.size === 0) continue
    role ??= said
    protocols.push(protocol)
    for (const other of others) servers.add(other)
  }
  if (role === undefined) return undefined
  return { role, reason: `asks by ${sentence(protocols)}`, protocols, servers: [...servers] }
}

function chosen(client: Client, wrote: number, behaviour: Behaviour, names: readonly string[]): AssetRole {
  const named = hintOfNames(names)?.role
  if (named !== undefined && CLIENTS.includes(named)) return named
  const { length } = client.servers
  if (wrote === 0 && length > 1 && hintOfServices(behaviour.ports)?.role === 'historian') return 'historian'
  return length >= MANY_CONTROLLERS ? 'scada-server' : client.role
}

/** `reads from 29 controllers and writes to 14 of them by s7comm`. */
function doing(client: Client, work: ReadonlyMap<Verb, Work>, wrote: number): string {
  const { servers } = client
  const spoken = new Set([...work.values()].flatMap((one) => [...one.protocols]))
  const carried = client.protocols.filter((one) => spoken.has(one))
  const by = `by ${sentence(carried.length > 0 ? carried : client.protocols)}`
  if (work.size === 0) return `asks ${whom(servers)} ${by}`
  if (wrote === 0 && !READING.some((verb) => work.has(verb)))
    return `${deedsOf(work, [...work.keys()])} ${by}`
  if (wrote === 0) return `reads from ${whom(servers)} ${by}, never writes`
  const written = new Set(OPERATING.flatMap((verb) => [...(work.get(verb)?.on ?? [])]))
  if (!READING.some((verb) => work.has(verb))) return `writes to ${whom([...written])} ${by}`
  const share =
    servers.length === 1 ? 'it' : written.size === servers.length ? 'all' : `${written.size} of them`
  return `reads from ${whom(servers)} and writes to ${share} ${by}`
}

function whom(others: readonly string[]): string {
  return others.length === 1 ? others[0]! : `${others.length} controllers`
}

function hintsOf(names: readonly string[]): string {
  const named = hintOfNames(names)
  return named !== undefined && CLIENTS.includes(named.role) ? `; ${named.reason}` : ''
}

function acting(role: AssetRole, doing: string, more = ''): Hint {
  return { role, reason: `acts as ${TITLES[role] ?? role}: ${doing}${more}` }
}

function deedsOf(work: ReadonlyMap<Verb, Work>, verbs: readonly Verb[]): string {
  const on = new Set(verbs.flatMap((verb) => [...work.get(verb)!.on]))
  const tried = verbs.some((verb) => work.get(verb)!.done) ? '' : 'asked for '
  return `${tried}${sentence(verbs)} on ${sentence([...on])}`
}

/** Deeds that are worth naming, but too few to tell what somebody is. */
function fewDeeds(work: ReadonlyMap<Verb, Work>): string {
  const verbs = [...work.keys()].filter((verb) => verb !== 'read')
  return verbs.length === 0 ? '' : `only seen to ${deedsOf(work, verbs)}: too little to tell its role`
}

/** Who never did more than ask what is there looks around, whatever the protocol; people's screens read values as well. */
function onlyLooksAround({ work }: Behaviour): boolean {
  return work.size > 0 && [...work.keys()].every((verb) => LOOKING_AROUND.includes(verb))
}
