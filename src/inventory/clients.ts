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
/** Not worth naming among other deeds. */
const UNTOLD: readonly Verb[] = [...LOOKING_AROUND, 'read', 'diagnose']
const OPERATING: readonly Verb[] = ['write', 'operate', 'force']
const READING: readonly Verb[] = ['read', 'subscribe']
/** What disturbs a controller; whoever watches a plant hardly ever does it. */
const DISTURBING: readonly Verb[] = ['stop', 'restart', 'mode-change', 'alarm-suppress', 'comms-control']

/** A server of controllers' data asks at least this many controllers. */
const MANY_CONTROLLERS = 4
/** Who wrote so often, or reads as well, does it regularly. */
const REGULARLY = 3
/** Who read so often watches values, rather than having a look. */
const WATCHING = 10
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
  const dealings = dealingsOf(client, work)
  if (work.size > 0 && tooLittle(client, dealings)) return { role: 'unknown', reason: fewDeeds(work) }
  const role = chosen(client, dealings, behaviour, names)
  return acting(role, doing(client, work, dealings), hintsOf(names))
}

/** What somebody read from and wrote to, how often, and whether it disturbed anybody. */
interface Dealings {
  /** Those it read from or wrote to; without operations, all it asked. */
  with: Set<string>
  reads: number
  wroteTo: Set<string>
  wrote: number
  disturbs: boolean
  /** It disturbed somebody whose values it does not read. */
  disturbsUnwatched: boolean
}

function dealingsOf({ servers }: Client, work: ReadonlyMap<Verb, Work>): Dealings {
  const on = (verbs: readonly Verb[]): Set<string> =>
    new Set(verbs.flatMap((verb) => [...(work.get(verb)?.on ?? [])]))
  const count = (verbs: readonly Verb[]): number =>
    verbs.reduce((sum, verb) => sum + (work.get(verb)?.count ?? 0), 0)
  const readFrom = on(READING)
  const wroteTo = on(OPERATING)
  const disturbed = on(DISTURBING)
  return {
    with: work.size === 0 ? new Set(servers) : new Set([...readFrom, ...wroteTo]),
    reads: count(READING),
    wroteTo,
    wrote: count(OPERATING),
    disturbs: disturbed.size > 0,
    disturbsUnwatched: [...disturbed].some((one) => !readFrom.has(one)),
  }
}

/**
 * Whether somebody did too little to be told: it wrote a few times and read nothing, or it disturbed controllers whose
 * values it hardly looked at. A controlling station of telecontrol is one whatever it sends: who commands stands in for it.
 */
function tooLittle({ role }: Client, { reads, wrote, disturbs, disturbsUnwatched }: Dealings): boolean {
  if (role === 'scada-server') return false
  return (reads === 0 && wrote < REGULARLY) || (disturbs && (disturbsUnwatched || reads < WATCHING))
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

function chosen(
  client: Client,
  dealings: Dealings,
  behaviour: Behaviour,
  names: readonly string[],
): AssetRole {
  const named = hintOfNames(names)?.role
  if (named !== undefined && CLIENTS.includes(named)) return named
  const { size } = dealings.with
  if (dealings.wrote === 0 && size > 1 && hintOfServices(behaviour.ports)?.role === 'historian')
    return 'historian'
  return size >= MANY_CONTROLLERS ? 'scada-server' : client.role
}

/** `reads from 29 controllers and writes to 14 of them by s7comm`. */
function doing(client: Client, work: ReadonlyMap<Verb, Work>, dealings: Dealings): string {
  const spoken = new Set([...work.values()].flatMap((one) => [...one.protocols]))
  const carried = client.protocols.filter((one) => spoken.has(one))
  const by = `by ${sentence(carried.length > 0 ? carried : client.protocols)}`
  const all = [...dealings.with]
  const { wroteTo, wrote, reads } = dealings
  if (work.size === 0) return `asks ${whom(all)} ${by}`
  if (reads + wrote === 0) return `${deedsOf(work, [...work.keys()])} ${by}`
  if (wrote === 0) return `reads from ${whom(all)} ${by}, never writes`
  if (reads === 0) return `writes to ${whom([...wroteTo])} ${by}`
  const share = all.length === 1 ? 'it' : wroteTo.size === all.length ? 'all' : `${wroteTo.size} of them`
  return `reads from ${whom(all)} and writes to ${share} ${by}`
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

/** Deeds that are worth naming, but too few to tell what somebody is: the gravest in front, looking around only where it is all. */
function fewDeeds(work: ReadonlyMap<Verb, Work>): string {
  const rank = [...DISTURBING, ...ENGINEERING, ...OPERATING]
  const grave = rank.filter((verb) => work.has(verb))
  const other = [...work.keys()].filter((verb) => !rank.includes(verb) && !UNTOLD.includes(verb))
  const verbs = [...grave, ...other]
  return verbs.length === 0 ? '' : `only seen to ${deedsOf(work, verbs)}: too little to tell its role`
}

/** Who never did more than ask what is there looks around, whatever the protocol; people's screens read values as well. */
function onlyLooksAround({ work }: Behaviour): boolean {
  return work.size > 0 && [...work.keys()].every((verb) => LOOKING_AROUND.includes(verb))
}
