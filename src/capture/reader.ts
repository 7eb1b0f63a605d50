import type { Frame } from '../model/frame.ts'

/** What `CaptureReader.step` found: the next packet is in `frame`. */
export const FRAME = 0
/** The bytes fed so far hold no further whole packet: feed more, or close. */
export const HUNGRY = 1
/** Nothing more will come, however much is fed. */
export const END = 2
export type Step = typeof FRAME | typeof HUNGRY | typeof END

/**
 * Something a person should know about a capture: where it stops, why it could not be read, what the recorder lost.
 *
 * - `truncated`: the file ends in the middle of a record, or a compressed file before its end
 * - `damaged`: a length or a version makes no sense; what follows cannot be found
 * - `not-a-capture`: the bytes are something else
 * - `unreadable`: the operating system refused (missing, no permission, read error)
 * - `lost`: the recorder itself says it dropped packets
 * - `skipped`: packets that are there but were left out
 * - `out-of-order`: too many captures overlap in time to be merged at once
 */
export type NoteKind =
  | 'truncated'
  | 'damaged'
  | 'not-a-capture'
  | 'unreadable'
  | 'lost'
  | 'skipped'
  | 'out-of-order'

export interface CaptureNote {
  /** Index of the capture, as in `Frame.capture`. */
  capture: number
  /** 1-based number of the packet that could not be read, 0 when the note is about the whole file. */
  packet: number
  /** Where in the capture the trouble starts, counted in uncompressed bytes. */
  byteOffset: number
  kind: NoteKind
  /** Plain words, to be read after the file's name: "stops in packet 4 at byte 312: …". */
  message: string
}

/**
 * Reads one capture format as a pull state machine without any input or output of its own: `step` until HUNGRY, `feed` the next bytes
 * of the file, and `close` after the last. Any bytes are accepted; trouble ends up in `notes`.
 *
 * A fed chunk is borrowed, not copied: it must stay unchanged until `step` returns HUNGRY. Before that the reader has copied what it
 * still needs, so the caller may read the next bytes into the same memory.
 */
export interface CaptureReader {
  /** Refilled by each `step` that returns FRAME; its bytes are valid until the next `step`. */
  readonly frame: Frame
  readonly notes: readonly CaptureNote[]
  step(): Step
  feed(chunk: Uint8Array): void
  close(): void
}
