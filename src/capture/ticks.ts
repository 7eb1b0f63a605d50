/** Default of `if_tsresol`: microseconds. */
const DEFAULT_RESOLUTION = 6
const POWER_OF_TWO = 0x80
const NANOS_PER_SECOND = 1_000_000_000
/** Up to here the exact arithmetic below stays within 53 bits; finer clocks take the slow way. */
const FINEST_FAST_POWER_OF_TEN = 9
const FINEST_FAST_POWER_OF_TWO = 20

/** A time split as frames carry it. Reused by its clock: valid until the next `split`. */
export interface SplitTime {
  seconds: number
  nanos: number
}

/**
 * A pcapng interface's clock: turns a 64-bit count of ticks since 1970 into seconds and nanoseconds, exactly, rounding down.
 * Resolution is the `if_tsresol` byte (power of ten, or of two when its top bit is set), offset is `if_tsoffset` in seconds.
 * Source: draft-ietf-opsawg-pcapng, "Interface Description Block".
 */
export class TickClock {
  readonly time: SplitTime = { seconds: 0, nanos: 0 }
  readonly #ticks: number
  /** An exact number in every case that takes the fast way. */
  readonly #nanosPerTick: number
  readonly #exactTicks: bigint
  readonly #offset: number
  readonly #fast: boolean

  constructor(resolution = DEFAULT_RESOLUTION, offset = 0) {
    const exponent = resolution & ~POWER_OF_TWO
    const binary = (resolution & POWER_OF_TWO) !== 0
    this.#ticks = (binary ? 2 : 10) ** exponent
    this.#nanosPerTick = NANOS_PER_SECOND / this.#ticks
    this.#exactTicks = (binary ? 2n : 10n) ** BigInt(exponent)
    this.#offset = offset
    this.#fast = exponent <= (binary ? FINEST_FAST_POWER_OF_TWO : FINEST_FAST_POWER_OF_TEN)
  }

  /** Splits the ticks `high * 2^32 + low` into `time`. */
  split(high: number, low: number): SplitTime {
    if (!this.#fast) return this.#splitExactly(high, low)
    // Long division with 16-bit digits: 2^53 cannot hold today's nanoseconds, but every step here stays far below it.
    const ticks = this.#ticks
    const top = Math.floor(high / ticks)
    const middle = (high - top * ticks) * 65_536 + (low >>> 16)
    const second = Math.floor(middle / ticks)
    const bottom = (middle - second * ticks) * 65_536 + (low & 0xffff)
    const third = Math.floor(bottom / ticks)
    const rest = bottom - third * ticks
    const time = this.time
    time.seconds = top * 4_294_967_296 + second * 65_536 + third + this.#offset
    time.nanos = Math.floor(rest * this.#nanosPerTick)
    return time
  }

  #splitExactly(high: number, low: number): SplitTime {
    const count = (BigInt(high) << 32n) | BigInt(low)
    const time = this.time
    time.seconds = Number(count / this.#exactTicks) + this.#offset
    time.nanos = Number(((count % this.#exactTicks) * BigInt(NANOS_PER_SECOND)) / this.#exactTicks)
    return time
  }
}
