import { limits } from '../base/limits.ts'
import type { Frame } from '../model/frame.ts'
import type { CaptureNote } from './reader.ts'
import type { CaptureInput, CaptureSource } from './source.ts'

/** How far the reading is; told once per chunk of bytes and at the end of each capture. */
export interface Progress {
  /** Bytes taken from the files, and their total size, or undefined when a pipe is among them. */
  bytes: number
  totalBytes: number | undefined
  /** Packets delivered. */
  packets: number
  /** Path of the capture being read. */
  path: string
}

/** What became of one capture. */
export interface CaptureSummary {
  path: string
  capture: number
  sizeBytes: number | undefined
  packets: number
  notes: readonly CaptureNote[]
}

export interface RunOptions {
  onProgress?: (progress: Progress) => void
  /** Ends the run at the next chunk of bytes; what was read till then is summed up as usual. */
  signal?: AbortSignal
}

/** A capture that waits for its turn on the timeline, and the time of its first packet. */
interface Waiting {
  input: CaptureInput
  first: Moment
  /** Already open, at its first packet, because it cannot be opened twice. */
  source: CaptureSource | undefined
}

/**
 * Reads captures as one timeline and hands each frame to `onFrame`, which must not keep it (see Frame).
 *
 * Captures that follow one another in time are read one after the other; those that overlap are merged by time. Within one capture the
 * order of the file is kept, even where its clock goes back. Packets of the same time come in the order of their captures. So the same
 * files always give the same sequence. An error thrown by `onFrame` ends the run and reaches the caller.
 */
export async function run(
  inputs: readonly CaptureInput[],
  onFrame: (frame: Frame) => void,
  options: RunOptions = {},
): Promise<CaptureSummary[]> {
  const timeline = new Timeline(inputs, onFrame, options)
  const [only] = inputs
  try {
    if (inputs.length === 1 && only !== undefined) await timeline.readOne(only)
    else await timeline.merge(await timeline.order(inputs))
  } finally {
    await timeline.close()
  }
  return timeline.summaries.sort((a, b) => a.capture - b.capture)
}

/** Negative when packet `a` comes before `b` on the timeline. */
function compare(a: Moment, b: Moment): number {
  return a.seconds - b.seconds || a.nanos - b.nanos || a.capture - b.capture
}

type Moment = Pick<Frame, 'seconds' | 'nanos' | 'capture'>

class Timeline {
  readonly summaries: CaptureSummary[] = []
  readonly #onFrame: (frame: Frame) => void
  readonly #options: RunOptions
  readonly #totalBytes: number | undefined
  readonly #open = new Map<CaptureSource, CaptureInput>()
  readonly #late: CaptureNote[] = []
  #doneBytes = 0
  #packets = 0

  constructor(inputs: readonly CaptureInput[], onFrame: (frame: Frame) => void, options: RunOptions) {
    this.#onFrame = onFrame
    this.#options = options
    this.#totalBytes = inputs.reduce<number | undefined>(
      (sum, input) =>
        sum === undefined || input.sizeBytes === undefined ? undefined : sum + input.sizeBytes,
      0,
    )
  }

  async readOne(input: CaptureInput): Promise<void> {
    const source = this.#start(input)
    if (await source.next()) await this.#drain(source, undefined, true)
    await this.#finish(source)
  }

  /** Looks at the first packet of each capture. Captures without any are finished here. */
  async order(inputs: readonly CaptureInput[]): Promise<Waiting[]> {
    const waiting: Waiting[] = []
    for (const input of inputs) {
      if (this.#stopped()) break
      const source = this.#start(input, input.replayable ? limits.capture.peekBytes : undefined)
      if (!(await source.next())) {
        await this.#finish(source)
        continue
      }
      const { seconds, nanos } = source.frame
      const first = { seconds, nanos, capture: input.capture }
      waiting.push({ input, first, source: input.replayable ? undefined : source })
      if (!input.replayable) continue
      this.#open.delete(source)
      await source.close()
    }
    return waiting.sort((a, b) => compare(a.first, b.first))
  }

  async merge(waiting: Waiting[]): Promise<void> {
    const active: CaptureSource[] = []
    while (!this.#stopped()) {
      if (arrives(waiting, active)) await this.#admit(waiting, active)
      const best = earliest(active)
      if (best === undefined) return
      const arriving = active.length < limits.capture.openSources ? waiting[0]?.first : undefined
      const until = sooner(earliest(active, best)?.frame, arriving)
      // Where captures alternate packet by packet, waiting for nothing would cost more than the reading.
      const answer = this.#deliver(best, until)
      if (answer === true || (answer !== false && (await this.#drain(best, until, answer)))) continue
      active.splice(active.indexOf(best), 1)
      await this.#finish(best)
      this.#noteLate(best, waiting[0])
    }
  }

  /** Opens the captures that have begun by the time of the earliest packet at hand, as far as there is room. */
  async #admit(waiting: Waiting[], active: CaptureSource[]): Promise<void> {
    while (arrives(waiting, active)) {
      const head = waiting.shift()
      if (head === undefined) return
      const source = head.source ?? this.#start(head.input)
      if (head.source !== undefined || (await source.next())) active.push(source)
      else await this.#finish(source)
    }
  }

  /**
   * Delivers packets of a source while they come before `until`. False when the source has no more, a promise of whether it has when
   * bytes must be waited for.
   */
  #deliver(source: CaptureSource, until: Moment | undefined): boolean | Promise<boolean> {
    const onFrame = this.#onFrame
    const frame = source.frame
    for (;;) {
      onFrame(frame)
      this.#packets++
      const answer = source.next()
      if (answer !== true) return answer
      if (until !== undefined && compare(frame, until) >= 0) return true
    }
  }

  /** Delivers like `#deliver`, waiting for bytes as often as needed, once `answer` says that there is a packet. */
  async #drain(
    source: CaptureSource,
    until: Moment | undefined,
    answer: boolean | Promise<boolean>,
  ): Promise<boolean> {
    for (let more = answer; await more; ) {
      this.#report(source)
      if (this.#stopped()) return false
      if (until !== undefined && compare(source.frame, until) >= 0) return true
      more = this.#deliver(source, until)
      if (more === true) return true
    }
    return false
  }

  /** A capture that begins before the one just ended stopped had to wait for a free place. */
  #noteLate(ended: CaptureSource, head: Waiting | undefined): void {
    if (head === undefined || compare(ended.frame, head.first) <= 0) return
    this.#late.push({
      capture: head.input.capture,
      packet: 0,
      byteOffset: 0,
      kind: 'out-of-order',
      message: `is read out of order: more than ${limits.capture.openSources} captures overlap in time`,
    })
  }

  #start(input: CaptureInput, chunkBytes?: number): CaptureSource {
    const source = input.open(chunkBytes === undefined ? {} : { chunkBytes })
    this.#open.set(source, input)
    return source
  }

  async #finish(source: CaptureSource): Promise<void> {
    this.#report(source)
    const input = this.#open.get(source)
    this.#open.delete(source)
    this.#doneBytes += input?.sizeBytes ?? source.bytesRead
    await source.close()
    this.summaries.push({
      path: source.path,
      capture: source.capture,
      sizeBytes: input?.sizeBytes,
      packets: source.frame.packet,
      notes: [...source.notes, ...this.#late.filter((note) => note.capture === source.capture)],
    })
  }

  #report(source: CaptureSource): void {
    const onProgress = this.#options.onProgress
    if (onProgress === undefined) return
    let bytes = this.#doneBytes
    for (const open of this.#open.keys()) bytes += open.bytesRead
    onProgress({ bytes, totalBytes: this.#totalBytes, packets: this.#packets, path: source.path })
  }

  #stopped(): boolean {
    return this.#options.signal?.aborted ?? false
  }

  /** Sums up and closes whatever is still open when a run ends early. */
  async close(): Promise<void> {
    for (const source of [...this.#open.keys()]) await this.#finish(source)
  }
}

/** Whether the next waiting capture begins before the packets at hand, and there is room for it. */
function arrives(waiting: readonly Waiting[], active: readonly CaptureSource[]): boolean {
  const head = waiting[0]
  if (head === undefined || active.length >= limits.capture.openSources) return false
  const best = earliest(active)
  return best === undefined || compare(best.frame, head.first) >= 0
}

/** The source whose current packet comes first, `except` one. */
function earliest(active: readonly CaptureSource[], except?: CaptureSource): CaptureSource | undefined {
  let best: CaptureSource | undefined
  for (const source of active) {
    if (source !== except && (best === undefined || compare(source.frame, best.frame) < 0)) best = source
  }
  return best
}

function sooner(a: Moment | undefined, b: Moment | undefined): Moment | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return compare(a, b) <= 0 ? a : b
}
