import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { limits } from '../base/limits.ts'
import type { Instant } from '../base/time.ts'
import type { Frame } from '../model/frame.ts'
import type { Gap } from '../model/gap.ts'
import { PcapReader } from './pcap.ts'
import { PcapngReader } from './pcapng.ts'
import { type CaptureReader, END, FRAME } from './reader.ts'
import { argumentsFor, type PacketSource, type Recording, understand } from './recorder.ts'

/** What an interface's recording gives. Frames are borrowed, as everywhere. */
export interface RecordingSink {
  frame(frame: Frame): void
  gap(gap: Gap): void
}

/** A program and its arguments. */
export interface Command {
  file: string
  args: readonly string[]
}

export interface InterfaceOptions extends Recording {
  recorder: PacketSource
  /** Index that frames and gaps carry. */
  capture: number
  /** Number of the last packet that was numbered before, so that numbers go on. */
  lastPacket: number
  now(): Instant
  /** What to start instead of the recorder itself; for the simulated works, what simulates them. */
  command?: Command | undefined
}

type Child = ChildProcessByStdio<null, Readable, Readable>

/** How a start went. */
type Begun = { ok: true } | { ok: false; message: string }

/**
 * One interface, captured by a program of its own, which is started again whenever it ends. Packets are numbered through all starts.
 * What may have been missed meanwhile is told as a gap.
 */
export class InterfaceRecording {
  readonly name: string
  /** Number of the last packet. */
  packets: number
  listening = false
  private readonly options: InterfaceOptions
  private readonly sink: RecordingSink
  private child: Child | undefined
  private reader: CaptureReader | undefined
  private stopping = false
  private failures = 0
  private timer: NodeJS.Timeout | undefined
  private ended: (() => void) | undefined
  private settled: ((begun: Begun) => void) | undefined
  /** Since when nothing is captured, and why. */
  private away: { since: Instant; reason: string } | undefined
  private begunAt = 0
  /** Losses that this program counted and that were told, and when it last counted. */
  private lost = 0
  private countedAt: Instant
  private trouble: string | undefined
  private said = ''

  constructor(options: InterfaceOptions, sink: RecordingSink) {
    this.options = options
    this.name = options.interface
    this.sink = sink
    this.packets = options.lastPacket
    this.countedAt = options.now()
  }

  /** Starts capturing; tells whether the program began, or what it said instead. Later failures are met by starting it again. */
  start(): Promise<Begun> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.settled?.({ ok: true }), limits.live.startMs)
      this.settled = (begun) => {
        clearTimeout(timer)
        this.settled = undefined
        resolve(begun)
      }
      this.launch()
    })
  }

  /** Asks the program for its losses, where it can tell them while it runs. */
  ask(): void {
    if (this.listening && this.options.recorder === 'tcpdump') this.child?.kill('SIGUSR1')
  }

  /** Why nothing is captured at present; undefined while something is. */
  get absence(): string | undefined {
    if (this.listening) return undefined
    return this.away?.reason ?? 'it has not begun yet'
  }

  /** Ends the program and takes what it still holds. */
  async stop(): Promise<void> {
    this.stopping = true
    clearTimeout(this.timer)
    const { child } = this
    if (child !== undefined) {
      const force = setTimeout(() => child.kill('SIGKILL'), limits.live.stopMs)
      await new Promise<void>((resolve) => {
        this.ended = resolve
        child.kill('SIGTERM')
      })
      clearTimeout(force)
    }
    this.closeGap()
  }

  private launch(): void {
    const { recorder } = this.options
    const { file, args } = this.options.command ?? commandOf(recorder, this.options)
    this.lost = 0
    this.trouble = undefined
    this.said = ''
    this.reader =
      recorder === 'dumpcap' ? new PcapngReader(this.options.capture) : new PcapReader(this.options.capture)
    this.reader.frame.packet = this.packets
    // In a group of its own: an interrupt from the keyboard is meant for the sensor, which then ends its programs itself. English, because
    // what they say is read.
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, LC_ALL: 'C' },
    })
    this.child = child
    child.stdout.on('data', (chunk: Uint8Array) => this.take(chunk))
    child.stderr.setEncoding('utf8')
    child.stderr.on('data', (text: string) => this.hear(text))
    child.on('error', (error: NodeJS.ErrnoException) => {
      this.trouble = error.code === 'ENOENT' ? `there is no program ${file}` : error.message
      // A program that was never there closes nothing.
      if (child.pid === undefined) this.end()
    })
    child.on('close', () => {
      if (child.pid !== undefined) this.end()
    })
  }

  private take(chunk: Uint8Array): void {
    if (!this.listening) this.begin()
    const { reader } = this
    if (reader === undefined) return
    reader.feed(chunk)
    if (this.drain(reader)) return
    // What it writes makes no sense any more; a fresh start does.
    this.trouble = reader.notes.at(-1)?.message ?? 'what it wrote could not be read'
    this.reader = undefined
    this.child?.kill('SIGKILL')
  }

  /** Hands over all whole packets; false when the reader will give no more. */
  private drain(reader: CaptureReader): boolean {
    const { frame } = reader
    for (;;) {
      const step = reader.step()
      if (step !== FRAME) return step !== END
      this.packets = frame.packet
      this.sink.frame(frame)
    }
  }

  /** Both programs write their file header as soon as they listen. */
  private begin(): void {
    this.listening = true
    this.begunAt = performance.now()
    this.countedAt = this.options.now()
    this.closeGap()
    this.settled?.({ ok: true })
  }

  private hear(text: string): void {
    const lines = (this.said + text).split(/[\r\n]+/)
    this.said = (lines.pop() ?? '').slice(0, limits.live.lineCharacters)
    for (const line of lines) {
      const said = understand(this.options.recorder, line.slice(0, limits.live.lineCharacters))
      if (said?.kind === 'lost') this.count(said.packets)
      else if (said !== undefined) this.trouble ??= said.message
    }
  }

  /** Takes how many packets the kernel dropped since the program began. */
  private count(lost: number): void {
    const now = this.options.now()
    const more = lost - this.lost
    if (more > 0) {
      this.lost = lost
      this.tell(this.countedAt, now, more, 'the sensor did not keep up and the kernel dropped them')
    }
    this.countedAt = now
  }

  private end(): void {
    const { recorder } = this.options
    this.hear('\n')
    if (this.reader !== undefined) {
      this.reader.close()
      this.drain(this.reader)
    }
    const worked = this.listening && performance.now() - this.begunAt >= limits.live.settledMs
    this.failures = worked ? 0 : this.failures + 1
    this.listening = false
    this.child = undefined
    this.reader = undefined
    if (this.stopping) {
      this.ended?.()
      return
    }
    const message = this.trouble ?? 'it gave no reason'
    this.away ??= { since: this.options.now(), reason: `${recorder} ended: ${message}` }
    const wait = Math.min(
      limits.live.restartMs * 2 ** Math.max(0, this.failures - 1),
      limits.live.restartMostMs,
    )
    this.timer = setTimeout(() => this.launch(), wait)
    this.settled?.({ ok: false, message })
  }

  private closeGap(): void {
    const { away } = this
    if (away === undefined) return
    this.away = undefined
    this.tell(away.since, this.options.now(), undefined, away.reason)
  }

  private tell(from: Instant, to: Instant, packets: number | undefined, reason: string): void {
    this.sink.gap({ capture: this.options.capture, from, to, packets, reason })
  }
}

function commandOf(recorder: PacketSource, recording: Recording): Command {
  if (recorder === 'simulated') throw new Error('the simulated works need a command')
  return { file: recorder, args: argumentsFor(recorder, recording) }
}
