import { compareTimes, isoTime } from '../base/time.ts'
import type { Frame } from '../model/frame.ts'
import type { CaptureSummary } from './captures.ts'

/** How many packets of a capture were read, and from when to when they are. */
export class Range {
  packets = 0
  private bytes = 0
  private firstSeconds = 0
  private firstNanos = 0
  private lastSeconds = 0
  private lastNanos = 0

  add(frame: Frame): void {
    const { seconds, nanos } = frame
    this.bytes += frame.wireLength
    const begins = this.packets++ === 0
    if (begins || compareTimes(seconds, nanos, this.lastSeconds, this.lastNanos) > 0) {
      this.lastSeconds = seconds
      this.lastNanos = nanos
    }
    if (begins || compareTimes(seconds, nanos, this.firstSeconds, this.firstNanos) < 0) {
      this.firstSeconds = seconds
      this.firstNanos = nanos
    }
  }

  summary(path: string, notes: string[]): CaptureSummary {
    const some = this.packets > 0
    return {
      path,
      packets: this.packets,
      bytes: this.bytes,
      first: some ? isoTime(this.firstSeconds, this.firstNanos) : null,
      last: some ? isoTime(this.lastSeconds, this.lastNanos) : null,
      notes,
    }
  }
}
