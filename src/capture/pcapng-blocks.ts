import { TickClock } from './ticks.ts'

/** Block types. Source: draft-ietf-opsawg-pcapng, "Block Types"; the numbers are the IANA registry's. */
export const SECTION_HEADER = 0x0a0d0d0a
export const INTERFACE_DESCRIPTION = 1
export const PACKET = 2
export const SIMPLE_PACKET = 3
export const INTERFACE_STATISTICS = 5
export const ENHANCED_PACKET = 6

export const BYTE_ORDER_MAGIC = 0x1a2b3c4d
/** Type, length, and the length again at the end. */
export const BLOCK_FRAME_BYTES = 12

const OPTION_END = 0
const IF_TSRESOL = 9
const IF_TSOFFSET = 14
const ISB_IFDROP = 5
const ISB_OSDROP = 7

/** A capture interface as its section declares it. */
export interface CaptureInterface {
  linkType: number
  /** Longest packet kept of what passed; 0 means no limit. */
  snapLength: number
  clock: TickClock
}

/** Calls `visit` with each option's code, first byte and length, as far as they fit between `at` and `end`. */
function eachOption(
  view: DataView,
  at: number,
  end: number,
  little: boolean,
  visit: (code: number, at: number, length: number) => void,
): void {
  for (let next = at; next + 4 <= end; ) {
    const code = view.getUint16(next, little)
    const length = view.getUint16(next + 2, little)
    if (code === OPTION_END || next + 4 + length > end) return
    visit(code, next + 4, length)
    next += 4 + ((length + 3) & ~3)
  }
}

/** Reads an Interface Description Block's body at `at..end`; undefined when the body is too short to be one. */
export function readInterface(
  view: DataView,
  at: number,
  end: number,
  little: boolean,
): CaptureInterface | undefined {
  if (end - at < 8) return undefined
  let resolution: number | undefined
  let offset: number | undefined
  eachOption(view, at + 8, end, little, (code, from, length) => {
    if (code === IF_TSRESOL && length >= 1) resolution = view.getUint8(from)
    if (code === IF_TSOFFSET && length >= 8) offset = Number(view.getBigInt64(from, little))
  })
  return {
    linkType: view.getUint16(at, little),
    snapLength: view.getUint32(at + 4, little),
    clock: new TickClock(resolution, offset),
  }
}

/** Packets the recorder lost according to an Interface Statistics Block's body at `at..end`: by the interface and by the system. */
export function readLostPackets(view: DataView, at: number, end: number, little: boolean): bigint {
  let lost = 0n
  eachOption(view, at + 12, end, little, (code, from, length) => {
    if ((code === ISB_IFDROP || code === ISB_OSDROP) && length >= 8) lost += view.getBigUint64(from, little)
  })
  return lost
}
