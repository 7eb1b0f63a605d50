import * as s7 from '../build/s7.ts'
import { write } from '../build/writer.ts'
import type { Water } from '../water.ts'

/** What the treatment controller's DB1 holds, by byte. */
export const DB1 = { chlorine: 0, setpoint: 4, dose: 8, ph: 12, status: 16, length: 20 } as const

export const S7_ORDER_NUMBER = '6ES7 315-2EH14-0AB0'
export const S7_SERIAL = 'S C-E3UB41772015'

/** Names of the station as list 0x001C gives them. */
const NAMES: readonly [number, string][] = [
  [1, 'TREATMENT'],
  [2, 'CPU 315-2 PN/DP'],
  [3, 'RIDGEWATER-WTP'],
  [4, 'Original Siemens Equipment'],
  [5, S7_SERIAL],
  [7, 'CPU 315-2 PN/DP'],
]

const SESSION = 7

/** The treatment controller, a Siemens S7-300 with CPU 315-2 PN/DP: answers STEP 7 and the HMI. */
export class S7Plc {
  private readonly water: Water
  runs = true
  private pieces: Uint8Array[] = []

  constructor(water: Water) {
    this.water = water
  }

  /** Answers one request behind TPKT; undefined for what is no request. */
  answer = (request: Uint8Array): Uint8Array | undefined => {
    if (request[5] === 0xe0) return s7.cotpConnect(2, true)
    const reference = (request[11]! << 8) | request[12]!
    if (request[8] === 7) return this.szl(reference, request)
    if (request[8] === 1) return this.job(reference, request.subarray(17))
    return undefined
  }

  private job(reference: number, parameter: Uint8Array): Uint8Array | undefined {
    const code = parameter[0]!
    switch (code) {
      case 0xf0:
        return s7.setup(reference, true)
      case 4:
        return s7.varRead(reference, this.read(parameter))
      case 5:
        return this.write(reference, parameter)
      case 0x1d:
        this.pieces = blockPieces(0x10)
        return s7.uploadStarted(reference, SESSION, BLOCK_BYTES)
      case 0x1e: {
        const piece = this.pieces.shift() ?? new Uint8Array(0)
        return s7.blockData(0x1e, reference, this.pieces.length > 0, piece)
      }
      case 0x28:
        // `P_PROGRAM` without an argument is a warm restart; other services put blocks in place.
        if (parameter.at(-1) === 0x4d) this.runs = true
        return s7.done(code, reference)
      case 0x29:
        this.runs = false
        return s7.done(code, reference)
      default:
        return s7.done(code, reference)
    }
  }

  private read(parameter: Uint8Array): Uint8Array {
    const { water } = this
    const image = write()
      .f32(water.chlorine)
      .f32(water.chlorineSetpoint)
      .f32(water.dose)
      .f32(water.ph)
      .u16((water.dose > 0.05 ? 1 : 0) | (this.runs ? 2 : 0))
      .u16(0)
      .done()
    const start = ((parameter[11]! << 16) | (parameter[12]! << 8) | parameter[13]!) >> 3
    const length = (parameter[6]! << 8) | parameter[7]!
    const out = new Uint8Array(length)
    out.set(image.subarray(start, start + length))
    return out
  }

  private write(reference: number, parameter: Uint8Array): Uint8Array {
    const start = ((parameter[11]! << 16) | (parameter[12]! << 8) | parameter[13]!) >> 3
    const value = new DataView(parameter.buffer, parameter.byteOffset + 14 + 4, 4).getFloat32(0)
    if (start === DB1.setpoint) this.water.chlorineSetpoint = value
    return s7.varWritten(reference)
  }

  private szl(reference: number, request: Uint8Array): Uint8Array {
    const sequence = request[24]!
    const id = (request[29]! << 8) | request[30]!
    const index = (request[31]! << 8) | request[32]!
    return s7.szl(reference, sequence, id, index, this.records(id))
  }

  private records(id: number): Uint8Array[] {
    if (id === 0x001c) return NAMES.map(([index, text]) => s7.componentRecord(index, text))
    if (id === 0x0424) return [operatingMode(this.runs)]
    return [
      s7.moduleRecord(1, S7_ORDER_NUMBER, [5, 1]),
      s7.moduleRecord(6, S7_ORDER_NUMBER, [5, 1]),
      s7.moduleRecord(7, '', [0x5603, 0x020e]),
      s7.moduleRecord(0x81, 'Boot Loader', [0x4120, 0x2509]),
    ]
  }
}

/** A record of list 0x0424: event, expansion, mode now (8 run, 4 stop), time of the last change. */
function operatingMode(runs: boolean): Uint8Array {
  return write()
    .u16(0x5144)
    .u8(0xff, runs ? 8 : 4)
    .zeros(8)
    .u8(0x26, 0x03, 0x11, 0x06, 0x12, 0x40, 0x10, 0x04)
    .done()
}

/** Size of the controller's main block in load memory. */
export const BLOCK_BYTES = 542
const HEADER_BYTES = 36
const FOOTER_BYTES = 36
const INTERFACE_BYTES = 20
export const CODE_BYTES = BLOCK_BYTES - HEADER_BYTES - INTERFACE_BYTES - FOOTER_BYTES
/** Bytes of a block that one answer of 240 bytes carries. */
const PIECE = 222
/** Days and milliseconds as block headers count them, from 1984 on: 2026-03-10 and 2024-06-18, both 14:05. */
const CHANGED = [50_700_000, 15_409] as const
const INTERFACE_CHANGED = [50_700_000, 14_779] as const

/** An organization block as load memory holds it: header, MC7 code, interface, footer with author, family and name. */
function block(revision: number): Uint8Array {
  const out = write().u8(0x70, 0x70, 1, 1, 1, 8).u16(1).u32(BLOCK_BYTES).u32(0)
  out.u32(CHANGED[0]).u16(CHANGED[1]).u32(INTERFACE_CHANGED[0]).u16(INTERFACE_CHANGED[1])
  out.u16(INTERFACE_BYTES).u16(0).u16(20).u16(CODE_BYTES)
  for (let index = 0; index < CODE_BYTES; index++) out.u8((index * 13 + revision * 29) & 0xff)
  return out
    .zeros(INTERFACE_BYTES)
    .text('RIDGEWTR', 8)
    .text('DOSING', 8)
    .text('MAIN', 8)
    .u8(revision, 0)
    .zeros(10)
    .done()
}

/** The block in the pieces that upload and download move it in; the revision tells changed programs apart. */
export function blockPieces(revision: number): Uint8Array[] {
  const bytes = block(revision)
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += PIECE) pieces.push(bytes.subarray(at, at + PIECE))
  return pieces
}
