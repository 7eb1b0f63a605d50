/**
 * Files on their way to the server. They stand outside the pages, so that an upload goes on while one looks at something else. One is sent
 * at a time: the line is the same, and the first is done sooner.
 */
export interface Upload {
  id: number
  site: string
  name: string
  size: number
  sent: number
  state: 'waiting' | 'sending' | 'failed'
  /** Why it failed, in words. */
  reason?: string
}

/** Sends one file; calls back with the bytes sent and at the end with undefined, or what went wrong. */
export type Send = (
  upload: Upload,
  file: Blob,
  tell: { sent: (bytes: number) => void; done: (trouble: string | undefined) => void },
) => { abort: () => void }

/** A queue of uploads that a view can follow. `done` is called with the site after each file that arrived. */
export class Uploads {
  private list: readonly Upload[] = []
  private readonly files = new Map<number, Blob>()
  private readonly listeners = new Set<() => void>()
  private running: { id: number; abort: () => void } | undefined
  private next = 1
  private readonly send: Send
  private readonly done: (site: string) => void

  constructor(send: Send, done: (site: string) => void) {
    this.send = send
    this.done = done
  }

  /** The same list as long as nothing changed. */
  snapshot = (): readonly Upload[] => this.list

  subscribe = (tell: () => void): (() => void) => {
    this.listeners.add(tell)
    return () => this.listeners.delete(tell)
  }

  add(site: string, files: readonly { name: string; size: number; blob: Blob }[]): void {
    const fresh = files.map(({ name, size, blob }): Upload => {
      const id = this.next++
      this.files.set(id, blob)
      return { id, site, name, size, sent: 0, state: 'waiting' }
    })
    this.change([...this.list, ...fresh])
    this.pump()
  }

  /** Stops one that is being sent, takes one that waits or failed off the list. */
  remove(id: number): void {
    const running = this.running?.id === id ? this.running : undefined
    if (running !== undefined) this.running = undefined
    this.forget(id)
    running?.abort()
    this.pump()
  }

  private pump(): void {
    const upload = this.list.find(({ state }) => state === 'waiting')
    if (this.running !== undefined || upload === undefined) return
    const { id, site } = upload
    const mine = (): boolean => this.running?.id === id
    const running = { id, abort: () => {} }
    this.running = running
    this.update(id, { state: 'sending' })
    const { abort } = this.send(upload, this.files.get(id)!, {
      sent: (bytes) => mine() && this.update(id, { sent: bytes }),
      done: (trouble) => {
        if (!mine()) return
        this.running = undefined
        if (trouble === undefined) {
          this.forget(id)
          this.done(site)
        } else this.update(id, { state: 'failed', reason: trouble })
        this.pump()
      },
    })
    running.abort = abort
  }

  private forget(id: number): void {
    this.files.delete(id)
    this.change(this.list.filter((one) => one.id !== id))
  }

  private update(id: number, part: Partial<Upload>): void {
    this.change(this.list.map((one) => (one.id === id ? { ...one, ...part } : one)))
  }

  private change(list: readonly Upload[]): void {
    this.list = list
    for (const tell of this.listeners) tell()
  }
}
