import { ipv4Text, ipv6Text, macText } from '../../base/address.ts'
import { limits } from '../../base/limits.ts'

export const MAC = 1
export const IPV4 = 2
export const IPV6 = 3

/** The address that stands for all that found no room. */
export const NOBODY = 0

/**
 * Gives every address a small number, so that the rest of the engine compares integers. An open-addressing table over typed arrays that
 * grows to its limit; beyond it new addresses become NOBODY and are counted.
 */
export class Addresses {
  size = 1
  refused = 0
  private kinds = new Uint8Array(1024)
  private words = new Int32Array(4096)
  private slots = new Int32Array(4096)
  private readonly texts: (string | undefined)[] = []
  /** MAC last seen with this IP, and the highest time-to-live it sent with: kept here because every packet asks. */
  lastMac = new Int32Array(1024)
  topTtl = new Uint8Array(1024)

  /** Number of the address whose bytes start at `at`, given now if it has none. */
  of(kind: number, bytes: Uint8Array, at: number): number {
    const known = this.find(kind, bytes, at)
    return known === NOBODY ? this.add(kind, bytes, at) : known
  }

  /** Whether the MAC at `at` is the one with this number. */
  isMac(id: number, bytes: Uint8Array, at: number): boolean {
    const w = id * 4
    if (this.words[w] !== word(bytes, at) || this.kinds[id] !== MAC) return false
    return this.words[w + 1] === secondWord(MAC, bytes, at)
  }

  /** Number of an address, NOBODY when it has none. */
  find(kind: number, bytes: Uint8Array, at: number): number {
    const { slots, words, kinds } = this
    const isWide = kind === IPV6
    const a = word(bytes, at)
    const b = secondWord(kind, bytes, at)
    const c = isWide ? word(bytes, at + 8) : 0
    const d = isWide ? word(bytes, at + 12) : 0
    const mask = slots.length - 1
    for (let slot = hashOf(kind, a, b, c, d) & mask; ; slot = (slot + 1) & mask) {
      const id = slots[slot]!
      if (id === NOBODY) return NOBODY
      const w = id * 4
      if (words[w] !== a || words[w + 1] !== b || kinds[id] !== kind) continue
      if (!isWide || (words[w + 2] === c && words[w + 3] === d)) return id
    }
  }

  /** Text of an address; undefined for NOBODY. That of the first addresses is remembered: they are asked for again and again. */
  text(id: number): string | undefined {
    const known = this.texts[id]
    if (known !== undefined) return known
    const text = this.word(id)
    if (text !== undefined && id < limits.dissect.addressTexts) this.texts[id] = text
    return text
  }

  private word(id: number): string | undefined {
    const kind = this.kinds[id]
    if (id === NOBODY || kind === undefined || kind === 0) return undefined
    const bytes = new Uint8Array(16)
    const view = new DataView(bytes.buffer)
    for (let i = 0; i < 4; i++) view.setInt32(i * 4, this.words[id * 4 + i]!)
    if (kind === IPV4) return ipv4Text(bytes, 0)
    if (kind === IPV6) return ipv6Text(bytes, 0)
    bytes[4] = (this.words[id * 4 + 1]! >> 8) & 255
    bytes[5] = this.words[id * 4 + 1]! & 255
    return macText(bytes, 0)
  }

  private add(kind: number, bytes: Uint8Array, at: number): number {
    if (this.size >= limits.dissect.addresses) {
      this.refused++
      return NOBODY
    }
    const id = this.size++
    if (id * 4 >= this.words.length) this.growRows()
    this.kinds[id] = kind
    this.words[id * 4] = word(bytes, at)
    this.words[id * 4 + 1] = secondWord(kind, bytes, at)
    if (kind === IPV6) {
      this.words[id * 4 + 2] = word(bytes, at + 8)
      this.words[id * 4 + 3] = word(bytes, at + 12)
    }
    this.place(id)
    if (this.size * 2 > this.slots.length) this.growSlots()
    return id
  }

  private place(id: number): void {
    const { slots, words } = this
    const mask = slots.length - 1
    const w = id * 4
    let slot = hashOf(this.kinds[id]!, words[w]!, words[w + 1]!, words[w + 2]!, words[w + 3]!) & mask
    while (slots[slot] !== NOBODY) slot = (slot + 1) & mask
    slots[slot] = id
  }

  private growRows(): void {
    const rows = this.kinds.length * 2
    this.kinds = enlarge(this.kinds, new Uint8Array(rows))
    this.words = enlarge(this.words, new Int32Array(rows * 4))
    this.lastMac = enlarge(this.lastMac, new Int32Array(rows))
    this.topTtl = enlarge(this.topTtl, new Uint8Array(rows))
  }

  private growSlots(): void {
    this.slots = new Int32Array(this.slots.length * 2)
    for (let id = 1; id < this.size; id++) this.place(id)
  }
}

function hashOf(kind: number, a: number, b: number, c: number, d: number): number {
  let hash = Math.imul(a ^ (kind << 24), 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)
  if (kind === IPV6) hash ^= Math.imul(c, 0xc2b2ae35) ^ Math.imul(d, 0x27d4eb2f)
  return hash ^ (hash >>> 15)
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
}

/** What follows the first four bytes: two of a MAC, four of an IPv6 address, none of an IPv4 address. */
function secondWord(kind: number, bytes: Uint8Array, at: number): number {
  if (kind === MAC) return (bytes[at + 4]! << 8) | bytes[at + 5]!
  return kind === IPV6 ? word(bytes, at + 4) : 0
}

function enlarge<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
