import type { Protocol } from './protocol.ts'

/** Finds the protocols that a carrier may hold: by port or selector first, by content among those that claim the carrier at all. */
export class Registry {
  readonly protocols: readonly Protocol[]
  private readonly bySelector = new Map<string, Map<number, Protocol[]>>()
  private readonly byContent = new Map<string, Protocol[]>()

  constructor(protocols: readonly Protocol[]) {
    this.protocols = protocols
    for (const one of protocols)
      for (const [carrier, selectors] of Object.entries(one.carriedBy)) {
        const all = this.byContent.get(carrier) ?? []
        all.push(one)
        this.byContent.set(carrier, all)
        const table = this.bySelector.get(carrier) ?? new Map<number, Protocol[]>()
        this.bySelector.set(carrier, table)
        for (const selector of selectors) table.set(selector, [...(table.get(selector) ?? []), one])
      }
  }

  /** Protocols that declared this port or selector of the carrier. */
  expected(carrier: string, selector: number): readonly Protocol[] {
    return this.bySelector.get(carrier)?.get(selector) ?? NONE
  }

  /** Every protocol that the carrier may hold. */
  possible(carrier: string): readonly Protocol[] {
    return this.byContent.get(carrier) ?? NONE
  }
}

const NONE: readonly Protocol[] = []
