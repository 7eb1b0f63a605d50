import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { limits } from '../../base/limits.ts'
import { type Instant, instantOf, isoTime, microsOf } from '../../base/time.ts'
import { type Custody, custodyName, custodySchema } from '../../evidence/custody.ts'
import { EvidenceFolder } from '../../evidence/folder.ts'
import type { Selection } from '../../evidence/selection.ts'
import type { Holdings, Pinned, PinningWish, TakingWish } from '../../model/evidence.ts'
import type { PacketTree } from '../../model/packet-tree.ts'
import { nameSchema } from '../../model/site.ts'
import { type Store, StoreRefusal } from '../../store/contract.ts'
import { Bench } from './bench.ts'
import { PinBoard } from './pin-board.ts'
import type { Place } from './work.ts'

export interface EvidenceOptions {
  /** Folder in which the ring of each sensor lies under its site, and folder for what is taken out. */
  rings: string
  exports: string
  store: Pick<Store, 'list' | 'sensors'>
  /** The file that holds the packets filed under a label; undefined: none does. */
  fileOf(capture: string): string | undefined
  /** Milliseconds since 1970. */
  now(): number
  report(error: unknown): void
}

/** A capture that was taken out, ready to be handed over. */
export interface Taken {
  id: string
  path: string
  custody: Custody
}

const UNPACKED = /\.(pcap|pcapng)$/

/**
 * The packets behind everything that is shown: what is kept, any one of them decoded, any of them taken out with a custody record, and
 * pinned beyond their time. Names that people give are looked up among what is there, and never become part of a path before that.
 */
export class Evidence {
  private readonly options: EvidenceOptions
  private readonly bench: Bench
  private readonly pins: PinBoard
  private taken = 0

  constructor(options: EvidenceOptions) {
    this.options = options
    this.bench = new Bench()
    this.pins = new PinBoard({ ...options, bench: this.bench })
    this.tidy()
  }

  async close(): Promise<void> {
    this.pins.close()
    await this.bench.close()
  }

  /** What is kept of a site. */
  async holdings(site: string): Promise<Holdings> {
    const kept = await this.bench.do('shelves', { places: this.rings(site) })
    const captures = kept.map(({ sensor, interface: name, segments, from, to, ...sums }) => ({
      ...{ capture: `${sensor}/${name}`, sensor, interface: name, ...sums },
      ...{ from: from ?? null, to: to ?? null },
      segments: segments.map((one) => ({ ...one, from: finite(one.from), to: finite(one.to) })),
    }))
    return {
      bytes: captures.reduce((sum, one) => sum + one.bytes, 0),
      captures,
      pins: this.rings(site).flatMap((place) => this.pins.of(place)),
    }
  }

  /** One packet with what its bytes mean. */
  async packet(site: string, capture: string, packet: number): Promise<PacketTree> {
    return await this.bench.do('packet', { place: await this.placeOf(site, capture), capture, packet })
  }

  /** Pins a packet with those of its two parties before and after it; it is kept until somebody removes it. */
  async pin(site: string, wish: PinningWish, by: string): Promise<Pinned> {
    const place = await this.placeOf(site, wish.capture)
    if (place.kind === 'file')
      throw new StoreRefusal(
        'invalid',
        'a capture that was imported is kept as it is; nothing has to be pinned',
      )
    return await this.pins.pin(place, wish, by)
  }

  /** Removes a pin and gives what it was; `before` is told first, and nothing is removed when that fails. */
  async unpin(site: string, id: string, before: (pinned: Pinned) => Promise<void>): Promise<Pinned> {
    for (const place of this.rings(site)) {
      const pinned = this.pins.of(place).find((one) => one.id === id)
      if (pinned === undefined) continue
      await before(pinned)
      this.pins.remove(place, pinned)
      return pinned
    }
    throw new StoreRefusal('unknown', `there is no pin '${id}' in ${site}`)
  }

  /** Takes packets out into a capture of their own; whoever asked hands it over and then calls `handedOver`. */
  async take(site: string, wish: TakingWish, by: string): Promise<Taken> {
    const wanted = await this.selectionOf(site, wish)
    const places = wish.capture === undefined ? this.rings(site) : [await this.placeOf(site, wish.capture)]
    const now = this.options.now()
    const id = `${isoTime(Math.floor(now / 1000), 0)
      .slice(0, 19)
      .replace(/\D/g, '')}-${now % 1000}-${++this.taken}`
    const folder = join(this.options.exports, site)
    const name = `${id}.${places.some((one) => one.kind === 'file') ? 'pcapng' : 'pcap'}`
    const custody = await this.bench.do('take', {
      ...{ places, wanted, folder, name, most: limits.evidence.exportPackets },
      taking: {
        by,
        why: wish.why === undefined || wish.why === '' ? 'no reason given' : wish.why,
        at: instantOf(now),
      },
    })
    if (custody === undefined) throw new StoreRefusal('unknown', 'no such packets are kept, or not any more')
    this.prune(folder)
    return { id, path: join(folder, name), custody }
  }

  /** The capture was handed over, or nobody wants it any more: its custody record stays. */
  handedOver({ path }: Taken): void {
    rmSync(path, { force: true })
  }

  /** The custody record of what was taken out. */
  custody(site: string, id: string): Custody {
    const folder = join(this.options.exports, nameSchema.parse(site))
    const file = existsSync(folder)
      ? readdirSync(folder).find((name) => name.startsWith(`${id}.`) && name.endsWith('.custody.json'))
      : undefined
    if (file === undefined) throw new StoreRefusal('unknown', `nothing was taken out under '${id}'`)
    return custodySchema.parse(JSON.parse(new EvidenceFolder(folder).text(file) ?? ''))
  }

  /** The rings of a site: the folders that are there. */
  private rings(site: string): Extract<Place, { kind: 'ring' }>[] {
    const folder = join(this.options.rings, nameSchema.parse(site))
    if (!existsSync(folder)) return []
    return readdirSync(folder, { withFileTypes: true })
      .filter((one) => one.isDirectory() && nameSchema.safeParse(one.name).success)
      .map(({ name }) => ({ kind: 'ring' as const, sensor: name, folder: join(folder, name) }))
  }

  /** Where the packets lie that are filed under a label. */
  private async placeOf(site: string, capture: string): Promise<Place> {
    const slash = capture.indexOf('/')
    const sensor = slash < 0 ? '' : capture.slice(0, slash)
    const ring = this.rings(site).find((one) => one.sensor === sensor)
    if (ring !== undefined) return { ...ring, interface: capture.slice(slash + 1) }
    const sensors = await this.options.store.sensors(site)
    const path = sensors.some((one) => one.id === sensor) ? this.options.fileOf(capture) : undefined
    if (path === undefined)
      throw new StoreRefusal(
        'unknown',
        `the packets of '${capture.slice(0, 200)}' are not kept here, or not any more`,
      )
    return { kind: 'file', capture, folder: dirname(path), file: basename(path) }
  }

  private async selectionOf(site: string, wish: TakingWish): Promise<Selection> {
    const { packets, asset, peer, port, from, until, capture } = wish
    if (packets !== undefined && capture === undefined)
      throw new StoreRefusal('invalid', 'packets are numbered in their capture: name it')
    if (peer !== undefined && asset === undefined)
      throw new StoreRefusal('invalid', 'a peer needs the asset that it is one of')
    if ([packets, asset, port, from, until, capture].every((one) => one === undefined))
      throw new StoreRefusal('invalid', 'say which packets: of a capture, an asset, a port or a time')
    const own = asset === undefined ? undefined : await this.addressesOf(site, asset)
    const others = peer === undefined ? undefined : await this.addressesOf(site, peer)
    return {
      ...(from === undefined ? {} : { from: instantIn(from) }),
      ...(until === undefined ? {} : { to: instantIn(until) }),
      ...(own !== undefined && others === undefined ? { addresses: own } : {}),
      ...(own !== undefined && others !== undefined ? { between: [own, others] as const } : {}),
      ...(port === undefined ? {} : { port }),
      ...(packets === undefined ? {} : { packets: packets.split(',').map(rangeIn) }),
    }
  }

  /** IP addresses of an asset; the MAC of an interface counts where it has none, for a router carries the packets of others. */
  private async addressesOf(site: string, id: string): Promise<string[]> {
    const { items } = await this.options.store.list('assets', site, {
      filter: { field: 'id', is: id },
      limit: 1,
    })
    const [asset] = items
    if (asset === undefined) throw new StoreRefusal('unknown', `there is no asset '${id}' in ${site}`)
    return [...new Set(asset.interfaces.flatMap(({ ip, mac }) => ip ?? mac ?? []))]
  }

  /** Removes captures that nobody came for. */
  private tidy(): void {
    const { exports } = this.options
    if (!existsSync(exports)) return
    for (const site of readdirSync(exports))
      for (const file of readdirSync(join(exports, site)))
        if (UNPACKED.test(file)) rmSync(join(exports, site, file), { force: true })
  }

  private prune(folder: string): void {
    const records = readdirSync(folder)
      .filter((name) => name.endsWith(custodyName('')))
      .sort()
    for (const name of records.slice(0, -limits.evidence.exportRecords))
      rmSync(join(folder, name), { force: true })
  }
}

function finite(seconds: number): number | null {
  return Number.isFinite(seconds) ? seconds : null
}

function instantIn(text: string): Instant {
  const read = microsOf(text)
  if (read === undefined) throw new StoreRefusal('invalid', `'${text}' is no time in ISO 8601, UTC`)
  const seconds = Math.floor(read.micros / 1e6)
  return { seconds, nanos: (read.micros - seconds * 1e6) * 1000 + read.rest }
}

function rangeIn(text: string): readonly [number, number] {
  const [from = '', to = from] = text.split('-')
  return [Number(from), Number(to)]
}
