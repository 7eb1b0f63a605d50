import { compareTimes, isoTime, NO_TIME } from '../base/time.ts'
import type { Frame } from '../model/frame.ts'
import type { CaptureSummary } from './captures.ts'

/** How many packets of a capture were read, and from when to when they are. */
export class Range {
  packets = 0
  private bytes = 0
  private firstSeconds = NO_TIME
  private firstNanos = 0
  private lastSeconds = NO_TIME
  private lastNanos = 0

  add(frame: Frame): void {
    const { seconds, nanos } = frame
    this.bytes += frame.wireLength
    const begins = this.packets++ === 0
    const isLast = begins || compareTimes(seconds, nanos, this.lastSeconds, this.lastNanos) > 0
    if (isLast) {
      this.lastSeconds = seconds
      this.lastNanos = nanos
    }
    // What is later than all before it is not earlier.
    if (begins || (!isLast && compareTimes(seconds, nanos, this.firstSeconds, this.firstNanos) < 0)) {
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
