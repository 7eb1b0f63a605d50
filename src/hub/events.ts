import { limits } from '../base/limits.ts'
import type { Json } from '../model/document.ts'

export const EVENT_KINDS = ['assets', 'operations', 'sensors', 'job', 'state'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** Something that whoever watches the platform wants to know at once. */
export interface HubEvent {
  /** Higher than that of every event before it, also of those before a restart. */
  id: number
  kind: EventKind
  /** Whose site it is about; undefined: the whole platform. */
  site: string | undefined
  data: Json
}

/** Tells what happens, and remembers the latest for those who were away for a moment. */
export class Events {
  private readonly history: HubEvent[] = []
  private readonly listeners = new Set<(event: HubEvent) => void>()
  private id: number

  /** `now` in milliseconds: numbers go on from there, so that none is given twice. */
  constructor(now: number) {
    this.id = now * 1000
  }

  publish(kind: EventKind, site: string | undefined, data: Json): void {
    const event: HubEvent = { id: ++this.id, kind, site, data }
    this.history.push(event)
    if (this.history.length > limits.hub.eventsRemembered) this.history.shift()
    for (const listener of this.listeners) listener(event)
  }

  /** Calls `listener` with each event from now on; gives what ends that. */
  subscribe(listener: (event: HubEvent) => void): () => void {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  /** Number of the latest event. */
  get last(): number {
    return this.id
  }

  /** Events after a number; undefined when some of them are forgotten, and whoever asks has to look at everything anew. */
  since(id: number): HubEvent[] | undefined {
    if (id === this.id) return []
    const first = this.history[0]?.id
    if (first === undefined || id < first - 1 || id > this.id) return undefined
    return this.history.filter((one) => one.id > id)
  }
}
