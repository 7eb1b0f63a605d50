import type { Verb } from '../model/verb.ts'
import { type ConversationTotal, isSomebody } from './inventory.ts'
import { type UnitDeed, unitsOf } from './units.ts'

/** An operation between two parties, as far as roles need it. */
export interface Deed extends UnitDeed {
  initiator: string
  protocol: string
  verb: Verb
  /** How often it was asked or done. */
  count: number
  /** Whether it was ever refused. */
  refused: boolean
}

/** What an asset had others do, by one verb: how often, to whom, by which protocols, and whether any of it was carried out. */
export interface Work {
  count: number
  on: Set<string>
  protocols: Set<string>
  done: boolean
}

/** What an asset was seen to do. Others are named by asset id, or by address where they are no asset. */
export interface Behaviour {
  /** Protocol id → whom it served. */
  served: Map<string, Set<string>>
  /** Protocol id → whom it asked. */
  asked: Map<string, Set<string>>
  /** Verb → what it had others do. */
  work: Map<Verb, Work>
  /** Verbs that others had it do, whatever came of it. */
  suffered: Set<Verb>
  /** Ports on which it answered. */
  ports: Set<number>
  /** Addresses whose packets it carries without owning them. */
  routes: number
  /** Units it was asked for, such as serial devices behind it. */
  units: number
}

/** An asset of which nothing was seen. */
export function idle(): Behaviour {
  return {
    served: new Map(),
    asked: new Map(),
    work: new Map(),
    suffered: new Set(),
    ports: new Set(),
    routes: 0,
    units: 0,
  }
}

/** Word for a group address: whoever hears it. */
const EVERYBODY = 'everybody'

/** Spontaneous messages come from whoever serves, so their sender asks nothing. */
const SPONTANEOUS: ReadonlySet<Verb> = new Set(['report'])

/**
 * What every asset did, out of conversations and operations. Who asks and who serves is told by the operations between two parties where
 * there are any, else by who opened the conversation: in telecontrol the outstation may be the one that opens.
 */
export function behave(
  conversations: Iterable<ConversationTotal>,
  deeds: readonly Deed[],
  assetOf: (party: string) => string | null,
): Map<string, Behaviour> {
  const all = new Map<string, Behaviour>()
  const of = (party: string): Behaviour | undefined => {
    const id = assetOf(party)
    if (id === null) return undefined
    const known = all.get(id) ?? idle()
    all.set(id, known)
    return known
  }
  const name = (party: string): string =>
    assetOf(party) ?? (isSomebody(party) ? party.slice(party.indexOf(':') + 1) : EVERYBODY)
  const asks = weigh(deeds)
  for (const one of conversations) {
    const swapped = outweighs(asks, one)
    const client = swapped ? one.responder : one.initiator
    const server = swapped ? one.initiator : one.responder
    if (one.answered && one.port !== undefined) of(one.responder)?.ports.add(one.port)
    for (const protocol of one.layers) {
      note(of(server)?.served, protocol, one.answered ? name(client) : undefined)
      note(of(client)?.asked, protocol, isSomebody(server) ? name(server) : undefined)
    }
  }
  for (const deed of deeds) {
    if (SPONTANEOUS.has(deed.verb)) continue
    of(deed.responder)?.suffered.add(deed.verb)
    const work = of(deed.initiator)?.work
    if (work === undefined) continue
    const known = work.get(deed.verb) ?? { count: 0, on: new Set(), protocols: new Set(), done: false }
    known.count += deed.count
    known.on.add(name(deed.responder))
    known.protocols.add(deed.protocol)
    known.done ||= deed.done
    work.set(deed.verb, known)
  }
  for (const [party, units] of unitsOf(deeds)) {
    const behaviour = of(party)
    if (behaviour !== undefined) behaviour.units += units.size
  }
  return all
}

/** How much each party asked of each other by each protocol. */
function weigh(deeds: readonly Deed[]): Map<string, number> {
  const asks = new Map<string, number>()
  for (const { initiator, responder, protocol, verb, count } of deeds) {
    if (SPONTANEOUS.has(verb)) continue
    const key = `${initiator}|${responder}|${protocol}`
    asks.set(key, (asks.get(key) ?? 0) + count)
  }
  return asks
}

/** Whether the one that a conversation's opener reached asked more of the opener than the other way round. */
function outweighs(asks: ReadonlyMap<string, number>, one: ConversationTotal): boolean {
  let forth = 0
  let back = 0
  for (const protocol of one.layers) {
    forth += asks.get(`${one.initiator}|${one.responder}|${protocol}`) ?? 0
    back += asks.get(`${one.responder}|${one.initiator}|${protocol}`) ?? 0
  }
  return back > forth
}

function note(map: Map<string, Set<string>> | undefined, protocol: string, other: string | undefined): void {
  if (map === undefined) return
  const known = map.get(protocol) ?? new Set<string>()
  if (other !== undefined) known.add(other)
  map.set(protocol, known)
}
