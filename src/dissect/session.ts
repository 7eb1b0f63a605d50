import { limits } from '../base/limits.ts'
import type { Message, Role } from '../model/message.ts'
import type { Cursor } from './cursor.ts'

/**
 * What a protocol may know of the conversation while it reads one message, and what it may leave for the next. The engine owns it and
 * bounds it; a protocol keeps no state of its own.
 */
export abstract class Session {
  /** Which of the conversation's two parties sends this message: 0 or 1. Say nothing of who asked whom. */
  direction: 0 | 1 = 0
  transport = ''
  fromPort = 0
  toPort = 0
  /** From this layer's glance. */
  role: Role = 0
  /** Message of the same protocol that asked for this one; its `value` is what `read` gave for it. */
  request: Message | undefined
  /** Set by `upgrade`, cleared by whoever acts on it. */
  upgraded = false
  private notes: Map<string, unknown> | undefined
  private parts: Map<string, Uint8Array[]> | undefined
  private held = 0

  /** Hands the cursor's next `size` bytes (default: all that are left) to the protocol carried under `selector`; true when one read them. */
  abstract carry(cursor: Cursor, selector: number, size?: number): boolean

  /** Hands reassembled bytes on, as `carry`. */
  abstract carryBytes(bytes: Uint8Array, selector: number): boolean

  /**
   * Hands over what will become the message's value while it is still being read, so that a message whose bytes run out keeps what was
   * understood of it. Without it such a message has no value and means nothing.
   */
  keep(_value: unknown): void {}

  /** Says that after this message both parties speak another protocol on the same connection (TLS, mostly), to be told by content. */
  upgrade(): void {
    this.upgraded = true
  }

  /** Keeps a fact for later messages of this conversation (either direction). The oldest fact goes when there are too many. */
  remember(key: string, value: unknown): void {
    this.notes ??= new Map()
    if (!this.notes.has(key) && this.notes.size >= limits.dissect.notesPerConversation) {
      const oldest = this.notes.keys().next().value
      if (oldest !== undefined) this.notes.delete(oldest)
    }
    this.notes.set(key, value)
  }

  recall<T>(key: string): T | undefined {
    return this.notes?.get(key) as T | undefined
  }

  forget(key: string): void {
    this.notes?.delete(key)
  }

  /** True while any assembly is open: the engine then reads every message in full. */
  get assembling(): boolean {
    return this.parts !== undefined && this.parts.size > 0
  }

  /**
   * Puts pieces of one larger unit together. `first` starts afresh, `last` gives the whole (copied) and ends. Gives undefined while
   * pieces are missing, and when the unit would pass its limit or begins in the middle.
   */
  assemble(key: string, piece: Uint8Array, first: boolean, last: boolean): Uint8Array | undefined {
    this.parts ??= new Map()
    if (first) this.abandon(key)
    const pieces = this.parts.get(key) ?? (first ? [] : undefined)
    if (pieces === undefined) return undefined
    if (
      this.held + piece.length > limits.dissect.assemblyBytes ||
      pieces.length >= limits.dissect.assemblyPieces ||
      this.parts.size > limits.dissect.assembliesOpen
    ) {
      this.abandon(key)
      return undefined
    }
    pieces.push(piece.slice())
    this.held += piece.length
    this.parts.set(key, pieces)
    if (!last) return undefined
    this.abandon(key)
    return Buffer.concat(pieces)
  }

  /** Drops an open assembly. */
  abandon(key: string): void {
    const pieces = this.parts?.get(key)
    if (pieces === undefined) return
    for (const piece of pieces) this.held -= piece.length
    this.parts?.delete(key)
  }
}
