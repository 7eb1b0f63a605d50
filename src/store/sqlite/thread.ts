import { Worker } from 'node:worker_threads'
import { type RefusalCode, StoreRefusal } from '../contract.ts'
import { isBusy, isDamage } from './errors.ts'

/** What the caller's side sends to a thread of the store. */
export interface Call {
  id: number
  name: string
  argument: unknown
}
/** What comes back: an answer, a refusal, a fault of ours, or news that nobody asked for. */
export type Reply =
  | { id: number; answer: unknown }
  | { id: number; refused: { code: RefusalCode; message: string } }
  | { id: number; fault: string }
  | { news: unknown }

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
}

/** The caller's side of a thread: calls out, promises back. */
export class Thread {
  private readonly worker: Worker
  private readonly waiting = new Map<number, Waiting>()
  private readonly onEnd: (reason: string) => void
  private calls = 0
  private ended: string | undefined

  /** `onNews` takes what the thread says unasked; `onEnd` why it ended before it was told to. */
  constructor(
    file: URL,
    workerData: unknown,
    on: { news?: (news: unknown) => void; end?: (reason: string) => void } = {},
  ) {
    this.onEnd = on.end ?? (() => {})
    this.worker = new Worker(file, { workerData })
    this.worker.on('message', (reply: Reply) => {
      if ('news' in reply) on.news?.(reply.news)
      else this.settle(reply)
    })
    this.worker.on('error', (error) => this.end(error.stack ?? error.message))
    this.worker.on('exit', () => this.end('the thread ended'))
  }

  /** Calls that were not answered yet. */
  get pending(): number {
    return this.waiting.size
  }

  call<T>(name: string, argument: unknown): Promise<T> {
    if (this.ended !== undefined) return Promise.reject(new StoreRefusal('closed', this.ended))
    const call: Call = { id: ++this.calls, name, argument }
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(call.id, { resolve: resolve as (answer: unknown) => void, reject })
      this.worker.postMessage(call)
    })
  }

  /** Ends the thread at once; calls that wait are refused. */
  async stop(): Promise<void> {
    this.ended ??= 'the store is closed'
    await this.worker.terminate()
  }

  private settle(reply: Exclude<Reply, { news: unknown }>): void {
    const waiting = this.waiting.get(reply.id)
    this.waiting.delete(reply.id)
    if ('answer' in reply) waiting?.resolve(reply.answer)
    else if ('refused' in reply) waiting?.reject(new StoreRefusal(reply.refused.code, reply.refused.message))
    else waiting?.reject(new Error(reply.fault))
  }

  private end(reason: string): void {
    if (this.ended === undefined) this.onEnd(reason)
    this.ended ??= reason
    for (const one of this.waiting.values()) one.reject(new StoreRefusal('closed', this.ended))
    this.waiting.clear()
  }
}

/** The thread's side: how an error goes back to the caller. */
export function refusal(id: number, error: unknown): Reply {
  if (error instanceof StoreRefusal) return { id, refused: { code: error.code, message: error.message } }
  const message = error instanceof Error ? error.message : String(error)
  if (isBusy(error))
    return { id, refused: { code: 'busy', message: `another process is writing: ${message}` } }
  if (isDamage(error)) return { id, refused: { code: 'failed', message: `the data is damaged: ${message}` } }
  return { id, fault: error instanceof Error ? (error.stack ?? message) : message }
}
