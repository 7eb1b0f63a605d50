import type { IncomingMessage } from 'node:http'
import { limits } from '../base/limits.ts'

interface Watched {
  request: IncomingMessage
  /** Bytes that the connection had brought, and when, at the begin of the stretch. */
  bytes: number
  at: number
}

/**
 * Closes connections whose request bodies hardly come: a body must bring a least number of bytes in every stretch of time until it is
 * complete. While bytes wait for us to take them, it is we who are slow, and nothing is counted.
 */
export class SlowBodies {
  private readonly watched = new Set<Watched>()
  private readonly timer: NodeJS.Timeout
  private readonly stretchMs: number

  constructor(stretchMs: number) {
    this.stretchMs = stretchMs
    this.timer = setInterval(() => this.look(performance.now()), Math.min(1000, stretchMs / 2))
    this.timer.unref()
  }

  /** Watches a request until its body is complete or its connection ends. */
  watch(request: IncomingMessage): void {
    if (request.method === 'GET' || request.method === 'HEAD') return
    const watched = { request, bytes: request.socket.bytesRead, at: performance.now() }
    this.watched.add(watched)
    request.once('close', () => this.watched.delete(watched))
  }

  stop(): void {
    clearInterval(this.timer)
  }

  private look(now: number): void {
    for (const one of this.watched) {
      const { request } = one
      if (request.complete) this.watched.delete(one)
      else if (
        request.readableLength > 0 ||
        request.socket.bytesRead - one.bytes >= limits.api.bodyLeastBytes
      ) {
        one.bytes = request.socket.bytesRead
        one.at = now
      } else if (now - one.at >= this.stretchMs) {
        this.watched.delete(one)
        request.socket.destroy()
      }
    }
  }
}
