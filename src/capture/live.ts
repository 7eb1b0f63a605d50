import { limits } from '../base/limits.ts'
import type { Instant } from '../base/time.ts'
import { countersOf, type InterfaceCounters, interfaceNames, isUp } from './interfaces.ts'
import { filterProblem, isInterfaceName, type Recorder } from './recorder.ts'
import { InterfaceRecording, type RecordingSink } from './recording.ts'

export interface LiveOptions {
  interfaces: readonly string[]
  recorder: Recorder
  filter?: string | undefined
  snapLength: number
  now(): Instant
  /** Number of the last packet of an interface that was numbered before. */
  lastPacket?(name: string): number
}

/** An interface and what is known of it. */
interface Listening {
  recording: InterfaceRecording
  /** Counters at the last look, and packets it sent since the sensor started. */
  counters: InterfaceCounters | undefined
  lookedAt: Instant
  sent: number
}

/** Several interfaces captured at once; their packets come as they arrive, with the index of the interface as their capture. */
export class LiveCapture {
  private readonly options: LiveOptions
  private readonly sink: RecordingSink
  private readonly all: Listening[]

  constructor(options: LiveOptions, sink: RecordingSink) {
    this.options = options
    this.sink = sink
    this.all = options.interfaces.map((name, capture) => ({
      recording: new InterfaceRecording(
        { ...options, interface: name, capture, lastPacket: options.lastPacket?.(name) ?? 0 },
        sink,
      ),
      counters: countersOf(name),
      lookedAt: options.now(),
      sent: 0,
    }))
  }

  /**
   * Starts listening. Gives what is wrong when it cannot be done as asked, and has then stopped again; an interface that is down is
   * waited for.
   */
  async start(): Promise<string | undefined> {
    const wrong = liveProblem(this.options)
    if (wrong !== undefined) return wrong
    const begun = await Promise.all(this.all.map(({ recording }) => recording.start()))
    for (const [index, one] of begun.entries()) {
      const { name } = this.all[index]!.recording
      if (one.ok || !isUp(name)) continue
      await this.stop()
      return `${name} cannot be captured: ${one.message}`
    }
    return undefined
  }

  /** To be called about once a second: asks for losses, and looks at the counters of the interfaces. */
  look(): void {
    for (const one of this.all) {
      one.recording.ask()
      this.lookAt(one)
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map(({ recording }) => recording.stop()))
    for (const one of this.all) this.lookAt(one)
  }

  /** Interfaces that are not captured at the moment. */
  silent(): string[] {
    return this.all.filter(({ recording }) => !recording.listening).map(({ recording }) => recording.name)
  }

  /** Packets that an interface sent since the sensor started, whoever sent them: the sensor does not. */
  sentBy(capture: number): number {
    return this.all[capture]?.sent ?? 0
  }

  private lookAt(one: Listening): void {
    const now = this.options.now()
    const { counters: before, lookedAt: from } = one
    const counters = countersOf(one.recording.name)
    one.counters = counters
    one.lookedAt = now
    // An interface that went and came counts from zero again.
    if (counters === undefined || before === undefined || counters.sent < before.sent) return
    one.sent += counters.sent - before.sent
    const packets = counters.lost - before.lost
    const capture = this.all.indexOf(one)
    const reason = 'the interface or its driver dropped them'
    if (packets > 0) this.sink.gap({ capture, from, to: now, packets, reason })
  }
}

/** What is wrong with the wish to listen, in words; undefined when it can be tried. */
export function liveProblem({
  interfaces,
  filter,
}: {
  interfaces: readonly string[]
  filter?: string | undefined
}): string | undefined {
  if (interfaces.length > limits.live.interfaces)
    return `one sensor listens on at most ${limits.live.interfaces} interfaces`
  const there = interfaceNames()
  for (const [index, name] of interfaces.entries()) {
    if (!isInterfaceName(name)) return `'${name}' cannot be the name of an interface`
    if (!there.includes(name)) return `there is no interface '${name}'; there are ${there.join(', ')}`
    if (interfaces.indexOf(name) !== index) return `${name} is named twice`
  }
  return filter === undefined ? undefined : filterProblem(filter)
}
