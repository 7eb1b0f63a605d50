import { ipv4Number } from '../host.ts'
import { type Writer, write } from './writer.ts'

/** What names and numbers hosts: DNS and its local relatives mDNS and LLMNR (RFC 1035, 6762, 4795), NetBIOS names (RFC 1002), DHCP (RFC 2131). */

export const BROADCAST_ALL = { mac: new Uint8Array(6).fill(0xff), ip: 0xffff_ffff }
export const MDNS = { mac: new Uint8Array([1, 0, 0x5e, 0, 0, 0xfb]), ip: ipv4Number('224.0.0.251'), ttl: 255 }
export const LLMNR = { mac: new Uint8Array([1, 0, 0x5e, 0, 0, 0xfc]), ip: ipv4Number('224.0.0.252'), ttl: 1 }

export const A = 1
const PTR = 12
const POINTER_TO_QUESTION = 0xc00c

function dnsName(out: Writer, name: string): Writer {
  for (const label of name.split('.')) out.u8(label.length).text(label)
  return out.u8(0)
}

function dnsHead(id: number, flags: number, questions: number, answers: number): Writer {
  return write().u16(id).u16(flags).u16(questions).u16(answers).u16(0).u16(0)
}

/** A question for an address; `recursive` for DNS, plain for LLMNR. */
export function dnsQuestion(id: number, name: string, recursive = true): Uint8Array {
  return dnsName(dnsHead(id, recursive ? 0x0100 : 0, 1, 0), name)
    .u16(A)
    .u16(1)
    .done()
}

/** The answer to a question for an address; without one, the name does not exist. */
export function dnsAnswer(id: number, name: string, address?: number): Uint8Array {
  const known = address !== undefined
  const out = dnsName(dnsHead(id, known ? 0x8580 : 0x8583, 1, known ? 1 : 0), name)
    .u16(A)
    .u16(1)
  if (known) out.u16(POINTER_TO_QUESTION).u16(A).u16(1).u32(1_200).u16(4).u32(address)
  return out.done()
}

/** An mDNS announcement of a host's own address. */
export function mdnsAnnounce(name: string, address: number): Uint8Array {
  return dnsName(dnsHead(0, 0x8400, 0, 1), `${name}.local`)
    .u16(A)
    .u16(0x8001)
    .u32(120)
    .u16(4)
    .u32(address)
    .done()
}

/** An mDNS question for a service. */
export function mdnsBrowse(service: string): Uint8Array {
  return dnsName(dnsHead(0, 0, 1, 0), service)
    .u16(PTR)
    .u16(1)
    .done()
}

/** A NetBIOS name in its sixteen-byte form, each half byte as a letter; `suffix` 0 workstation, 0x20 file server. */
function netbiosName(out: Writer, name: string, suffix: number): Writer {
  out.u8(32)
  for (let index = 0; index < 16; index++) {
    const code = index === 15 ? suffix : index < name.length ? name.charCodeAt(index) : 0x20
    out.u8(0x41 + (code >> 4), 0x41 + (code & 15))
  }
  return out.u8(0)
}

/** Registers a NetBIOS name for an address by broadcast. */
export function netbiosRegister(id: number, name: string, suffix: number, address: number): Uint8Array {
  const out = write().u16(id).u16(0x2910).u16(1).u16(0).u16(0).u16(1)
  return netbiosName(out, name, suffix)
    .u16(0x20)
    .u16(1)
    .u16(POINTER_TO_QUESTION)
    .u16(0x20)
    .u16(1)
    .u32(300_000)
    .u16(6)
    .u16(0)
    .u32(address)
    .done()
}

/** Asks for the holder of a NetBIOS name by broadcast. */
export function netbiosQuery(id: number, name: string): Uint8Array {
  const out = write().u16(id).u16(0x0110).u16(1).u16(0).u16(0).u16(0)
  return netbiosName(out, name, 0x20).u16(0x20).u16(1).done()
}

/** DHCP message types used here. */
export const DHCP = { discover: 1, offer: 2, request: 3, ack: 5 } as const

/** The numbers of a DHCP exchange. */
export interface Lease {
  transaction: number
  mac: Uint8Array
  name: string
  address: number
  server: number
  mask: number
  dns: number
}

/** A DHCP message of a Windows client, or its server's answer. `renew` says the client already holds the address. */
export function dhcp(type: 1 | 2 | 3 | 5, lease: Lease, renew = false): Uint8Array {
  const answer = type === DHCP.offer || type === DHCP.ack
  const out = write()
    .u8(answer ? 2 : 1, 1, 6, 0)
    .u32(lease.transaction)
    .u16(0)
    .u16(0)
    .u32(renew ? lease.address : 0)
    .u32(answer ? lease.address : 0)
    .u32(0)
    .u32(0)
    .bytes(lease.mac)
    .zeros(10 + 64 + 128)
    .u32(0x63825363)
    .u8(53, 1, type)
  if (answer) {
    out.u8(54, 4).u32(lease.server).u8(51, 4).u32(86_400)
    out.u8(1, 4).u32(lease.mask).u8(3, 4).u32(lease.server).u8(6, 4).u32(lease.dns)
  } else {
    out.u8(61, 7, 1).bytes(lease.mac)
    if (type === DHCP.request && !renew) out.u8(50, 4).u32(lease.address).u8(54, 4).u32(lease.server)
    out.u8(12, lease.name.length).text(lease.name).u8(60, 8).text('MSFT 5.0')
    out.u8(55, 13, 1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249)
  }
  return out.u8(255).done()
}
