import { type Writer, write } from './writer.ts'

/** CIP explicit messages (CIP Networks Library, volume 1) and the Logix services for tags. */

/** Data type codes of tags. */
export const REAL = 0xca
export const BOOL = 0xc1

/** The path of a class and instance. */
export function objectPath(classId: number, instance = 1): Uint8Array {
  return instance > 255
    ? write().u8(0x20, classId, 0x25, 0).le16(instance).done()
    : new Uint8Array([0x20, classId, 0x24, instance])
}

/** The path of a tag by name. */
function tagPath(name: string): Uint8Array {
  const out = write().u8(0x91, name.length).text(name)
  return (name.length & 1 ? out.u8(0) : out).done()
}

/** A request: service, path, data. */
export function request(service: number, path: Uint8Array, data: ArrayLike<number> = []): Uint8Array {
  return write()
    .u8(service, path.length / 2)
    .bytes(path)
    .bytes(data)
    .done()
}

/** A response to a service; status 0 is success. */
export function response(service: number, data: ArrayLike<number> = [], status = 0): Uint8Array {
  return write()
    .u8(service | 0x80, 0, status, 0)
    .bytes(data)
    .done()
}

/** Read Tag (0x4C) of one element. */
export function readTag(name: string): Uint8Array {
  return request(0x4c, tagPath(name), [1, 0])
}

/** Write Tag (0x4D) of one REAL or BOOL. */
export function writeTag(name: string, type: number, value: number): Uint8Array {
  const data = write().le16(type).le16(1)
  return request(0x4d, tagPath(name), tagValue(data, type, value).done())
}

/** The answer to Read Tag. */
export function tagRead(type: number, value: number): Uint8Array {
  return response(0x4c, tagValue(write().le16(type), type, value).done())
}

function tagValue(out: Writer, type: number, value: number): Writer {
  return type === REAL ? out.lef32(value) : out.u8(value)
}

/** Multiple Service Packet (0x0A) to the message router; with `answer` the responses to one. */
export function multiple(parts: readonly Uint8Array[], answer = false): Uint8Array {
  const body = write().le16(parts.length)
  let offset = 2 + 2 * parts.length
  for (const part of parts) {
    body.le16(offset)
    offset += part.length
  }
  for (const part of parts) body.bytes(part)
  return answer ? response(0x0a, body.done()) : request(0x0a, objectPath(2), body.done())
}

/** The parts of a Multiple Service Packet's data. */
export function parts(data: Uint8Array): Uint8Array[] {
  const at = (index: number) => data[2 + 2 * index]! | (data[3 + 2 * index]! << 8)
  const count = data[0]! | (data[1]! << 8)
  return Array.from({ length: count }, (_, index) =>
    data.subarray(at(index), index + 1 < count ? at(index + 1) : data.length),
  )
}

/** Who opens a connection: the numbers Forward Open and Forward Close name it by. */
export interface Opening {
  serial: number
  vendor: number
  originator: number
  /** Connection id the originator chose for what comes to it. */
  toOriginator: number
}

const RPI = 7_500_000
/** Point to point, low priority, variable length, at most 500 bytes. */
const EXPLICIT = 0x43f4
/** Backplane port 1, slot 0, then the message router. */
const CPU_ROUTE = [1, 0, 0x20, 2, 0x24, 1]

/** Forward Open (0x54): a class 3 connection through the backplane to the controller's message router. */
export function forwardOpen(of: Opening): Uint8Array {
  const data = write()
    .u8(0x0a, 0x0e)
    .le32(0)
    .le32(of.toOriginator)
    .le16(of.serial)
    .le16(of.vendor)
    .le32(of.originator)
    .u8(1, 0, 0, 0)
    .le32(RPI)
    .le16(EXPLICIT)
    .le32(RPI)
    .le16(EXPLICIT)
    .u8(0xa3, CPU_ROUTE.length / 2, ...CPU_ROUTE)
  return request(0x54, objectPath(6), data.done())
}

/** The answer to Forward Open: connection ids both ways, and the numbers of the opening. */
export function forwardOpened(toTarget: number, of: Opening): Uint8Array {
  const data = write()
    .le32(toTarget)
    .le32(of.toOriginator)
    .le16(of.serial)
    .le16(of.vendor)
    .le32(of.originator)
    .le32(RPI)
    .le32(RPI)
    .u8(0, 0)
  return response(0x54, data.done())
}

/** Forward Close (0x4E). */
export function forwardClose(of: Opening): Uint8Array {
  const data = write()
    .u8(0x0a, 0x0e)
    .le16(of.serial)
    .le16(of.vendor)
    .le32(of.originator)
    .u8(CPU_ROUTE.length / 2, 0, ...CPU_ROUTE)
  return request(0x4e, objectPath(6), data.done())
}

/** The answer to Forward Close. */
export function forwardClosed(of: Opening): Uint8Array {
  return response(0x4e, write().le16(of.serial).le16(of.vendor).le32(of.originator).u8(0, 0).done())
}

/** Unconnected Send (0x52): a request carried over the backplane to the controller in slot 0. */
export function unconnectedSend(embedded: Uint8Array): Uint8Array {
  const data = write().u8(0x0a, 0x0e).le16(embedded.length).bytes(embedded)
  if (embedded.length & 1) data.u8(0)
  return request(0x52, objectPath(6), data.u8(1, 0, 1, 0).done())
}
