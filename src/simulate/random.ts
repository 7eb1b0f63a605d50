/**
 * A small seeded generator (sfc32 by Chris Doty-Humphrey, PractRand): the same seed gives the same numbers on every machine, which is what
 * makes a simulated capture repeatable to the byte.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private counter = 1

  /** Takes any number; only its lower 32 bits and its upper 21 bits count. */
  constructor(seed: number) {
    this.a = 0x9e3779b9
    this.b = seed >>> 0
    this.c = Math.floor(seed / 0x1_0000_0000) >>> 0
    for (let round = 0; round < 15; round++) this.u32()
  }

  /** An integer 0..2^32-1. */
  u32(): number {
    const sum = (this.a + this.b + this.counter) >>> 0
    this.counter = (this.counter + 1) >>> 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) >>> 0
    this.c = ((this.c << 21) | (this.c >>> 11)) >>> 0
    this.c = (this.c + sum) >>> 0
    return sum
  }

  /** A number from 0 (inclusive) to 1 (exclusive). */
  unit(): number {
    return this.u32() / 0x1_0000_0000
  }

  /** An integer from low to high, both inclusive. */
  between(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1))
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.unit() < probability
  }

  /** A number around zero whose spread is `deviation` (sum of three uniforms, close enough to a bell for sensor noise). */
  noise(deviation: number): number {
    return (this.unit() + this.unit() + this.unit() - 1.5) * 2 * deviation
  }
}
