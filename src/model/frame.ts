import { NO_TIME } from '../base/time.ts'

/**
 * A frame: bytes captured from a wire, with the time, link type and origin they came with.
 *
 * A reader keeps ONE Frame object and refills it for every packet, and `bytes` is a window on the reader's own buffer: whoever wants
 * to keep anything beyond the current packet copies it. That is what lets a capture of any size pass in constant memory.
 */
export interface Frame {
  /** The buffer that holds the packet; only `start` (inclusive) to `end` (exclusive) belong to this frame. */
  bytes: Uint8Array
  start: number
  end: number
  /** Bytes the packet had on the wire; larger than `end - start` when the capture was cut by a snap length. */
  wireLength: number
  /** Whole seconds since 1970-01-01 UTC (may be negative or absurd in a damaged file) and nanoseconds 0..999,999,999 within it. */
  seconds: number
  nanos: number
  /** LINKTYPE_ value from the tcpdump.org registry (1 Ethernet, 101 raw IP, 113 Linux SLL …). */
  linkType: number
  /** Index of the capture this frame came from, in the order the captures were named. */
  capture: number
  /** 1-based number within its capture file, as Wireshark shows it. */
  packet: number
}

/** A frame with nothing in it, to be refilled. */
export function emptyFrame(): Frame {
  return {
    bytes: new Uint8Array(0),
    start: 0,
    end: 0,
    wireLength: 0,
    seconds: NO_TIME,
    nanos: 0,
    linkType: 1,
    capture: 0,
    packet: 0,
  }
}
