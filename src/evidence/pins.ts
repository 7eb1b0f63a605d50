import { z } from 'zod'
import { limits } from '../base/limits.ts'
import type { Instant } from '../base/time.ts'
import { custodyName, exportEvidence, type WriterFor } from './custody.ts'
import type { EvidenceFolder } from './folder.ts'
import type { Holder, Sealed } from './ring.ts'
import type { Shelf } from './shelf.ts'

const instant = z.object({ seconds: z.int(), nanos: z.int().min(0).max(999_999_999) })

/** Something worth keeping beyond the ring: what a finding or a person points to, with the packets around it. */
export const pinSchema = z.object({
  /** Becomes the name of its file. */
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  interface: z.string(),
  /** Of any of these parties, from and to these times. */
  addresses: z.array(z.string()),
  from: instant,
  to: instant,
  by: z.string(),
  why: z.string(),
})
export type Pin = z.infer<typeof pinSchema>

const WAITING = '.waiting.json'

/**
 * Packets that outlive the ring: each pin is a capture of its own with a custody record, written once the time after what it points to has
 * passed. Until then the segments it needs are held.
 */
export class Pins implements Holder {
  /** Pins that were refused because too many waited or there was no room. */
  refused = 0
  kept = 0
  private readonly shelf: Shelf
  private readonly folder: EvidenceFolder
  private readonly writerFor: WriterFor
  private readonly waiting: Pin[] = []
  private bytes: number

  constructor(shelf: Shelf, writerFor: WriterFor) {
    this.shelf = shelf
    this.writerFor = writerFor
    this.folder = shelf.folder.inside('pins')
    this.bytes = this.folder.names().reduce((sum, name) => sum + this.folder.size(name), 0)
    for (const name of this.folder.names()) if (name.endsWith(WAITING)) this.resume(name)
  }

  /** Takes a pin, which is then written even when the sensor is killed and started again; false when it is refused. */
  add(pin: Pin): boolean {
    if (this.waiting.length >= limits.evidence.pinsOpen || this.bytes >= limits.evidence.pinnedBytes) {
      this.refused++
      return false
    }
    this.waiting.push(pin)
    this.folder.write(pin.id + WAITING, JSON.stringify(pin))
    return true
  }

  holds(segment: Sealed): boolean {
    return this.waiting.some(
      (pin) =>
        pin.interface === segment.interface &&
        segment.from <= pin.to.seconds &&
        segment.to >= pin.from.seconds,
    )
  }

  /** Writes the pins whose time has passed; with `all`, every one as it is now. */
  settle(now: Instant, all = false): void {
    for (const pin of [...this.waiting]) {
      if (!all && pin.to.seconds >= now.seconds) continue
      this.waiting.splice(this.waiting.indexOf(pin), 1)
      this.keep(pin, now)
      this.folder.remove(pin.id + WAITING)
    }
  }

  /** A pin that a sensor before this one did not come to write. */
  private resume(name: string): void {
    try {
      const pin = pinSchema.safeParse(JSON.parse(this.folder.text(name) ?? ''))
      if (pin.success) this.waiting.push(pin.data)
    } catch {
      // Not a pin of ours: it is left alone.
    }
  }

  private keep({ id, by, why, ...wanted }: Pin, at: Instant): void {
    const name = `${id}.pcap`
    if (this.folder.has(custodyName(name))) return
    // What a killed sensor left half written is written anew.
    this.folder.remove(name)
    const target = {
      folder: this.folder,
      name,
      writerFor: this.writerFor,
      most: limits.evidence.packetsPerPin,
    }
    const custody = exportEvidence(this.shelf, wanted, target, { by, why, at })
    if (custody === undefined) return
    this.kept++
    this.bytes += custody.file.bytes
  }
}
