import { type AssetRole, ROLES } from '../model/role.ts'
import type { Verb } from '../model/verb.ts'
import type { Behaviour } from './behaviour.ts'
import type { Claim } from './claims.ts'
import { actsAs } from './clients.ts'
import { type Hint, hintOfMaker, hintOfNames, hintOfServices, hintOfWording } from './hints.ts'
import { sentence } from './words.ts'

/** What a protocol says of those who serve and those who ask. */
export interface RoleHints {
  readonly id: string
  readonly family?: 'ot' | 'it' | 'network'
  readonly roles?: { readonly server?: AssetRole; readonly client?: AssetRole }
}

/** All that a role is decided by. */
export interface RoleFacts {
  claims: readonly Claim[]
  /** Names the asset goes by, the best first. */
  names: readonly string[]
  behaviour: Behaviour
  hints: ReadonlyMap<string, RoleHints>
  /** Manufacturer of the network card. */
  maker: string | undefined
}

/** A role told with less confidence than this counts only where nothing was seen that tells more. */
const GUESS = 0.5
/** What a network does by itself, whoever asks: a device that others only did this to served nobody with data. */
const LOOKED_AT: ReadonlySet<Verb> = new Set(['identify', 'enumerate', 'connect', 'diagnose', 'report'])

/**
 * An asset's role with the reason in words. The rules, first match wins: what it firmly says of itself; that it answers for several units;
 * that it serves data of a plant protocol; what it has others do; what it is asked; what it is guessed to be from; what its services and
 * its own words tell; that it carries other people's packets; its name; its maker's trade; that it takes part in IT protocols only; that it is asked for plant data without an answer.
 */
export function roleOf(facts: RoleFacts): Hint {
  const { claims, names, behaviour, hints, maker } = facts
  const said = firmest(claims)
  if (said !== undefined && said.confidence >= GUESS)
    return { role: said.value as AssetRole, reason: `says so in ${said.protocol}` }
  if (behaviour.units > 1) return { role: 'gateway', reason: `answers for ${behaviour.units} units` }
  const serves = serverRole(behaviour, hints)
  if (serves !== undefined && servesPlant(behaviour, hints)) return serves
  const acts = actsAs(behaviour, hints, names)
  if (acts.role !== 'unknown') return acts
  const byMaker = hintOfMaker(maker)
  const found =
    serves ??
    (said && { role: said.value as AssetRole, reason: `seems so from ${said.protocol}` }) ??
    hintOfServices(behaviour.ports) ??
    hintOfWording(claims) ??
    routing(behaviour) ??
    hintOfNames(names) ??
    (byMaker?.role === 'it-host' ? undefined : byMaker) ??
    itHost(behaviour, hints) ??
    unheardServer(behaviour, hints) ??
    byMaker
  if (found === undefined)
    return acts.reason === '' ? { role: 'unknown', reason: 'nothing seen that tells' } : acts
  return acts.reason === '' ? found : { role: found.role, reason: `${found.reason}; ${acts.reason}` }
}

function firmest(claims: readonly Claim[]): Claim | undefined {
  let firm: Claim | undefined
  for (const one of claims) {
    if (one.attribute !== 'role' || !(ROLES as readonly string[]).includes(one.value)) continue
    if (firm === undefined || one.confidence > firm.confidence) firm = one
  }
  return firm
}

/** Whether an asset serves data of a plant protocol whose servers are controllers. */
export function servesPlant(behaviour: Behaviour, hints: ReadonlyMap<string, RoleHints>): boolean {
  return serverRole(behaviour, hints) !== undefined && !isOnlyLookedAt(behaviour)
}

function serverRole({ served }: Behaviour, hints: ReadonlyMap<string, RoleHints>): Hint | undefined {
  for (const [protocol, clients] of served) {
    const role = hints.get(protocol)?.roles?.server
    if (role !== undefined && clients.size > 0) return { role, reason: `answers ${protocol}` }
  }
  return undefined
}

/** Who asks others and was itself only asked what it is, is no controller: many screens answer such questions. */
function isOnlyLookedAt({ suffered, work }: Behaviour): boolean {
  return suffered.size > 0 && work.size > 0 && [...suffered].every((verb) => LOOKED_AT.has(verb))
}

/** Who is asked for plant data and was not heard to answer: a capture of one direction shows controllers so. */
function unheardServer({ served }: Behaviour, hints: ReadonlyMap<string, RoleHints>): Hint | undefined {
  for (const protocol of served.keys()) {
    const role = hints.get(protocol)?.roles?.server
    if (role !== undefined) return { role, reason: `is asked by ${protocol}, no answer was seen` }
  }
  return undefined
}

function routing({ routes }: Behaviour): Hint | undefined {
  if (routes === 0) return undefined
  const packets = routes === 1 ? 'an address that is' : `${routes} addresses that are`
  return { role: 'router', reason: `carries packets of ${packets} not its own` }
}

function itHost({ served, asked }: Behaviour, hints: ReadonlyMap<string, RoleHints>): Hint | undefined {
  const spoken = [...new Set([...served.keys(), ...asked.keys()])]
  const it = spoken.filter((protocol) => hints.get(protocol)?.family === 'it')
  if (it.length === 0) return undefined
  const only = spoken.some((protocol) => hints.get(protocol)?.family === 'ot') ? '' : ' and no plant protocol'
  return { role: 'it-host', reason: `takes part in ${sentence(it)}${only}` }
}
