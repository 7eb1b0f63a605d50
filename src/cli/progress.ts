import type { Progress } from '../capture/timeline.ts'

const EVERY_MS = 200

/** One line on stderr that says how far the reading is, how fast, and how long it will take; only where a person watches. */
export class ProgressLine {
  private readonly quiet: boolean
  private readonly begun = performance.now()
  private shown = 0
  private wide = 0

  constructor(quiet: boolean) {
    this.quiet = quiet || process.stderr.isTTY !== true
  }

  show(at: Progress): void {
    if (this.quiet) return
    const now = performance.now()
    if (now - this.shown < EVERY_MS) return
    this.shown = now
    const seconds = (now - this.begun) / 1000
    const rate = at.bytes / seconds
    const left = at.totalBytes === undefined || rate === 0 ? undefined : (at.totalBytes - at.bytes) / rate
    const share =
      at.totalBytes === undefined ? '' : `${Math.floor((100 * at.bytes) / Math.max(1, at.totalBytes))} %, `
    const line = `${share}${at.packets.toLocaleString('en')} packets, ${(rate / 1e6).toFixed(0)} MB/s${left === undefined ? '' : `, ${Math.ceil(left)} s left`}`
    process.stderr.write(`\r${line.padEnd(this.wide)}`)
    this.wide = line.length
  }

  clear(): void {
    if (this.wide > 0) process.stderr.write(`\r${' '.repeat(this.wide)}\r`)
  }
}
