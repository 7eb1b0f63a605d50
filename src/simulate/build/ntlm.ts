import type { Moment } from './services.ts'
import { ascii, type Writer, write } from './writer.ts'

/** NTLM authentication messages (MS-NLMP) in their SPNEGO wrapping (RFC 4178), as Windows computers log on to shares. */

/** Unicode, sign, NTLM, extended session security, target info, version, 128 and 56 bit keys. */
const FLAGS = 0xe288_8215
const VERSION_MARK = 0x0f
/** Windows 10 and Windows Server 2022 as NTLM versions: major, minor, build. */
const WINDOWS_10: readonly [number, number, number] = [10, 0, 19_044]
const SERVER_2022: readonly [number, number, number] = [10, 0, 20_348]

const SPNEGO = [0x06, 6, 0x2b, 6, 1, 5, 5, 2]
const NTLMSSP = [0x06, 10, 0x2b, 6, 1, 4, 1, 0x82, 0x37, 2, 2, 10]

function der(tag: number, ...content: ArrayLike<number>[]): Uint8Array {
  const length = content.reduce((sum, part) => sum + part.length, 0)
  const out = write().u8(tag)
  if (length < 128) out.u8(length)
  else if (length < 256) out.u8(0x81, length)
  else out.u8(0x82).u16(length)
  for (const part of content) out.bytes(part)
  return out.done()
}

/** What a server offers before anybody asked: NTLM only. */
export function offer(): Uint8Array {
  return der(0x60, SPNEGO, der(0xa0, der(0x30, der(0xa0, der(0x30, NTLMSSP)))))
}

/** A client's first token. */
export function first(token: Uint8Array): Uint8Array {
  const body = der(0x30, der(0xa0, der(0x30, NTLMSSP)), der(0xa2, der(4, token)))
  return der(0x60, SPNEGO, der(0xa0, body))
}

/** A server's token that wants another. */
export function incomplete(token: Uint8Array): Uint8Array {
  return der(0xa1, der(0x30, [0xa0, 3, 0x0a, 1, 1], der(0xa1, NTLMSSP), der(0xa2, der(4, token))))
}

/** A client's last token. */
export function last(token: Uint8Array): Uint8Array {
  return der(0xa1, der(0x30, der(0xa2, der(4, token))))
}

/** A server's consent. */
export function complete(): Uint8Array {
  return der(0xa1, der(0x30, [0xa0, 3, 0x0a, 1, 0]))
}

function version(out: Writer, of: readonly [number, number, number]): Writer {
  return out.u8(of[0], of[1]).le16(of[2]).u8(0, 0, 0, VERSION_MARK)
}

function utf16(text: string): Uint8Array {
  return write().utf16(text).done()
}

/** A list of payloads behind a head of `size` bytes: each as length, room and offset, then the bytes. */
class Payloads {
  private at: number
  private readonly parts: Uint8Array[] = []

  constructor(size: number) {
    this.at = size
  }

  field(out: Writer, payload: Uint8Array): this {
    out.le16(payload.length).le16(payload.length).le32(this.at)
    this.parts.push(payload)
    this.at += payload.length
    return this
  }

  close(out: Writer): Uint8Array {
    for (const part of this.parts) out.bytes(part)
    return out.done()
  }
}

function head(type: number): Writer {
  return write().bytes(ascii('NTLMSSP\0')).le32(type)
}

/** NEGOTIATE_MESSAGE. */
export function negotiate(): Uint8Array {
  return version(head(1).le32(FLAGS).zeros(16), WINDOWS_10).done()
}

/** Who the server is, as it tells everybody who asks to log on. */
export interface ServerNames {
  domain: string
  computer: string
  dnsDomain: string
  dnsComputer: string
}

function targetInfo(of: ServerNames, now: Moment): Uint8Array {
  const out = write()
  const pair = (id: number, text: string) =>
    out
      .le16(id)
      .le16(text.length * 2)
      .utf16(text)
  pair(2, of.domain)
  pair(1, of.computer)
  pair(4, of.dnsDomain)
  pair(3, of.dnsComputer)
  pair(5, of.dnsDomain)
  out.le16(7).le16(8).le64(fileTime(now))
  return out.le32(0).done()
}

/** CHALLENGE_MESSAGE. */
export function challenge(of: ServerNames, now: Moment, nonce: Uint8Array): Uint8Array {
  const out = head(2)
  const payloads = new Payloads(56).field(out, utf16(of.domain))
  out.le32(FLAGS).bytes(nonce).zeros(8)
  payloads.field(out, targetInfo(of, now))
  return payloads.close(version(out, SERVER_2022))
}

/** AUTHENTICATE_MESSAGE; `proof` stands for the keyed digest (16 bytes) that only the real password gives. */
export function authenticate(
  of: ServerNames,
  who: { user: string; computer: string },
  now: Moment,
  proof: Uint8Array,
  nonce: Uint8Array,
): Uint8Array {
  const response = write().bytes(proof).u8(1, 1).zeros(6).le64(fileTime(now)).bytes(nonce).le32(0)
  response.bytes(targetInfo(of, now)).le32(0)
  const out = head(3)
  const payloads = new Payloads(88)
    .field(out, new Uint8Array(24))
    .field(out, response.done())
    .field(out, utf16(of.domain))
    .field(out, utf16(who.user))
    .field(out, utf16(who.computer))
    .field(out, proof)
  return payloads.close(version(out.le32(FLAGS), WINDOWS_10).bytes(nonce).bytes(nonce))
}

/** Hundreds of nanoseconds since 1601. */
export function fileTime(moment: Moment): bigint {
  return (BigInt(moment.seconds) + 11_644_473_600n) * 10_000_000n + BigInt(Math.floor(moment.nanos / 100))
}
