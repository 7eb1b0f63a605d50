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
        this.pieces = [s7Block(1, 222), s7Block(2, 222), s7Block(3, 98)]
        return s7.uploadStarted(reference, SESSION, 542)
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
    const image = write(DB1.length)
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
      s7.moduleRecord(1, S7_ORDER_NUMBER, [0, 5]),
      s7.moduleRecord(6, S7_ORDER_NUMBER, [0, 5]),
      s7.moduleRecord(7, '', [0x5603, 0x020e]),
      s7.moduleRecord(0x81, 'Boot Loader', [0x4120, 0x2509]),
    ]
  }
}

/** A record of list 0x0424: event, mode now (8 run, 4 stop), time of the last change. */
function operatingMode(runs: boolean): Uint8Array {
  return write()
    .u16(0x5100)
    .u8(runs ? 8 : 4, 0xff)
    .zeros(8)
    .u8(0x26, 0x03, 0x11, 0x06, 0x12, 0x40, 0x10, 0x04)
    .done()
}

/** A piece of MC7 code with the block header's signature at the start of the first. */
export function s7Block(number: number, length: number): Uint8Array {
  const out = write(length)
  if (number === 1) out.u8(0x70, 0x70, 1, 1, 5, 0x0a, 0, 1).u32(542).zeros(24)
  while (out.length < length) out.u8((out.length * 13 + number * 29) & 0xff)
  return out.done()
}
