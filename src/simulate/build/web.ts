import type { Random } from '../random.ts'
import { ascii, type Writer, write } from './writer.ts'

/** HTTP/1.1 (RFC 9112) and the visible part of TLS 1.3 (RFC 8446). */

/** A GET request of a browser. */
export function httpGet(host: string, path: string): Uint8Array {
  return ascii(
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64)\r\nAccept: application/json\r\nConnection: close\r\n\r\n`,
  )
}

/** The answer to one, with the server's product line. */
export function httpOk(server: string, type: string, body: string): Uint8Array {
  return ascii(
    `HTTP/1.1 200 OK\r\nServer: ${server}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  )
}

const HANDSHAKE = 22
const APPLICATION = 23
const AES_128_GCM = 0x1301
const X25519 = 0x001d
/** Change cipher spec, sent for the sake of old middleboxes (RFC 8446, appendix D.4). */
const CHANGE = [20, 3, 3, 0, 1, 1]

function record(type: number, version: number, body: ArrayLike<number>): Uint8Array {
  return write().u8(type).u16(version).u16(body.length).bytes(body).done()
}

function handshake(type: number, body: Writer): Uint8Array {
  const bytes = body.done()
  return write().u8(type).u24(bytes.length).bytes(bytes).done()
}

function extension(out: Writer, type: number, content: Writer): void {
  const bytes = content.done()
  out.u16(type).u16(bytes.length).bytes(bytes)
}

function noise(random: Random, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => random.u32() & 0xff)
}

/** ClientHello to a named server, offering TLS 1.3 and 1.2. */
export function clientHello(random: Random, server: string): Uint8Array {
  const extensions = write()
  const name = write()
    .u16(server.length + 3)
    .u8(0)
    .u16(server.length)
    .text(server)
  extension(extensions, 0, name)
  extension(extensions, 10, write().u16(4).u16(X25519).u16(0x0017))
  extension(extensions, 13, write().u16(6).u16(0x0403).u16(0x0804).u16(0x0401))
  extension(extensions, 43, write().u8(4).u16(0x0304).u16(0x0303))
  extension(extensions, 45, write().u8(1, 1))
  const share = write().u16(36).u16(X25519).u16(32).bytes(noise(random, 32))
  extension(extensions, 51, share)
  const body = write().u16(0x0303).bytes(noise(random, 32)).u8(32).bytes(noise(random, 32))
  body
    .u16(6)
    .u16(AES_128_GCM)
    .u16(0x1302)
    .u16(0xc02f)
    .u8(1, 0)
    .u16(extensions.length)
    .bytes(extensions.done())
  return record(HANDSHAKE, 0x0301, handshake(1, body))
}

/** ServerHello that takes TLS 1.3, then what nobody can read: certificate and finish. `hello` is the client's. */
export function serverHello(random: Random, hello: Uint8Array): Uint8Array {
  const extensions = write()
  extension(extensions, 43, write().u16(0x0304))
  extension(extensions, 51, write().u16(X25519).u16(32).bytes(noise(random, 32)))
  const session = hello.subarray(44, 76)
  const body = write().u16(0x0303).bytes(noise(random, 32)).u8(32).bytes(session)
  body.u16(AES_128_GCM).u8(0).u16(extensions.length).bytes(extensions.done())
  return write()
    .bytes(record(HANDSHAKE, 0x0303, handshake(2, body)))
    .bytes(CHANGE)
    .bytes(sealed(random, 1_180))
    .done()
}

/** The client's finish and its first request, sealed. */
export function clientFinish(random: Random): Uint8Array {
  return write().bytes(CHANGE).bytes(sealed(random, 53)).bytes(sealed(random, 310)).done()
}

/** A record of sealed application data. */
export function sealed(random: Random, count: number): Uint8Array {
  return record(APPLICATION, 0x0303, noise(random, count))
}
