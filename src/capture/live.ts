import { limits } from '../base/limits.ts'
import { type Instant, millisecondsBetween } from '../base/time.ts'
import { countersOf, type InterfaceCounters, interfaceNames, isUp } from './interfaces.ts'
import { filterProblem, isInterfaceName, type PacketSource } from './recorder.ts'
import { type Command, InterfaceRecording, type RecordingSink } from './recording.ts'

export interface LiveOptions {
  interfaces: readonly string[]
  recorder: PacketSource
  /** What to start instead of the recorder itself. */
  command?: Command | undefined
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
  /** When the last packet was captured, and what the kernel had counted by then. */
  heardAt: Instant
  heard: number
  receivedThen: number
}

/** How an interface is doing. */
export interface InterfaceState {
  name: string
  listening: boolean
  /** Why it is not captured at present; undefined while it is. */
  trouble: string | undefined
  /** Packets sent since the sensor started, whoever sent them: the sensor does not. */
  sent: number
  /** Packets that the kernel received since the last one was captured, once that looks wrong; else 0. */
  unheard: number
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
      heardAt: options.now(),
      heard: options.lastPacket?.(name) ?? 0,
      receivedThen: countersOf(name)?.received ?? 0,
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

  /** How each interface is doing, as of the last look. */
  states(): InterfaceState[] {
    return this.all.map((one) => ({
      name: one.recording.name,
      listening: one.recording.listening,
      trouble: one.recording.absence,
      sent: one.sent,
      unheard: unheardOf(one),
    }))
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
    if (
      one.recording.packets !== one.heard ||
      counters === undefined ||
      counters.received < one.receivedThen
    ) {
      one.heard = one.recording.packets
      one.heardAt = now
      one.receivedThen = counters?.received ?? 0
    }
    // An interface that went and came counts from zero again.
    if (counters === undefined || before === undefined || counters.sent < before.sent) return
    one.sent += counters.sent - before.sent
    const packets = counters.lost - before.lost
    const capture = this.all.indexOf(one)
    const reason = 'the interface or its driver dropped them'
    if (packets > 0) this.sink.gap({ capture, from, to: now, packets, reason })
  }
}

/** Packets that the kernel counted while none was captured, when that goes on for long. */
function unheardOf({ counters, receivedThen, heardAt, lookedAt, recording }: Listening): number {
  const unheard = (counters?.received ?? 0) - receivedThen
  if (!recording.listening || unheard < limits.live.unheardPackets) return 0
  return millisecondsBetween(heardAt, lookedAt) < limits.live.unheardMs ? 0 : unheard
}

/** What is wrong with the wish to listen, in words; undefined when it can be tried. */
export function liveProblem({
  interfaces,
  filter,
  recorder,
}: {
  interfaces: readonly string[]
  filter?: string | undefined
  recorder?: PacketSource
}): string | undefined {
  if (interfaces.length > limits.live.interfaces)
    return `one sensor listens on at most ${limits.live.interfaces} interfaces`
  if (recorder === 'simulated') return undefined
  const there = interfaceNames()
  for (const [index, name] of interfaces.entries()) {
    if (!isInterfaceName(name)) return `'${name}' cannot be the name of an interface`
    if (!there.includes(name)) return `there is no interface '${name}'; there are ${there.join(', ')}`
    if (interfaces.indexOf(name) !== index) return `${name} is named twice`
  }
  return filter === undefined ? undefined : filterProblem(filter)
}
