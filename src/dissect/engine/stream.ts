import { limits } from '../../base/limits.ts'

/** Bytes that arrived ahead of their turn. */
interface Early {
  sequence: number
  bytes: Uint8Array
  packet: number
}

/** Whoever takes a stream's bytes in order. `bytes[start..end)` is only valid during the call. */
export interface StreamSink {
  data(bytes: Uint8Array, start: number, end: number, packet: number): void
  /** `size` bytes were never captured; what follows does not join what came before. */
  gap(size: number): void
}

/** Most streams never have anything that waits, and share this list, which stays empty. */
const NOTHING_EARLY: Early[] = []

/**
 * One direction of a TCP connection put in order: retransmissions and overlaps dropped (the first bytes win), early segments kept for a
 * while, losses declared when the other side acknowledged what was never seen or when too much waits.
 */
export class Stream {
  /** Whether anything was seen, and the next sequence number wanted then: signed, see Packet. */
  private begun = false
  private next = 0
  retransmitted = 0
  lost = 0
  private early: Early[] = NOTHING_EARLY
  private held = 0

  /** Whether a connection whose first byte has this number is another one than the stream's so far. */
  isAnother(first: number): boolean {
    return this.begun && this.next !== (first | 0)
  }

  /** The connection starts (SYN): the first byte has this number. */
  open(first: number): void {
    if (this.begun && !this.isAnother(first)) return
    this.begun = true
    this.next = first | 0
    this.early = NOTHING_EARLY
    this.held = 0
  }

  /** True while segments wait for an earlier one. */
  get waiting(): boolean {
    return this.early.length > 0
  }

  /** Takes one segment's payload. */
  segment(
    sequence: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    packet: number,
    sink: StreamSink,
  ): void {
    if (!this.begun) this.open(sequence)
    const ahead = (sequence - this.next) | 0
    if (ahead === 0) {
      this.next = (sequence + end - start) | 0
      sink.data(bytes, start, end, packet)
      if (this.early.length > 0) this.drain(sink)
    } else if (ahead < 0) this.overlap(-ahead, bytes, start, end, packet, sink)
    else if (ahead > limits.dissect.tcpWindowBytes) {
      // Nothing waits that long: the port was reused, or most of the stream is missing.
      this.skipTo(sequence, ahead, sink)
      this.segment(sequence, bytes, start, end, packet, sink)
    } else this.keep(sequence, bytes.slice(start, end), packet, sink)
  }

  /** The receiver acknowledged everything before `acknowledged`: what is missing before it will not come any more. */
  acknowledge(acknowledged: number, sink: StreamSink): void {
    for (let first = this.early[0]; first !== undefined; first = this.early[0]) {
      if (((acknowledged - first.sequence) | 0) <= 0) return
      this.skipTo(first.sequence, (first.sequence - this.next) | 0, sink)
      this.drain(sink)
    }
  }

  /** Nothing more will come: gives what still waits, with the losses in between. */
  close(sink: StreamSink): void {
    for (let first = this.early[0]; first !== undefined; first = this.early[0]) {
      this.skipTo(first.sequence, (first.sequence - this.next) | 0, sink)
      this.drain(sink)
    }
  }

  private overlap(
    behind: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    packet: number,
    sink: StreamSink,
  ): void {
    if (behind > limits.dissect.tcpWindowBytes) {
      this.early = NOTHING_EARLY
      this.held = 0
      this.next = (this.next - behind + (end - start)) | 0
      sink.gap(0)
      sink.data(bytes, start, end, packet)
      return
    }
    this.retransmitted++
    if (behind >= end - start) return
    const from = start + behind
    this.next = (this.next + end - from) | 0
    sink.data(bytes, from, end, packet)
    if (this.early.length > 0) this.drain(sink)
  }

  private keep(sequence: number, bytes: Uint8Array, packet: number, sink: StreamSink): void {
    if (this.early === NOTHING_EARLY) this.early = []
    let at = this.early.length
    while (at > 0 && ((sequence - this.early[at - 1]!.sequence) | 0) < 0) at--
    if (
      at > 0 &&
      this.early[at - 1]!.sequence === sequence &&
      this.early[at - 1]!.bytes.length >= bytes.length
    )
      return
    this.early.splice(at, 0, { sequence, bytes, packet })
    this.held += bytes.length
    if (this.early.length > limits.dissect.tcpEarlySegments || this.held > limits.dissect.tcpEarlyBytes) {
      const first = this.early[0]!
      this.skipTo(first.sequence, (first.sequence - this.next) | 0, sink)
      this.drain(sink)
    }
  }

  private drain(sink: StreamSink): void {
    while (this.early.length > 0) {
      const one = this.early[0]!
      // Not the opposite of how far it is ahead: that would be -0 for what is due, which compiled code takes for no place in an array.
      const behind = (this.next - one.sequence) | 0
      if (behind < 0) return
      this.early.shift()
      this.held -= one.bytes.length
      if (behind >= one.bytes.length) continue
      this.next = (one.sequence + one.bytes.length) | 0
      sink.data(one.bytes, behind, one.bytes.length, one.packet)
    }
  }

  private skipTo(sequence: number, size: number, sink: StreamSink): void {
    this.lost += Math.max(0, size)
    this.next = sequence
    sink.gap(size)
  }
}
