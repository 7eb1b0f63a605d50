import { limits } from '../base/limits.ts'
import type { Message } from '../model/message.ts'

/** One meaning, read in full once: its messages from the outermost inwards, and a number that no other has (0: never repeats). */
export interface Reading {
  id: number
  stack: Message[]
  /** A copy of the bytes and the id of the answered reading, where only the very same message counts as a repeat. */
  exact: { bytes: Uint8Array; answered: number } | undefined
  /** Whether what answers it repeats only as the very same message. */
  exactAnswer: boolean
}

/** What all memories of an engine share: how many readings they hold, and the last number given. */
export class Budget {
  held = 0
  lastId = 0

  get left(): boolean {
    return this.held < limits.dissect.meanings
  }
}

/** Readings by their keys: of one conversation, or of all conversations of two parties over one service. */
export class Meanings {
  private readonly known = new Map<number, Reading>()
  private readonly budget: Budget
  private exactKept = 0

  constructor(budget: Budget) {
    this.budget = budget
  }

  get(key: number): Reading | undefined {
    return this.known.get(key)
  }

  /** Keeps a reading, and numbers it, while there is room. */
  keep(key: number, reading: Reading): void {
    if (this.known.size >= limits.dissect.meaningsPerConversation) return
    if (reading.exact !== undefined && ++this.exactKept > limits.dissect.exactPerConversation) return
    reading.id = ++this.budget.lastId
    this.budget.held++
    this.known.set(key, reading)
  }

  /** Gives back what it holds of the budget; nothing will be kept here any more. */
  release(): void {
    this.budget.held -= this.known.size
    this.known.clear()
  }
}

/**
 * Memories that outlive a conversation: who connects anew for every poll should not have every poll read anew. When there are too many
 * pairs, the one that was remembered first is forgotten.
 */
export class SharedMeanings {
  readonly budget = new Budget()
  private readonly pairs = new Map<string, Meanings>()

  /** The memory of these two parties (numbers, in any order), their lower port and protocol. */
  of(a: number, b: number, port: number, protocol: string): Meanings {
    const key = `${Math.min(a, b)}|${Math.max(a, b)}|${port}|${protocol}`
    const known = this.pairs.get(key)
    if (known !== undefined) return known
    if (this.pairs.size >= limits.dissect.pairsRemembered) {
      const [oldest, forgotten] = this.pairs.entries().next().value!
      forgotten.release()
      this.pairs.delete(oldest)
    }
    const fresh = new Meanings(this.budget)
    this.pairs.set(key, fresh)
    return fresh
  }
}
