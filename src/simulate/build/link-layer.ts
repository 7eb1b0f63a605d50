import { type Writer, write } from './writer.ts'

/** What speaks below IP on the plant's segment: LLDP (IEEE 802.1AB), RSTP (IEEE 802.1D-2004) and PROFINET DCP (IEC 61158-6-10). */

export const LLDP_TYPE = 0x88cc
export const PROFINET_TYPE = 0x8892
export const LLDP_MAC = new Uint8Array([1, 0x80, 0xc2, 0, 0, 0x0e])
export const STP_MAC = new Uint8Array([1, 0x80, 0xc2, 0, 0, 0])
export const DCP_IDENTIFY_MAC = new Uint8Array([1, 0x0e, 0xcf, 0, 0, 0])

/** What a station announces by LLDP. */
export interface Announcement {
  mac: Uint8Array
  ip: number
  port: string
  portDescription: string
  name: string
  description: string
  /** Bits of IEEE 802.1AB 8.5.8: 4 bridge, 0x80 station only. */
  capability: number
  profinet: boolean
}

/** An LLDP data unit. */
export function lldp(of: Announcement): Uint8Array {
  const out = write()
  element(out, 1, write().u8(4).bytes(of.mac))
  element(out, 2, write().u8(7).text(of.port))
  element(out, 3, write().u16(120))
  element(out, 4, write().text(of.portDescription))
  element(out, 5, write().text(of.name))
  element(out, 6, write().text(of.description))
  element(out, 7, write().u16(of.capability).u16(of.capability))
  element(out, 8, write().u8(5, 1).u32(of.ip).u8(2).u32(1).u8(0))
  if (of.profinet) {
    element(out, 127, write().u8(0, 0x0e, 0xcf, 2).u16(0).u16(0))
    element(out, 127, write().u8(0, 0x0e, 0xcf, 5).bytes(of.mac))
  }
  return out.u16(0).done()
}

function element(out: Writer, type: number, value: Writer): void {
  const bytes = value.done()
  out.u16((type << 9) | bytes.length).bytes(bytes)
}

/** A rapid spanning tree BPDU of the root bridge behind its LLC header, one of its ports forwarding. */
export function rstp(bridge: Uint8Array, port: number): Uint8Array {
  return write()
    .u8(0x42, 0x42, 3)
    .u16(0)
    .u8(2, 2, 0x3c)
    .u16(0x8000)
    .bytes(bridge)
    .u32(0)
    .u16(0x8000)
    .bytes(bridge)
    .u16(0x8000 | port)
    .u16(0)
    .u16(20 << 8)
    .u16(2 << 8)
    .u16(15 << 8)
    .u8(0)
    .done()
}

const GET_SET = 0xfefd
const IDENTIFY_ASK = 0xfefe
const IDENTIFY_ANSWER = 0xfeff

function dcp(
  frame: number,
  service: number,
  answer: boolean,
  id: number,
  delay: number,
  blocks: Writer,
): Uint8Array {
  const data = blocks.done()
  return write()
    .u16(frame)
    .u8(service, answer ? 1 : 0)
    .u32(id)
    .u16(delay)
    .u16(data.length)
    .bytes(data)
    .done()
}

/** DCP Identify of every station on the segment. */
export function dcpIdentify(id: number): Uint8Array {
  return dcp(IDENTIFY_ASK, 5, false, id, 1, write().u8(0xff, 0xff, 0, 0))
}

/** DCP Identify of the one station with a name. */
export function dcpIdentifyName(id: number, name: string): Uint8Array {
  const out = write()
  block(out, 2, 2, write().text(name))
  return dcp(IDENTIFY_ASK, 5, false, id, 1, out)
}

/** Shortest payload of a cyclic frame (IEC 61158-6-10: C_SDU of at least 40 bytes). */
const CYCLIC_BYTES = 40
/** Good, and as after a stop. */
const GOOD = 0x80
/** Data status: primary, valid, no problem; with and without the provider running. */
const RUNNING = 0x35
const STOPPED = 0x25

/** A cyclic real-time frame: identifier, process values with their provider status, cycle counter, data status, transfer status. */
export function cyclic(frame: number, counter: number, values: readonly number[], runs: boolean): Uint8Array {
  const data = write()
  for (const value of values) data.u16(value)
  data.u8(runs ? GOOD : 0)
  const bytes = data.done()
  return write()
    .u16(frame)
    .bytes(bytes)
    .zeros(Math.max(0, CYCLIC_BYTES - bytes.length))
    .u16(counter & 0xffff)
    .u8(runs ? RUNNING : STOPPED, 0)
    .done()
}

/** What a PROFINET station tells about itself. */
export interface Station {
  type: string
  name: string
  vendor: number
  device: number
  /** 1 device, 2 controller. */
  role: number
  ip: number
  mask: number
  gateway: number
}

/** The answer to DCP Identify. */
export function dcpIdentified(id: number, of: Station): Uint8Array {
  const out = write()
  block(out, 2, 1, write().u16(0).text(of.type))
  block(out, 2, 2, write().u16(0).text(of.name))
  block(out, 2, 3, write().u16(0).u16(of.vendor).u16(of.device))
  block(out, 2, 4, write().u16(0).u8(of.role, 0))
  block(out, 1, 2, write().u16(1).u32(of.ip).u32(of.mask).u32(of.gateway))
  return dcp(IDENTIFY_ANSWER, 5, true, id, 0, out)
}

/** DCP Set of the station's name, kept for ever. */
export function dcpSetName(id: number, name: string): Uint8Array {
  const out = write()
  block(out, 2, 2, write().u16(1).text(name))
  return dcp(GET_SET, 4, false, id, 0, out)
}

/** DCP Set of the station's address, mask and gateway, kept for ever. */
export function dcpSetIp(id: number, ip: number, mask: number, gateway: number): Uint8Array {
  const out = write()
  block(out, 1, 2, write().u16(1).u32(ip).u32(mask).u32(gateway))
  return dcp(GET_SET, 4, false, id, 0, out)
}

/** The answer to a DCP Set of one option: no error. */
export function dcpSetDone(id: number, option: number, suboption: number): Uint8Array {
  const out = write()
  block(out, 5, 4, write().u8(option, suboption, 0))
  return dcp(GET_SET, 4, true, id, 0, out)
}

function block(out: Writer, option: number, suboption: number, value: Writer): void {
  const bytes = value.done()
  out.u8(option, suboption).u16(bytes.length).bytes(bytes)
  if (bytes.length & 1) out.u8(0)
}
