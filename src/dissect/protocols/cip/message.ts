import type { Attribute } from './attributes.ts'
import type { Hop, Path } from './path.ts'

/** Who opens a connection, and what for: from Forward_Open and Forward_Close. */
export interface Opening {
  vendor: number
  serial: number
  name: string
  path: Path
  transportClass: number
  toTarget: number
  toOriginator: number
}

/** One CIP request or reply; an unconnected one that travels inside another and the parts of a multiple one are `messages`. */
export interface Cip {
  reply: boolean
  /** First byte, as it was sent. */
  code: number
  /** Service that is asked for or answered; where a router answers for a target it could not reach, the service meant for that. */
  service: number
  /** Of a reply that is of its request; undefined when that was not seen. */
  path: Path | undefined
  status: number
  extended: number[]
  /** The way from the receiver to the target. */
  route: Hop[]
  messages: Cip[]
  /** Values of attributes that were read or set. */
  attributes: Attribute[]
  /** Attributes that a list names. */
  listed: number[]
  /** Particulars of the operation in words: a reset's kind, a file's offset, a lock's direction. */
  note: string
  /** Bytes of a file, an image or a program that it carried. */
  moved: number
  /** Whether it carried a password. */
  secret: boolean
  /** A payload of another protocol tells what it means. */
  carries: boolean
  opening: Opening | undefined
  /** Whether vendor-specific classes may be read as Rockwell's: no other vendor said to be the target. */
  rockwell: boolean
}

export function blankMessage(code: number, rockwell: boolean): Cip {
  return {
    reply: (code & REPLY_BIT) !== 0,
    code,
    service: code & ~REPLY_BIT,
    path: undefined,
    status: 0,
    extended: [],
    route: [],
    messages: [],
    attributes: [],
    listed: [],
    note: '',
    moved: 0,
    secret: false,
    carries: false,
    opening: undefined,
    rockwell,
  }
}

export const REPLY_BIT = 0x80
