import { limits } from '../../base/limits.ts'
import type { Batch } from '../../model/batch.ts'
import { instantOf } from './asset-rows.ts'
import type { DatabaseSync, StatementSync } from './connection.ts'
import { GRAINS, slotOf, spread } from './spread.ts'

export const DAY_SECONDS = 86_400
/** Stands for the day of a link that is the sum of all days. */
export const EVER = -1_000_000

/** What a batch brings to one link on one day, by one protocol or with one verb. */
interface Share {
  initiator: string
  responder: string
  day: number
  first: number
  last: number
  packets: number
  bytes: number
  operations: number
  protocol: string
  verb: string
}

/** Keeps the sums beside the lists: what a batch brings is added up first, then written. Runs inside the batch's transaction. */
export class Sums {
  private readonly putLink: StatementSync
  private readonly putActivity: StatementSync

  constructor(db: DatabaseSync) {
    this.putLink =
      db.prepare(`INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
      first = min(first, excluded.first), last = max(last, excluded.last), packets = packets + excluded.packets,
      bytes = bytes + excluded.bytes, operations = operations + excluded.operations,
      protocols = ${withOne('protocols')}, verbs = ${withOne('verbs')}`)
    this.putActivity = db.prepare(
      'INSERT INTO activity VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
    )
  }

  add(site: number, { conversations, operations }: Batch): void {
    const links = new Links()
    const activity = new Activity()
    for (const one of conversations) {
      const [first, last] = [instantOf(one.first).micros, instantOf(one.last).micros]
      const { packets, bytes, protocol } = one
      links.add(one, first, last, { packets, bytes, operations: 0, protocol: protocol ?? '', verb: '' })
      activity.add('conversations', protocol ?? '', first, last, packets)
    }
    for (const one of operations) {
      const [first, last] = [instantOf(one.time).micros, instantOf(one.last).micros]
      const { verb, count } = one
      links.add(one, first, last, { packets: 0, bytes: 0, operations: count, protocol: '', verb })
      activity.add('operations', verb, first, last, count)
    }
    for (const share of links.shares.values()) {
      this.write(site, share, share.day)
      this.write(site, share, EVER)
    }
    for (const { list, grain, slot, what, count } of activity.sums.values())
      this.putActivity.run(site, list, grain, slot, what, count)
  }

  private write(site: number, share: Share, day: number): void {
    const { initiator, responder, first, last, packets, bytes, operations, protocol, verb } = share
    const sums = [first, last, packets, bytes, operations]
    this.putLink.run(site, day, initiator, responder, ...sums, setOf(protocol), setOf(verb))
  }
}

/** Adds up what one batch brings to links. */
class Links {
  readonly shares = new Map<string, Share>()

  add(
    { initiator, responder }: { initiator: string | null; responder: string | null },
    first: number,
    last: number,
    what: Pick<Share, 'packets' | 'bytes' | 'operations' | 'protocol' | 'verb'>,
  ): void {
    // Whom nobody knows, and a group, cannot stand at the end of a link.
    if (initiator === null || responder === null || initiator === '' || responder === '') return
    const day = slotOf(first, DAY_SECONDS)
    const key = `${day}\n${initiator}\n${responder}\n${what.protocol}\n${what.verb}`
    const known = this.shares.get(key)
    if (known === undefined) {
      this.shares.set(key, { initiator, responder, day, first, last, ...what })
      return
    }
    known.first = Math.min(known.first, first)
    known.last = Math.max(known.last, last)
    known.packets += what.packets
    known.bytes += what.bytes
    known.operations += what.operations
  }
}

interface SlotSum {
  list: string
  grain: number
  slot: number
  what: string
  count: number
}

/** Adds up what one batch brings to the sums over time. */
class Activity {
  readonly sums = new Map<string, SlotSum>()
  private slots = 0

  add(list: string, what: string, first: number, last: number, count: number): void {
    for (const grain of GRAINS) {
      // A batch whose items all go on for long is not spread for ever.
      const begin = this.slots < limits.store.slotsPerBatch ? first : last
      this.slots += spread(begin, last, count, grain, (slot, part) => {
        const key = `${list}\n${grain}\n${slot}\n${what}`
        const known = this.sums.get(key)
        if (known === undefined) this.sums.set(key, { list, grain, slot, what, count: part })
        else known.count += part
      })
    }
  }
}

/** A set of one value, or of none. */
function setOf(value: string): string {
  return value === '' ? '' : `\n${value}\n`
}

/** SQL of a set of text together with the one value that came; a set that has grown long stays as it is. */
function withOne(set: string): string {
  const fresh = `excluded.${set}`
  return `iif(${fresh} = '' OR instr(${set}, ${fresh}) > 0 OR length(${set}) > ${limits.store.setCharacters},
    ${set}, iif(${set} = '', ${fresh}, ${set} || substr(${fresh}, 2)))`
}
