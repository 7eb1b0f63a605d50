import { limits } from '../../base/limits.ts'
import { StoreRefusal } from '../../store/contract.ts'
import { Thread } from '../../store/sqlite/thread.ts'
import type { Work } from './work.ts'

const THREAD = new URL('./thread.ts', import.meta.url)

/**
 * Where work on kept packets is done, one piece after the other, in a thread of its own: people and packets go on meanwhile. What takes too
 * long is ended together with its thread; the next piece gets another.
 */
export class Bench {
  private thread: Thread | undefined
  private last: Promise<unknown> = Promise.resolve()
  private waiting = 0
  private closed = false
  private readonly most: number

  /** `most`: milliseconds that one piece of work may take. */
  constructor(most: number = limits.evidence.workMs) {
    this.most = most
  }

  do<N extends keyof Work>(name: N, argument: Work[N]['argument']): Promise<Work[N]['answer']> {
    if (this.waiting >= limits.evidence.workWaiting)
      return Promise.reject(new StoreRefusal('busy', 'much is asked of the kept packets; ask again later'))
    this.waiting++
    const turn = this.last.then(() => this.now(name, argument)).finally(() => this.waiting--)
    this.last = turn.catch(() => undefined)
    return turn
  }

  async close(): Promise<void> {
    this.closed = true
    await this.thread?.stop()
  }

  private async now<N extends keyof Work>(
    name: N,
    argument: Work[N]['argument'],
  ): Promise<Work[N]['answer']> {
    if (this.closed) throw new StoreRefusal('closed', 'the platform is closing')
    const thread = this.thread ?? this.start()
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      this.thread = undefined
      void thread.stop()
      late.reject(
        new StoreRefusal('busy', `this took more than ${Math.round(this.most / 1000)} seconds; ask for less`),
      )
    }, this.most)
    try {
      return await Promise.race([thread.call<Work[N]['answer']>(name, argument), late.promise])
    } finally {
      clearTimeout(timer)
    }
  }

  private start(): Thread {
    const thread = new Thread(THREAD, undefined, {
      end: () => {
        if (this.thread === thread) this.thread = undefined
      },
    })
    this.thread = thread
    return thread
  }
}
