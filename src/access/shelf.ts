import type { z } from 'zod'
import {
  type Change,
  type Documents,
  everyDocument,
  type Json,
  type Put,
  type Removal,
  WHOLE,
} from '../model/document.ts'
import { AccessRefusal } from './refusal.ts'

interface Kept<T> {
  body: T
  revision: number
}

/** The documents of one kind of the whole installation, in memory as they are in the store. */
export class Shelf<T extends object> {
  private readonly store: Documents
  private readonly kind: string
  private readonly schema: z.ZodType<T>
  private kept = new Map<string, Kept<T>>()

  constructor(store: Documents, kind: string, schema: z.ZodType<T>) {
    this.store = store
    this.kind = kind
    this.schema = schema
  }

  async load(): Promise<void> {
    const kept = new Map<string, Kept<T>>()
    for await (const { id, body, revision } of everyDocument(this.store, WHOLE, this.kind)) {
      const read = this.schema.safeParse(body)
      if (!read.success)
        throw new AccessRefusal(
          'failed',
          `${this.kind} '${id}' cannot be read: ${read.error.issues[0]?.message}`,
        )
      kept.set(id, { body: read.data, revision })
    }
    this.kept = kept
  }

  get size(): number {
    return this.kept.size
  }

  get(id: string): T | undefined {
    return this.kept.get(id)?.body
  }

  /** Identifiers with what they stand for, in no order. */
  entries(): [string, T][] {
    return [...this.kept].map(([id, { body }]) => [id, body])
  }

  /** Writes it, as part of a change. */
  put(id: string, body: T): Put {
    const revision = this.kept.get(id)?.revision ?? 0
    return { site: WHOLE, kind: this.kind, id, revision, body: body as unknown as Json }
  }

  /** Removes it, as part of a change. */
  remove(id: string): Removal {
    return { site: WHOLE, kind: this.kind, id }
  }

  /** Takes over what a change wrote. */
  took({ put = [], remove = [] }: Change): void {
    for (const { kind, id, revision, body } of put)
      if (kind === this.kind) this.kept.set(id, { body: body as unknown as T, revision: revision + 1 })
    for (const { kind, id } of remove) if (kind === this.kind) this.kept.delete(id)
  }
}
