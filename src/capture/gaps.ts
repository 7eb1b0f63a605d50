import { limits } from '../base/limits.ts'
import { millisecondsBetween } from '../base/time.ts'
import type { Gap } from '../model/gap.ts'

/** The gaps of one interface, in the order they ended; what goes on without a pause is one gap. */
export class Gaps {
  /** Packets known to be lost. */
  packets = 0
  /** Gaps that found no room in the list; their packets are counted. */
  unlisted = 0
  readonly list: Gap[] = []

  add(gap: Gap): void {
    this.packets += gap.packets ?? 0
    const before = this.list.findLast((one) => one.reason === gap.reason)
    if (before !== undefined && millisecondsBetween(before.to, gap.from) <= limits.live.gapsJoinedMs) {
      before.to = gap.to
      before.packets =
        before.packets === undefined || gap.packets === undefined ? undefined : before.packets + gap.packets
    } else if (this.list.length < limits.live.gaps) this.list.push({ ...gap })
    else this.unlisted++
  }
}
