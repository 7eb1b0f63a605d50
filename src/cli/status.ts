const QUIET_EVERY = 60

/**
 * One line on stderr that says how a long run is going: where a person watches it is rewritten each time, elsewhere a line a minute is
 * enough. Other lines go above it.
 */
export class StatusLine {
  private readonly watched = process.stderr.isTTY === true
  private wide = 0
  private shown = 0

  show(line: string): void {
    if (!this.watched) {
      if (this.shown++ % QUIET_EVERY === 0) process.stderr.write(`${line}\n`)
      return
    }
    const room = Math.max(20, (process.stderr.columns ?? 80) - 1)
    const text = line.slice(0, room)
    process.stderr.write(`\r${text.padEnd(this.wide)}`)
    this.wide = text.length
  }

  clear(): void {
    if (this.wide > 0) process.stderr.write(`\r${' '.repeat(this.wide)}\r`)
    this.wide = 0
  }
}
