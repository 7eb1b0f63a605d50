import { writeFile } from 'node:fs/promises'
import { limits } from '../base/limits.ts'
import { type Instant, instantOf, isoTime } from '../base/time.ts'
import { Gaps } from '../capture/gaps.ts'
import { LiveCapture, liveProblem } from '../capture/live.ts'
import type { Recorder } from '../capture/recorder.ts'
import { protocols } from '../dissect/protocols/index.ts'
import { Analyzer } from '../hub/analyzer.ts'
import type { CaptureSummary } from '../hub/captures.ts'
import { Keeping } from '../hub/keeping.ts'
import { makers } from '../hub/makers.ts'
import { Range } from '../hub/range.ts'
import { installedRecorder, isInstalled, missingRecorder } from '../hub/recorders.ts'
import type { Analysis } from '../model/analysis.ts'
import type { Frame } from '../model/frame.ts'
import type { Gap } from '../model/gap.ts'
import { News } from './news.ts'
import { EXIT_OK, EXIT_REFUSED, type Format, print, render } from './output.ts'
import { StatusLine } from './status.ts'

export interface SensorOptions {
  interface: string[]
  filter?: string
  snapLength?: number
  minutes?: number
  with?: Recorder
  ring?: string
  ringSize: number
  ringHours: number
  format: Format
  out?: string
}

const LOOK_MS = 1000
const MEGABYTE = 1_000_000
const LONGEST_TIMER_MS = 3_600_000
/** Looking at all assets takes time that packets then wait for: at most this share of it. */
const SURVEY_SHARE = 0.02
const SURVEY_LEAST_MS = 5000

/** Listens on interfaces until told to stop, tells what is changed as it happens, and reports at the end. Gives the exit code. */
export async function sensor(options: SensorOptions): Promise<number> {
  const recorder = options.with ?? installedRecorder()
  if (recorder === undefined || !isInstalled(recorder)) return refuse(missingRecorder(recorder))
  const run = begin(options, recorder)
  if (typeof run === 'string') return refuse(run)
  const wrong = await run.start()
  if (wrong !== undefined) return refuse(wrong)
  await Promise.race([interrupted(), passed(options.minutes)])
  const analysis = await run.stop()
  const text = await render(analysis, options.format)
  if (options.out === undefined) await print(text)
  else await writeFile(options.out, text)
  return EXIT_OK
}

/** A sensor that is ready to start, or why there can be none. */
function begin(options: SensorOptions, recorder: Recorder): SensorRun | string {
  const wrong = liveProblem({ interfaces: options.interface, filter: options.filter })
  if (wrong !== undefined) return wrong
  try {
    return new SensorRun(options, recorder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    return `${options.ring} cannot be used for a ring: ${(error as Error).message}`
  }
}

function now(): Instant {
  return instantOf(Date.now())
}

/** A sensor at work: the stages of an analysis, fed by interfaces. */
class SensorRun {
  private readonly names: readonly string[]
  private readonly recorder: Recorder
  private readonly live: LiveCapture
  private readonly keeping: Keeping | undefined
  private readonly analyzer = new Analyzer(protocols, makers())
  private readonly ranges: readonly Range[]
  private readonly gaps: readonly Gaps[]
  private readonly news: News
  private readonly status = new StatusLine()
  /** News goes where the report does not. */
  private readonly newsTo: NodeJS.WriteStream
  private timer: NodeJS.Timeout | undefined
  private packetsBefore = 0
  private lookedAt = performance.now()
  private surveyAt = 0
  private assets = 0

  constructor(options: SensorOptions, recorder: Recorder) {
    this.names = options.interface
    this.recorder = recorder
    this.ranges = this.names.map(() => new Range())
    this.gaps = this.names.map(() => new Gaps())
    this.news = new News(this.names)
    this.newsTo = options.format === 'text' || options.out !== undefined ? process.stdout : process.stderr
    const { ring, ringSize, ringHours } = options
    if (ring !== undefined) {
      const bounds = { ring, bytes: ringSize * MEGABYTE, seconds: ringHours * 3600 }
      this.keeping = new Keeping(bounds, this.names, now())
    }
    this.analyzer.observer.operations.onNew = (seen, outcome, reason) => {
      this.news.add(seen, outcome, reason)
      this.keeping?.operation(seen, outcome)
    }
    this.live = new LiveCapture(
      {
        interfaces: this.names,
        recorder,
        filter: options.filter,
        snapLength: options.snapLength ?? limits.live.snapLength,
        now,
        lastPacket: (name) => this.keeping?.lastPacket(name) ?? 0,
      },
      { frame: (frame) => this.frame(frame), gap: (gap) => this.gaps[gap.capture]!.add(gap) },
    )
  }

  /** Gives what is wrong when it cannot listen. */
  async start(): Promise<string | undefined> {
    const wrong = await this.live.start()
    if (wrong !== undefined) return wrong
    process.stderr.write(
      `listening on ${this.names.join(', ')} with ${this.recorder}; nothing is sent. Ctrl-C stops and reports.\n`,
    )
    this.timer = setInterval(() => this.look(), LOOK_MS)
    return undefined
  }

  async stop(): Promise<Analysis> {
    clearInterval(this.timer)
    await this.live.stop()
    this.keeping?.close(now())
    this.tell(true)
    const captures = this.summaries()
    const analysis = this.analyzer.finish(captures)
    analysis.coverage.gaps = this.gaps.flatMap((one) => one.list.map((gap) => this.row(gap)))
    for (const one of captures)
      for (const note of one.notes) process.stderr.write(`sightglass: ${one.path}: ${note}\n`)
    for (const remark of this.keeping?.remarks() ?? []) process.stderr.write(`sightglass: ${remark}\n`)
    return analysis
  }

  private frame(frame: Frame): void {
    this.ranges[frame.capture]!.add(frame)
    this.keeping?.frame(frame)
    this.analyzer.frame(frame)
  }

  private look(): void {
    this.live.look()
    this.keeping?.tend(now())
    this.survey()
    this.tell(false)
    const at = performance.now()
    const packets = this.ranges.reduce((sum, one) => sum + one.packets, 0)
    const rate = Math.round(((packets - this.packetsBefore) * 1000) / (at - this.lookedAt))
    this.packetsBefore = packets
    this.lookedAt = at
    const silent = this.live.silent()
    this.status.show(
      [
        `${rate.toLocaleString('en')} packets/s`,
        this.lossWords(),
        `${this.assets.toLocaleString('en')} assets`,
        `${this.analyzer.observer.operations.size.toLocaleString('en')} operations`,
        ...(silent.length === 0 ? [] : [`NOT LISTENING on ${silent.join(', ')}`]),
      ].join(', '),
    )
  }

  private lossWords(): string {
    const lost = this.gaps.reduce((sum, one) => sum + one.packets, 0)
    // dumpcap counts what the kernel drops only for its end.
    if (lost === 0 && this.recorder === 'dumpcap') return 'losses told at the end'
    return `${lost.toLocaleString('en')} lost`
  }

  /** Looks at all assets as they stand, as often as the traffic leaves time for it. */
  private survey(): void {
    const begun = performance.now()
    if (begun < this.surveyAt) return
    const { assets } = this.analyzer.snapshot(this.summaries())
    this.assets = assets.length
    this.news.rename(assets)
    const took = performance.now() - begun
    this.surveyAt = begun + Math.max(SURVEY_LEAST_MS, took / SURVEY_SHARE)
  }

  private tell(all: boolean): void {
    const lines = this.news.take(all)
    if (lines.length === 0 && !all) return
    this.status.clear()
    for (const line of lines) this.newsTo.write(`${line}\n`)
  }

  private summaries(): CaptureSummary[] {
    return this.names.map((name, capture) => this.ranges[capture]!.summary(name, this.notes(capture)))
  }

  private notes(capture: number): string[] {
    const { list, unlisted } = this.gaps[capture]!
    const notes = list.map(gapWords)
    if (unlisted > 0) notes.push(`has ${unlisted} more gaps`)
    const sent = this.live.sentBy(capture)
    if (sent > 0)
      notes.push(
        `sent ${sent} packets meanwhile: the sensor sends none, so something else on this machine uses it`,
      )
    return notes
  }

  private row({
    capture,
    from,
    to,
    packets,
    reason,
  }: Gap): NonNullable<Analysis['coverage']['gaps']>[number] {
    const time = { from: isoTime(from.seconds, from.nanos), to: isoTime(to.seconds, to.nanos) }
    return { capture: this.names[capture] ?? '', ...time, packets: packets ?? null, reason }
  }
}

/** A gap as a remark on its interface. */
function gapWords({ from, to, packets, reason }: Gap): string {
  const [begin, end] = [from, to].map((at) => isoTime(at.seconds, 0).slice(0, 19).replace('T', ' '))
  const what = packets === undefined ? 'was not heard' : `lost ${packets.toLocaleString('en')} packets`
  return `${what} from ${begin} to ${end}: ${reason}`
}

function refuse(message: string): number {
  process.stderr.write(`sightglass: ${message}\n`)
  return EXIT_REFUSED
}

/** Until somebody asks to stop; whoever asks twice does not wait for the report. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

/** Waits in pieces, for no timer runs longer than 24 days. */
function passed(minutes: number | undefined): Promise<void> {
  const end = performance.now() + (minutes ?? Number.POSITIVE_INFINITY) * 60_000
  return new Promise((resolve) => {
    const wait = (): void => {
      const left = end - performance.now()
      if (left <= 0) resolve()
      else setTimeout(wait, Math.min(left, LONGEST_TIMER_MS)).unref()
    }
    wait()
  })
}
