import { limits } from '../../base/limits.ts'
import { type Instant, instantOf, isoTime } from '../../base/time.ts'
import { Gaps } from '../../capture/gaps.ts'
import { LiveCapture } from '../../capture/live.ts'
import type { PacketSource } from '../../capture/recorder.ts'
import type { Command } from '../../capture/recording.ts'
import { protocols } from '../../dissect/protocols/index.ts'
import type { Frame } from '../../model/frame.ts'
import type { Gap } from '../../model/gap.ts'
import type { RecordedObservation } from '../../model/recorded-observation.ts'
import { Keeping } from '../keeping.ts'
import { makers } from '../makers.ts'
import { Watch } from './watch.ts'
import type { News, SensingState } from './words.ts'

/** What a sensing thread is started with. */
export interface SensingOptions {
  /** Name of the sensor, which packets are filed under together with the interface. */
  sensor: string
  interfaces: readonly string[]
  recorder: PacketSource
  command: Command | undefined
  filter: string | undefined
  snapLength: number
  /** Folder, bytes and seconds of the ring that keeps the packets; undefined: none is kept. */
  ring: { folder: string; bytes: number; seconds: number } | undefined
}

/** Name that packets of an interface are filed under. */
export function captureName(sensor: string, face: string): string {
  return `${sensor}/${face}`
}

function now(): Instant {
  return instantOf(Date.now())
}

/**
 * Interfaces, the stages of an analysis and the ring, at work for as long as the platform runs. What was found is given out when somebody
 * asks (`take`), and adds up until then.
 */
export class Sensing {
  private readonly paths: readonly string[]
  private readonly live: LiveCapture
  private readonly keeping: Keeping | undefined
  private readonly makerOf = makers()
  private watch: Watch
  /** Gaps of the whole run, and those that were not told yet. */
  private readonly gaps: readonly Gaps[]
  private fresh: Gaps[]
  private readonly packets: number[]
  private readonly lookedAt: { at: number; packets: number[] }
  private rates: number[]
  private generation = 1
  private lostToRing = 0

  /** Throws what the file system says when the ring's folder cannot be used. */
  constructor(options: SensingOptions) {
    const { interfaces, sensor, ring } = options
    this.paths = interfaces.map((name) => captureName(sensor, name))
    this.gaps = interfaces.map(() => new Gaps())
    this.fresh = interfaces.map(() => new Gaps())
    this.packets = interfaces.map(() => 0)
    this.rates = interfaces.map(() => 0)
    this.lookedAt = { at: performance.now(), packets: [...this.packets] }
    if (ring !== undefined)
      this.keeping = new Keeping(
        { ring: ring.folder, bytes: ring.bytes, seconds: ring.seconds },
        interfaces,
        now(),
      )
    this.watch = this.begin()
    this.live = new LiveCapture(
      { ...options, now, lastPacket: (name) => this.keeping?.lastPacket(name) ?? 0 },
      { frame: (frame) => this.frame(frame), gap: (gap) => this.gap(gap) },
    )
  }

  /** Gives what is wrong when it cannot listen. */
  start(): Promise<string | undefined> {
    return this.live.start()
  }

  /** Ends the recorders and takes what they still hold; what was found can be taken afterwards. */
  async stop(): Promise<void> {
    await this.live.stop()
    this.keeping?.close(now())
  }

  /** To be called about once a second. */
  look(): void {
    this.live.look()
    this.keeping?.tend(now())
    const at = performance.now()
    const seconds = (at - this.lookedAt.at) / 1000
    this.rates = this.packets.map((count, index) => (count - this.lookedAt.packets[index]!) / seconds)
    this.lookedAt.at = at
    this.lookedAt.packets = [...this.packets]
  }

  /** What came since the last call. Undefined when nothing did; with `all`, nothing waits to become clearer any more. */
  take(all: boolean): News | undefined {
    const at = now()
    const renew = !all && this.watch.isWornOut(at)
    const told = this.watch.take(at, { all: all || renew, observations: this.untold(at) })
    const news = told === undefined ? undefined : { ...told, generation: this.generation }
    if (renew) {
      this.generation++
      this.watch = this.begin()
    }
    return news
  }

  state(): SensingState {
    const faces = this.live.states().map((face, index) => {
      const { list, packets: lost } = this.gaps[index]!
      return {
        ...face,
        packets: this.packets[index]!,
        rate: Math.round(this.rates[index]!),
        lost,
        gaps: list.slice(-limits.hub.gapsShown).map((gap) => this.gapRow(gap)),
      }
    })
    return { interfaces: faces, remarks: this.keeping?.remarks() ?? [] }
  }

  private begin(): Watch {
    const { makerOf, paths } = this
    const watch = new Watch({ protocols, makerOf, paths, now: now() })
    watch.onNew = (seen, outcome) => this.keeping?.operation(seen, outcome)
    return watch
  }

  private frame(frame: Frame): void {
    this.packets[frame.capture]!++
    this.keeping?.frame(frame)
    this.watch.frame(frame)
  }

  private gap(gap: Gap): void {
    this.gaps[gap.capture]!.add(gap)
    this.fresh[gap.capture]!.add(gap)
  }

  /** Gaps since the last call, as observations. */
  private untold(at: Instant): RecordedObservation[] {
    const gaps = this.fresh.flatMap((one) => one.list)
    this.fresh = this.paths.map(() => new Gaps())
    const observed = gaps.map((gap): RecordedObservation => {
      const { from, to, packets, reason, capture } = this.gapRow(gap)
      const value =
        packets === null ? `not heard from ${from} to ${to}` : `${packets} packets lost from ${from} to ${to}`
      const count = packets === null || packets === 0 ? {} : { count: packets }
      return { time: to, kind: 'gap', asset: '', peer: '', protocol: '', value, reason, capture, ...count }
    })
    const lost = (this.keeping?.lost ?? 0) - this.lostToRing
    if (lost > 0) {
      this.lostToRing += lost
      const value = `${lost} packets were heard but could not be kept as evidence`
      const reason = this.keeping?.trouble ?? ''
      observed.push({
        time: isoTime(at.seconds, at.nanos),
        kind: 'gap',
        asset: '',
        peer: '',
        protocol: '',
        value,
        reason,
        count: lost,
      })
    }
    return observed
  }

  private gapRow({
    capture,
    from,
    to,
    packets,
    reason,
  }: Gap): SensingState['interfaces'][number]['gaps'][number] {
    return {
      capture: this.paths[capture] ?? '',
      from: isoTime(from.seconds, from.nanos),
      to: isoTime(to.seconds, to.nanos),
      packets: packets ?? null,
      reason,
    }
  }
}
