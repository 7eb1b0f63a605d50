import { limits } from '../base/limits.ts'
import { emptyFrame } from '../model/frame.ts'
import type { CaptureNote, CaptureReader, NoteKind, Step } from './reader.ts'
import { END, HUNGRY } from './reader.ts'
import { ByteWindow } from './window.ts'

/** What the readers of all formats share: the window on the bytes, the one frame, the remarks, and how reading stops. */
export abstract class BaseReader implements CaptureReader {
  readonly frame = emptyFrame()
  readonly notes: CaptureNote[] = []
  protected readonly window = new ByteWindow()
  protected ended = false

  constructor(capture: number) {
    this.frame.capture = capture
  }

  abstract step(): Step

  feed(chunk: Uint8Array): void {
    if (!this.ended) this.window.feed(chunk)
  }

  close(): void {
    this.window.closed = true
  }

  /** Reading cannot go on before more bytes come; when none will, it ends, with a remark if bytes are left over. */
  protected starve(explain: (left: number) => string): Step {
    const window = this.window
    if (!window.closed) return HUNGRY
    const left = window.end - window.at
    if (left > 0 || window.skipping) this.note('truncated', explain(left))
    this.ended = true
    return END
  }

  protected fail(message: string): Step {
    this.note('damaged', message)
    this.ended = true
    return END
  }

  /** Records a remark on the packet after the last one read, in words that follow "… in packet 4712 at byte 123456: ". */
  protected note(kind: NoteKind, message: string): void {
    if (this.notes.length >= limits.capture.notes) return
    const packet = this.frame.packet + 1
    const byteOffset = this.window.offset
    const verb = kind === 'truncated' || kind === 'damaged' ? 'stops' : 'has a gap'
    this.notes.push({
      capture: this.frame.capture,
      packet,
      byteOffset,
      kind,
      message: `${verb} in packet ${packet} at byte ${byteOffset}: ${message}`,
    })
  }
}
