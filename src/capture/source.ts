import type { Frame } from '../model/frame.ts'
import type { CaptureNote } from './reader.ts'

/** A capture that is being read. */
export interface CaptureSource {
  readonly path: string
  /** Index of the capture, as its frames and notes carry it. */
  readonly capture: number
  /** The current packet: valid after `next` gave true and until it is called again. */
  readonly frame: Frame
  readonly notes: readonly CaptureNote[]
  /** Bytes taken from the file so far, compressed ones when it is compressed: the measure of progress against `sizeBytes`. */
  readonly bytesRead: number
  /**
   * Goes to the next packet; false at the end. The answer is immediate as long as the packet is in memory, and a promise only when
   * bytes have to be read. Trouble is never thrown: reading ends and `notes` say why.
   */
  next(): boolean | Promise<boolean>
  close(): Promise<void>
}

/** A capture that can be read. */
export interface CaptureInput {
  readonly path: string
  readonly capture: number
  /** Size of the file, or undefined for a pipe. */
  readonly sizeBytes: number | undefined
  /** False for what can be read only once, such as standard input. */
  readonly replayable: boolean
  /** A new source at the beginning of the capture. Nothing is opened before its first `next`. */
  open(options?: { chunkBytes?: number }): CaptureSource
}

/** Bytes of a file, chunk by chunk. */
export interface ByteSource {
  readonly bytesRead: number
  /** Why the bytes end before their time; set when `read` gave undefined. */
  readonly problem: ByteProblem | undefined
  /** The next bytes, valid until the next call; undefined at the end. Never rejects. */
  read(): Promise<Uint8Array | undefined>
  close(): Promise<void>
}

export interface ByteProblem {
  kind: 'truncated' | 'damaged' | 'unreadable'
  message: string
}
