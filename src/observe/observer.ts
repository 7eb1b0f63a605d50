import { limits } from '../base/limits.ts'
import type { Message } from '../model/message.ts'
import type { Alias, Binding, Identity, Observation, Secret } from '../model/observation.ts'
import { count, type Instant, Operations, type Tally } from './operations.ts'

/** What a protocol says of its own messages; the observer needs no more of it. */
export interface Meaning {
  readonly id: string
  observe(message: Message): Observation[]
}

/** Takes what is not an operation. */
export interface FactSink {
  identity(fact: Identity, message: Message): void
  binding(fact: Binding, message: Message): void
  alias(fact: Alias, message: Message): void
  secret(fact: Secret, message: Message): void
}

/** Messages in, facts in shared words out. Repeats of a message only raise the counts of what it meant the first time. */
export class Observer {
  readonly operations = new Operations()
  /** Messages whose meaning could not be told because of a fault of ours; each is a bug. */
  faults = 0
  /** What went wrong, a few times. */
  readonly faultNotes: string[] = []
  private readonly meanings = new Map<string, Meaning>()
  private readonly sink: FactSink

  constructor(meanings: readonly Meaning[], sink: FactSink) {
    for (const one of meanings) this.meanings.set(one.id, one)
    this.sink = sink
  }

  /** Takes a message that was read in full. */
  message(message: Message): void {
    if (message.value === undefined) return
    let facts: Observation[]
    try {
      facts = this.meanings.get(message.protocol)?.observe(message) ?? []
    } catch (fault) {
      this.fault(message, fault)
      return
    }
    if (facts.length === 0) return
    const tallies: Tally[] = []
    const most = Math.min(facts.length, limits.observe.factsPerMessage)
    for (let i = 0; i < most; i++) {
      const tally = this.fact(facts[i]!, message)
      if (tally !== undefined) tallies.push(tally)
    }
    message.tally = tallies
  }

  /** Takes a repeat of an earlier message. */
  repeat(message: Message, at: Instant): void {
    const tallies = message.tally as Tally[] | undefined
    if (tallies === undefined) return
    for (let i = 0; i < tallies.length; i++) count(tallies[i]!, at)
  }

  private fact(fact: Observation, message: Message): Tally | undefined {
    switch (fact.kind) {
      case 'operation':
        return this.operations.add(fact, message)
      case 'identity':
        this.sink.identity(fact, message)
        return undefined
      case 'binding':
        this.sink.binding(fact, message)
        return undefined
      case 'alias':
        this.sink.alias(fact, message)
        return undefined
      case 'secret':
        this.sink.secret(fact, message)
        return undefined
      case 'transfer':
        return undefined
    }
  }

  private fault(message: Message, fault: unknown): void {
    this.faults++
    if (this.faultNotes.length < 5)
      this.faultNotes.push(`${message.protocol} in packet ${message.packets.at(-1)}: ${String(fault)}`)
  }
}
