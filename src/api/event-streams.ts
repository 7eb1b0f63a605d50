import { limits } from '../base/limits.ts'
import type { EventSource, PlatformEvent } from './platform.ts'
import { Problem } from './problem.ts'

export interface Subscriber {
  /** Whose stream it is; each has a bounded number. */
  account: string
  /** Only of this site, and what is of all; absent: of every site. */
  site: string | undefined
  /** Number of the event that was seen last; absent: begin now. */
  after: number | undefined
  /** Whether who asked may still see this. Asked again and again while the stream is open. */
  still: () => Promise<boolean>
}

const encoder = new TextEncoder()
const HEARTBEAT = encoder.encode(': still here\n\n')
/** Milliseconds after which a browser comes back. */
const RETRY_MS = 2000

/** One event as server-sent events have it. Line breaks inside JSON are escaped, so `data` is one line. */
function eventText(kind: string, id: number, data: unknown): string {
  return `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`
}

/** The open streams of events: a bounded number, of each account too, and each with a bounded number of bytes that wait for its reader. */
export class EventStreams {
  private readonly open = new Map<() => void, string>()
  private readonly events: EventSource
  private readonly heartbeatMs: number
  private latest: { event: PlatformEvent; bytes: Uint8Array } | undefined

  constructor(events: EventSource, { heartbeatMs = limits.api.heartbeatMs, closing }: StreamOptions = {}) {
    this.events = events
    this.heartbeatMs = heartbeatMs
    closing?.addEventListener('abort', () => {
      for (const end of this.open.keys()) end()
    })
  }

  get count(): number {
    return this.open.size
  }

  /**
   * Opens a stream. It begins with what came after the event seen last; when that is no longer known, with a `reset`: look at everything
   * anew. Refuses one too many.
   */
  stream(subscriber: Subscriber): ReadableStream<Uint8Array> {
    this.refuseTooMany(subscriber.account)
    let end = () => {}
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          end = this.begin(controller, subscriber)
        },
        cancel: () => end(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: limits.api.eventBytesWaiting }),
    )
  }

  private begin(controller: ReadableStreamDefaultController<Uint8Array>, subscriber: Subscriber): () => void {
    const { account, site, after, still } = subscriber
    const end = (): void => {
      if (!this.open.delete(end)) return
      unsubscribe()
      clearInterval(heart)
      // After a cancel there is nothing left to close.
      if (controller.desiredSize !== null) closeQuietly(controller)
    }
    const send = (bytes: Uint8Array): void => {
      controller.enqueue(bytes)
      if ((controller.desiredSize ?? 0) <= 0) end()
    }
    const unsubscribe = this.events.subscribe((event) => {
      if (isFor(event, site)) send(this.bytesOf(event))
    })
    const heart = setInterval(() => {
      send(HEARTBEAT)
      still().then(
        (may) => {
          if (!may) end()
        },
        () => end(),
      )
    }, this.heartbeatMs)
    this.open.set(end, account)
    send(encoder.encode(this.opening(after, site)))
    return end
  }

  /** What a stream says first. */
  private opening(after: number | undefined, site: string | undefined): string {
    const retry = `retry: ${RETRY_MS}\n\n`
    const { last } = this.events
    if (after === undefined) return retry + eventText('ready', last, {})
    const missed = this.events.since(after)
    if (missed === undefined) return retry + eventText('reset', last, {})
    const told = missed.filter((event) => isFor(event, site)).map(textOf)
    return retry + told.join('') + eventText('ready', last, {})
  }

  /** All readers get the same bytes. */
  private bytesOf(event: PlatformEvent): Uint8Array {
    if (this.latest?.event !== event) this.latest = { event, bytes: encoder.encode(textOf(event)) }
    return this.latest.bytes
  }

  private refuseTooMany(account: string): void {
    let own = 0
    for (const other of this.open.values()) if (other === account) own++
    if (own >= limits.api.eventStreamsPerAccount)
      throw new Problem(
        'too-many',
        `One account may have ${limits.api.eventStreamsPerAccount} streams of events.`,
        {
          retryAfter: this.heartbeatMs / 1000,
        },
      )
    if (this.open.size >= limits.api.eventStreams)
      throw new Problem('busy', `The server keeps ${limits.api.eventStreams} streams of events.`, {
        retryAfter: this.heartbeatMs / 1000,
      })
  }
}

export interface StreamOptions {
  heartbeatMs?: number
  /** Ends all streams. */
  closing?: AbortSignal | undefined
}

function textOf({ kind, id, site, data }: PlatformEvent): string {
  return eventText(kind, id, { site: site ?? null, data })
}

function isFor(event: PlatformEvent, site: string | undefined): boolean {
  return site === undefined || event.site === undefined || event.site === site
}

function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close()
  } catch {
    // It was closed by its reader at this moment.
  }
}
