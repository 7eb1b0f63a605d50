import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { limits } from '../../base/limits.ts'
import { type Instant, instantOf } from '../../base/time.ts'
import { custodyName, custodySchema } from '../../evidence/custody.ts'
import { EvidenceFolder } from '../../evidence/folder.ts'
import { type Pin, pinSchema } from '../../evidence/pins.ts'
import type { Pinned, PinningWish } from '../../model/evidence.ts'
import { StoreRefusal } from '../../store/contract.ts'
import type { Bench } from './bench.ts'
import type { Place } from './work.ts'

type Ring = Extract<Place, { kind: 'ring' }>

export interface PinBoardOptions {
  rings: string
  bench: Bench
  now(): number
  report(error: unknown): void
}

const FOLDER = 'pins'
/** What a sensor waits to write, and what a person asked for: each leaves the other's alone. */
const WAITING = '.waiting.json'
const ASKED = '.asked.json'
const LOOK_MS = 2000

/**
 * Pins that people set in rings, and those that sensors set there, which look the same: a capture with a custody record in the folder
 * `pins` of the ring. One whose time has not passed waits as a file of its own, so that it outlives the process.
 */
export class PinBoard {
  private readonly options: PinBoardOptions
  private readonly timer: NodeJS.Timeout
  private settling = false
  private count = 0

  constructor(options: PinBoardOptions) {
    this.options = options
    this.timer = setInterval(() => void this.settle().catch(options.report), LOOK_MS)
    this.timer.unref()
  }

  close(): void {
    clearInterval(this.timer)
  }

  /** Pins of a ring, in the order of their names. */
  of({ sensor, folder }: Ring): Pinned[] {
    if (!existsSync(join(folder, FOLDER))) return []
    const pins = new EvidenceFolder(join(folder, FOLDER))
    return pins.names().flatMap((name) => pinnedIn(pins, sensor, name))
  }

  async pin(ring: Ring, wish: PinningWish, by: string): Promise<Pinned> {
    const pins = new EvidenceFolder(join(ring.folder, FOLDER))
    const bytes = pins.names().reduce((sum, name) => sum + pins.size(name), 0)
    if (bytes >= limits.evidence.pinnedBytes)
      throw new StoreRefusal('full', 'pinned packets take all the room they may; remove some first')
    const { at, parties } = await this.options.bench.do('find', { place: ring, packet: wish.packet })
    if (parties === undefined)
      throw new StoreRefusal('invalid', 'the packet names no parties whose packets could be kept with it')
    const pin: Pin = {
      id: `${(ring.interface ?? '').replace(/[^A-Za-z0-9._-]/g, '-')}-${wish.packet}-${this.options.now()}-${++this.count}`,
      interface: ring.interface ?? '',
      addresses: [parties.from, parties.to],
      from: { seconds: at.seconds - wish.before, nanos: at.nanos },
      to: { seconds: at.seconds + wish.after, nanos: at.nanos },
      by,
      why: wish.why,
    }
    pins.write(pin.id + ASKED, JSON.stringify(pin))
    if (this.isOver(pin)) await this.keep(ring, pin)
    const [pinned] = this.of(ring).filter((one) => one.id === pin.id)
    if (pinned === undefined)
      throw new StoreRefusal('unknown', 'the packets were gone before they could be pinned')
    return pinned
  }

  /** Removes a pin that the ring has. */
  remove(ring: Ring, { id }: Pinned): void {
    const pins = new EvidenceFolder(join(ring.folder, FOLDER))
    const file = `${id}.pcap`
    for (const name of [file, custodyName(file), id + ASKED]) pins.remove(name)
  }

  /** Writes the pins whose time has passed. */
  private async settle(): Promise<void> {
    if (this.settling) return
    this.settling = true
    try {
      for (const ring of ringsIn(this.options.rings)) {
        const pins = new EvidenceFolder(join(ring.folder, FOLDER))
        for (const name of pins.names()) {
          const pin = name.endsWith(ASKED) ? read(pins, name) : undefined
          if (pin !== undefined && this.isOver(pin)) await this.keep(ring, pin)
        }
      }
    } finally {
      this.settling = false
    }
  }

  private isOver({ to }: Pin): boolean {
    return to.seconds < this.now().seconds
  }

  private now(): Instant {
    return instantOf(this.options.now())
  }

  private async keep(ring: Ring, { id, by, why, interface: name, ...wanted }: Pin): Promise<void> {
    const pins = new EvidenceFolder(join(ring.folder, FOLDER))
    const file = `${id}.pcap`
    if (!pins.has(custodyName(file))) {
      pins.remove(file)
      await this.options.bench.do('take', {
        places: [{ ...ring, interface: name }],
        ...{ wanted, folder: pins.path, name: file, most: limits.evidence.packetsPerPin },
        taking: { by, why, at: this.now() },
      })
    }
    pins.remove(id + ASKED)
  }
}

/** All rings that have pins, whatever their site. */
function ringsIn(folder: string): Ring[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((site) =>
    readdirSync(join(folder, site))
      .map((sensor) => ({ kind: 'ring' as const, sensor, folder: join(folder, site, sensor) }))
      .filter((ring) => existsSync(join(ring.folder, FOLDER))),
  )
}

function read(pins: EvidenceFolder, name: string): Pin | undefined {
  try {
    return pinSchema.safeParse(JSON.parse(pins.text(name) ?? '')).data
  } catch {
    return undefined
  }
}

function pinnedIn(pins: EvidenceFolder, sensor: string, name: string): Pinned[] {
  if (name.endsWith(WAITING) || name.endsWith(ASKED)) {
    const pin = read(pins, name)
    if (pin === undefined || pins.has(custodyName(`${pin.id}.pcap`))) return []
    const none = { at: null, first: null, last: null, packets: 0, bytes: 0, sha256: null }
    return [{ id: pin.id, sensor, state: 'waiting', by: pin.by, why: pin.why, ...none }]
  }
  if (!name.endsWith(custodyName('.pcap'))) return []
  const custody = parsed(pins.text(name))
  if (custody === undefined) return []
  const { file, taken, first, last } = custody
  const id = name.slice(0, -custodyName('.pcap').length)
  const { packets, bytes, sha256 } = file
  return [{ id, sensor, state: 'kept', ...taken, first, last, packets, bytes, sha256 }]
}

function parsed(text: string | undefined) {
  try {
    return custodySchema.safeParse(JSON.parse(text ?? '')).data
  } catch {
    return undefined
  }
}
