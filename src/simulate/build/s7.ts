import { write } from './writer.ts'

/** S7comm behind TPKT (RFC 1006) and COTP class 0 (RFC 905), as STEP 7 and S7-300 controllers speak it. */

const JOB = 1
const ACK_DATA = 3
const USERDATA = 7

function tpkt(cotp: ArrayLike<number>, rest: Uint8Array = new Uint8Array(0)): Uint8Array {
  const length = 4 + cotp.length + rest.length
  return write().u8(3, 0).u16(length).bytes(cotp).bytes(rest).done()
}

const DATA_HEADER = [2, 0xf0, 0x80]

function message(kind: number, reference: number, parameter: Uint8Array, data?: Uint8Array): Uint8Array {
  const out = write()
    .u8(0x32, kind, 0, 0)
    .u16(reference)
    .u16(parameter.length)
    .u16(data?.length ?? 0)
  if (kind === ACK_DATA) out.u16(0)
  out.bytes(parameter)
  if (data !== undefined) out.bytes(data)
  return tpkt(DATA_HEADER, out.done())
}

/** COTP connect request (or confirm) to a rack and slot: TSAPs and a TPDU size of 1024. */
export function cotpConnect(slot: number, confirm: boolean): Uint8Array {
  const head = confirm ? [17, 0xd0, 0, 6, 0x44, 0x31, 0] : [17, 0xe0, 0, 0, 0, 6, 0]
  return tpkt([...head, 0xc0, 1, 0x0a, 0xc1, 2, 1, 0, 0xc2, 2, 1, slot])
}

/** Setup communication: one job in parallel, PDU of 240 bytes. */
export function setup(reference: number, answer: boolean): Uint8Array {
  const parameter = write().u8(0xf0, 0).u16(1).u16(1).u16(240).done()
  return message(answer ? ACK_DATA : JOB, reference, parameter)
}

/** One variable of a data block, as bytes. */
export interface Area {
  block: number
  start: number
  length: number
}

function address(area: Area): number[] {
  const bits = area.start * 8
  return [
    0x12,
    0x0a,
    0x10,
    2,
    area.length >> 8,
    area.length & 255,
    area.block >> 8,
    area.block & 255,
    0x84,
    bits >> 16,
    (bits >> 8) & 255,
    bits & 255,
  ]
}

/** Read Var of one area. */
export function readVar(reference: number, area: Area): Uint8Array {
  return message(
    JOB,
    reference,
    write()
      .u8(4, 1, ...address(area))
      .done(),
  )
}

/** The answer to Read Var of one area. */
export function varRead(reference: number, values: Uint8Array): Uint8Array {
  const data = write()
    .u8(0xff, 4)
    .u16(values.length * 8)
    .bytes(values)
    .done()
  return message(ACK_DATA, reference, new Uint8Array([4, 1]), data)
}

/** Write Var of one area. */
export function writeVar(reference: number, area: Area, values: Uint8Array): Uint8Array {
  const data = write()
    .u8(0, 4)
    .u16(values.length * 8)
    .bytes(values)
    .done()
  return message(
    JOB,
    reference,
    write()
      .u8(5, 1, ...address(area))
      .done(),
    data,
  )
}

/** The answer to Write Var of one area. */
export function varWritten(reference: number): Uint8Array {
  return message(ACK_DATA, reference, new Uint8Array([5, 1]), new Uint8Array([0xff]))
}

/** Read SZL (system status list) request. */
export function readSzl(reference: number, sequence: number, id: number, index: number): Uint8Array {
  const parameter = new Uint8Array([0, 1, 0x12, 4, 0x11, 0x44, 1, sequence])
  return message(USERDATA, reference, parameter, write().u8(0xff, 9).u16(4).u16(id).u16(index).done())
}

/** The answer to Read SZL: records of equal length. */
export function szl(
  reference: number,
  sequence: number,
  id: number,
  index: number,
  records: Uint8Array[],
): Uint8Array {
  const size = records[0]?.length ?? 0
  const parameter = new Uint8Array([0, 1, 0x12, 8, 0x12, 0x84, 1, sequence, 0, 0, 0, 0])
  const data = write()
    .u8(0xff, 9)
    .u16(8 + size * records.length)
    .u16(id)
    .u16(index)
    .u16(size)
    .u16(records.length)
  for (const record of records) data.bytes(record)
  return message(USERDATA, reference, parameter, data.done())
}

/** A record of list 0x0011: order number and version. */
export function moduleRecord(index: number, orderNumber: string, versions: [number, number]): Uint8Array {
  return write().u16(index).text(orderNumber, 20, 0x20).u16(0xc0).u16(versions[0]).u16(versions[1]).done()
}

/** A record of list 0x001C: a name of the station. */
export function componentRecord(index: number, text: string): Uint8Array {
  return write().u16(index).text(text, 32).done()
}

/** A block's name as services carry it: `_` type number filesystem, e.g. `_0800001P`. */
export function blockName(type: string, number: number, filesystem: 'A' | 'P' | 'B'): string {
  return `_${type}${String(number).padStart(5, '0')}${filesystem}`
}

/** Request download (0x1A): bytes in load memory and of MC7 code, as text. */
export function requestDownload(reference: number, name: string, load: number, code: number): Uint8Array {
  const sizes = `1${String(load).padStart(6, '0')}${String(code).padStart(6, '0')}`
  const parameter = write().u8(0x1a, 0, 1, 0).u32(0).u8(9).text(name).u8(13).text(sizes).done()
  return message(JOB, reference, parameter)
}

/** The jobs a controller sends while it pulls a block: 0x1B download block, 0x1C download ended. */
export function pullJob(code: 0x1b | 0x1c, reference: number, name: string): Uint8Array {
  return message(JOB, reference, write().u8(code, 0, 0, 0).u32(0).u8(9).text(name).done())
}

/** An answer that carries only its function code. */
export function done(code: number, reference: number): Uint8Array {
  return message(ACK_DATA, reference, new Uint8Array([code]))
}

/** A piece of a block, as the answer to download block (0x1B) or upload (0x1E). */
export function blockData(
  code: 0x1b | 0x1e,
  reference: number,
  more: boolean,
  piece: Uint8Array,
): Uint8Array {
  const data = write().u16(piece.length).u16(0xfb).bytes(piece).done()
  return message(ACK_DATA, reference, new Uint8Array([code, more ? 1 : 0]), data)
}

/** Start upload (0x1D) of a block. */
export function startUpload(reference: number, name: string): Uint8Array {
  return message(JOB, reference, write().u8(0x1d, 0, 0, 0).u32(0).u8(9).text(name).done())
}

/** The answer to start upload: the session to use and the block's length as text. */
export function uploadStarted(reference: number, session: number, bytes: number): Uint8Array {
  const parameter = write().u8(0x1d, 0, 1, 0).u32(session).u8(7).text(String(bytes).padStart(7, '0'))
  return message(ACK_DATA, reference, parameter.done())
}

/** Upload (0x1E) or end upload (0x1F) within a session. */
export function uploadJob(code: 0x1e | 0x1f, reference: number, session: number): Uint8Array {
  return message(JOB, reference, write().u8(code, 0, 0, 0).u32(session).done())
}

/** PI service (0x28): name and argument, e.g. `P_PROGRAM` to start, `_INSE` to put a block in place. */
export function piService(
  reference: number,
  name: string,
  argument: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const parameter = write()
    .u8(0x28, 0, 0, 0, 0, 0, 0, 0xfd)
    .u16(argument.length)
    .bytes(argument)
    .u8(name.length)
    .text(name)
  return message(JOB, reference, parameter.done())
}

/** The argument of `_INSE`: one block by its name without the leading underscore, e.g. `0800001P`. */
export function blockList(name: string): Uint8Array {
  return write().u8(1, 0).text(name).done()
}

/** PLC stop (0x29). */
export function plcStop(reference: number): Uint8Array {
  return message(JOB, reference, write().u8(0x29, 0, 0, 0, 0, 0, 9).text('P_PROGRAM').done())
}
