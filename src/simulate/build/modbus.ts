import { write } from './writer.ts'

/**
 * Modbus/TCP (Modbus Application Protocol V1.1b3, Messaging on TCP/IP V1.0b) and the Schneider UMAS services that travel in function 0x5A.
 */

/** A protocol data unit behind its MBAP header. */
export function mbap(transaction: number, unit: number, pdu: Uint8Array): Uint8Array {
  return write()
    .u16(transaction)
    .u16(0)
    .u16(pdu.length + 1)
    .u8(unit)
    .bytes(pdu)
    .done()
}

/** Read request: function 1 to 4, first address, quantity. */
export function readRequest(code: 1 | 2 | 3 | 4, address: number, quantity: number): Uint8Array {
  return write().u8(code).u16(address).u16(quantity).done()
}

/** Answer to a register read. */
export function registersRead(code: number, values: readonly number[]): Uint8Array {
  const out = write().u8(code, values.length * 2)
  for (const value of values) out.u16(value)
  return out.done()
}

/** Answer to a coil or input read: eight a byte, lowest bit first. */
export function bitsRead(code: number, bits: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array((bits.length + 7) >> 3)
  bits.forEach((bit, index) => {
    if (bit) bytes[index >> 3]! |= 1 << (index & 7)
  })
  return write().u8(code, bytes.length).bytes(bytes).done()
}

/** Write single coil (5); the answer is the same bytes. */
export function writeCoil(address: number, on: boolean): Uint8Array {
  return write()
    .u8(5)
    .u16(address)
    .u16(on ? 0xff00 : 0)
    .done()
}

/** Write single register (6); the answer is the same bytes. */
export function writeRegister(address: number, value: number): Uint8Array {
  return write().u8(6).u16(address).u16(value).done()
}

/** Write multiple registers (16). */
export function writeRegisters(address: number, values: readonly number[]): Uint8Array {
  const out = write()
    .u8(16)
    .u16(address)
    .u16(values.length)
    .u8(values.length * 2)
  for (const value of values) out.u16(value)
  return out.done()
}

/** The shortest well-formed request of a function, as a scanner tries it: no data, an address, or an address and a count of one. */
export function probe(code: number): Uint8Array {
  switch (code) {
    case 7:
    case 11:
    case 12:
    case 17:
      return new Uint8Array([code])
    case 20:
      return new Uint8Array([code, 7, 6, 0, 1, 0, 0, 0, 1])
    case 24:
      return new Uint8Array([code, 0, 0])
    default:
      return new Uint8Array([code, 0, 0, 0, 1])
  }
}

/** An exception answer. */
export function exception(code: number, reason: number): Uint8Array {
  return new Uint8Array([code | 0x80, reason])
}

/** Read device identification request (0x2B, MEI 0x0E): 1 basic, 2 regular. */
export function identifyRequest(level: 1 | 2): Uint8Array {
  return new Uint8Array([0x2b, 0x0e, level, 0])
}

/** Read device identification answer with its objects in order from number 0. */
export function identification(level: number, objects: readonly string[]): Uint8Array {
  const out = write().u8(0x2b, 0x0e, level, 0x82, 0, 0, objects.length)
  objects.forEach((text, index) => {
    out.u8(index, text.length).text(text)
  })
  return out.done()
}

/** A UMAS request: pairing key, function, data. */
export function umas(key: number, code: number, data: ArrayLike<number> = []): Uint8Array {
  return write().u8(0x5a, key, code).bytes(data).done()
}

/** A positive UMAS answer. */
export function umasOk(key: number, data: ArrayLike<number> = []): Uint8Array {
  return umas(key, 0xfe, data)
}

/** What a UMAS Read ID answer (0x02) tells of a controller. */
export interface UmasIdentity {
  model: string
  /** Firmware as major and minor, written in one word as 0x0260 for 2.60. */
  version: number
  hardware: number
}

/** The data of a Read ID answer: range, ident, model, versions, hardware, crash code, name, one memory bank. */
export function umasIdentity(of: UmasIdentity): Uint8Array {
  return write()
    .le16(0xff10)
    .le32(0x0006_0301)
    .le16(0)
    .le16(of.version)
    .le16(0)
    .le16(of.version)
    .le16(of.hardware)
    .le16(1)
    .le32(0)
    .u8(of.model.length)
    .text(of.model)
    .u8(1, 1, 1)
    .le16(0)
    .le32(0x0010_0000)
    .done()
}
