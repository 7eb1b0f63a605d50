import { thousands } from '../base/number.ts'
import type { Engine } from '../dissect/engine/engine.ts'
import type { Assembly } from '../inventory/assets.ts'
import type { ConversationTotal, Inventory } from '../inventory/inventory.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Observer } from '../observe/observer.ts'
import { channelName, encryptedService } from './ports.ts'

const UNDECODED_LISTED = 200

/** What the analysis could not see or read, in numbers and words. */
export function coverageOf(
  engine: Engine,
  observer: Observer,
  inventory: Inventory,
  { assets, doubts }: Assembly,
  captures: readonly string[],
): Coverage {
  const all = [...inventory.conversations.values()]
  const { counts } = engine
  return {
    packets: counts.packets,
    bytes: counts.bytes,
    messages: counts.messages + counts.repeats,
    decodedConversations: all.filter((one) => one.protocol !== undefined).length,
    undecoded: undecoded(all, captures),
    silentAssets: assets.filter((one) => !one.heard).map((one) => one.id),
    encrypted: [...new Set(all.flatMap((one) => encryptedName(one)))].sort(),
    lostBytes: all.reduce((sum, one) => sum + one.lostBytes, 0),
    cutPackets: counts.cutPackets,
    damagedPackets: counts.troubled,
    notes: [...doubts, ...notes(engine, observer, inventory)],
  }
}

function encryptedName(one: ConversationTotal): string[] {
  if (!one.carried || !one.answered) return []
  if (one.protocol === 'tls' || one.protocol === 'ssh') return [one.protocol.toUpperCase()]
  const name = one.port === undefined || one.protocol !== undefined ? undefined : encryptedService(one.port)
  return name === undefined ? [] : [name]
}

function undecoded(all: readonly ConversationTotal[], captures: readonly string[]): Coverage['undecoded'] {
  const groups = new Map<string, Coverage['undecoded'][number]>()
  for (const one of all) {
    if (one.protocol !== undefined || !one.carried) continue
    const what = channelName(one.transport, one.port)
    const group = groups.get(what)
    if (group === undefined) {
      const capture = captures[one.capture] ?? ''
      groups.set(what, { what, conversations: 1, bytes: one.bytes, capture, packet: one.packet })
    } else {
      group.conversations++
      group.bytes += one.bytes
    }
  }
  const list = [...groups.values()].sort((a, b) => b.bytes - a.bytes || (a.what < b.what ? -1 : 1))
  return list.slice(0, UNDECODED_LISTED)
}

/** From so many openings without data on, somebody is told to try doors. */
const MANY_OPENINGS = 20

/** Who opened many TCP conversations and passed no data in them. */
function scans({ conversations }: Inventory): string[] {
  const openings = new Map<string, ConversationTotal[]>()
  for (const one of conversations.values()) {
    if (one.carried || one.transport !== 'tcp') continue
    const known = openings.get(one.initiator)
    if (known === undefined) openings.set(one.initiator, [one])
    else known.push(one)
  }
  return [...openings]
    .filter(([, all]) => all.length >= MANY_OPENINGS)
    .map(([who, all]) => {
      const devices = new Set(all.map((one) => one.responder)).size
      const ports = new Set(all.map((one) => one.port)).size
      return `${address(who)} tried ${counted(ports, 'port')} of ${devices === 1 ? address(all[0]!.responder) : counted(devices, 'device')} without passing data, from packet ${all[0]!.packet} on (port scans look like this)`
    })
}

function counted(number: number, word: string, ending = 's'): string {
  return `${thousands(number)} ${word}${number === 1 ? '' : ending}`
}

function address(party: string): string {
  return party.slice(party.indexOf(':') + 1)
}

function notes(engine: Engine, observer: Observer, inventory: Inventory): string[] {
  const said: string[] = []
  const say = (count: number, words: string) => {
    if (count > 0) said.push(`${thousands(count)} ${words}`)
  }
  said.push(...scans(inventory))
  const empty = [...inventory.conversations.values()].filter(
    (one) => !one.carried && one.protocol === undefined,
  )
  if (empty.length > 0)
    said.push(
      `${counted(empty.length, 'TCP conversation')} without data (port scans, refused or half-open connections)`,
    )
  say(engine.flows.evicted, 'conversations were closed early to stay within memory')
  say(
    engine.addresses.refused,
    'packets came from addresses beyond those told apart; they count as one unknown party',
  )
  say(engine.fragments.dropped, 'fragmented packets could not be put together')
  say(engine.counts.tunnels, 'packets were taken out of tunnels')
  say(inventory.dropped, 'parties or conversations found no room in the inventory')
  say(
    inventory.unlisted.parties,
    'more senders that nobody answered are counted but not listed (scans and floods with forged addresses look like this)',
  )
  say(
    inventory.unlisted.conversations,
    'more conversations that were neither answered nor read are counted but not listed',
  )
  if (inventory.named > 0)
    said.push(
      `${counted(inventory.named, 'address', 'es')} only named by others, never met (DNS answers look like this); not listed`,
    )
  say(inventory.claims.dropped, 'claims about assets found no room')
  say(observer.operations.dropped, 'operations found no room in the list')
  say(
    observer.faults,
    `messages could not be interpreted (a fault of ours): ${observer.faultNotes.join('; ')}`,
  )
  for (const [party, secrets] of inventory.secrets)
    said.push(`credentials seen in clear towards ${address(party)}: ${[...secrets].sort().join(', ')}`)
  return said
}
