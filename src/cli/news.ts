import { limits } from '../base/limits.ts'
import { isoTime } from '../base/time.ts'
import type { Asset } from '../model/analysis.ts'
import type { Endpoint } from '../model/message.ts'
import type { Operation } from '../model/observation.ts'
import { QUIET_VERBS } from '../model/verb.ts'
import type { OperationSeen, Tally } from '../observe/operations.ts'
import { cut } from '../report/lines/table.ts'
import { DEEDS, nameOf } from '../words/words.ts'

/** So many looks an unanswered request waits for its answer before it is told without. */
const PATIENCE = 3
const WIDEST = 100

interface Item {
  seen: OperationSeen
  outcome: Operation['outcome']
  reason: string | undefined
  looks: number
}

/** Operations that change something, each told once when it is first seen, in plain words. */
export class News {
  private readonly captures: readonly string[]
  private waiting: Item[] = []
  private names = new Map<string, string>()
  private skipped = 0

  /** `captures` are the names of captures by number. */
  constructor(captures: readonly string[]) {
    this.captures = captures
  }

  /** Takes an operation with an outcome it did not have before. */
  add(seen: OperationSeen, outcome: Operation['outcome'], reason: string | undefined): void {
    if (QUIET_VERBS.has(seen.operation.verb)) return
    const asked = this.waiting.find((one) => one.seen === seen && one.outcome === 'asked')
    if (asked !== undefined) Object.assign(asked, { outcome, reason })
    else if (this.waiting.length < limits.live.newsWaiting)
      this.waiting.push({ seen, outcome, reason, looks: 0 })
    else this.skipped++
  }

  /** What assets are called, from the last look at all of them. */
  rename(assets: readonly Asset[]): void {
    const names = new Map<string, string>()
    for (const asset of assets) {
      if (asset.names.length === 0 && asset.model === undefined) continue
      for (const { ip, mac } of asset.interfaces)
        for (const address of [ip, mac])
          if (address !== undefined) names.set(address, `${cut(nameOf(asset), WIDEST)} [${address}]`)
    }
    this.names = names
  }

  /** The lines that are due; to be called about once a second. With `all`, nothing waits any longer. */
  take(all = false): string[] {
    const due: Item[] = []
    const kept: Item[] = []
    for (const one of this.waiting)
      (one.outcome !== 'asked' || all || ++one.looks > PATIENCE ? due : kept).push(one)
    this.waiting = kept
    const lines = due.slice(0, limits.live.newsLines).map((one) => this.line(one))
    const more = due.length - lines.length + this.skipped
    this.skipped = 0
    return more === 0 ? lines : [...lines, `… and ${more} more, which the report lists`]
  }

  private line({ seen, outcome, reason }: Item): string {
    const { verb, object } = seen.operation
    const tally = tallyOf(seen, outcome, reason)
    const [who, whom] = [this.name(seen.initiator), this.name(seen.responder)]
    const words = {
      done: `${who} ${DEEDS[verb]?.words ?? `did ${verb} on`} ${whom}`,
      refused: `${whom} refused ${verb} to ${who}`,
      asked: `${who} asked ${whom} for ${verb} and got no answer so far`,
    }[outcome]
    const proof = [
      cut(seen.operation.function, WIDEST),
      ...(object === undefined || object === '' ? [] : [cut(object, WIDEST)]),
      ...(tally === undefined || tally.packets[0] === undefined
        ? []
        : [`packet ${tally.packets[0]} of ${this.captures[tally.capture]}`]),
    ].join(', ')
    const why = reason === undefined || reason === '' ? '' : `: ${cut(reason, WIDEST)}`
    const time = tally === undefined ? '' : `${isoTime(tally.seconds, tally.nanos).slice(11, 19)}  `
    return `${time}${words} (${proof})${why}`
  }

  private name(end: Endpoint): string {
    const address = end.ip ?? end.mac
    if (address === undefined) return 'an unknown party'
    return this.names.get(address) ?? address
  }
}

function tallyOf(
  seen: OperationSeen,
  outcome: Operation['outcome'],
  reason: string | undefined,
): Tally | undefined {
  if (outcome === 'refused') return seen.refused.get(reason ?? '')
  return outcome === 'done' ? seen.done : seen.asked
}
