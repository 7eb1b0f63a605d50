import { ascii, type Writer, write } from './writer.ts'

/** Time and management: NTP (RFC 5905) and SNMP version 2c (RFC 3416, BER of X.690). */

/** Seconds between 1900, where NTP counts from, and 1970. */
const NTP_EPOCH = 2_208_988_800

/** A moment: whole seconds since 1970 and nanoseconds. */
export interface Moment {
  seconds: number
  nanos: number
}

function stamp(out: Writer, moment: Moment | undefined): Writer {
  if (moment === undefined) return out.zeros(8)
  return out
    .u32((moment.seconds + NTP_EPOCH) % 0x1_0000_0000)
    .u32(Math.floor((moment.nanos / 1e9) * 0x1_0000_0000))
}

/** An NTP version 4 request of a client. */
export function ntpRequest(now: Moment): Uint8Array {
  return stamp(write().u8(0x23, 0, 6, 0xe9).zeros(36), now).done()
}

/** A stratum 2 server's answer to a request sent at `asked`. */
export function ntpAnswer(asked: Moment, now: Moment): Uint8Array {
  const out = write().u8(0x24, 2, 6, 0xe9).u32(0x0000_0a3d).u32(0x0000_0d20).u8(192, 0, 2, 123)
  stamp(out, { seconds: now.seconds - 37, nanos: 0 })
  stamp(out, asked)
  stamp(out, now)
  return stamp(out, now).done()
}

const SEQUENCE = 0x30
const INTEGER = 0x02
const OCTETS = 0x04
const NULL = 0x05
const OBJECT = 0x06
const GET = 0xa0
const RESPONSE = 0xa2

/** A BER element: tag, length, content. */
function ber(tag: number, ...content: Uint8Array[]): Uint8Array {
  const length = content.reduce((sum, part) => sum + part.length, 0)
  const out = write().u8(tag)
  if (length < 128) out.u8(length)
  else if (length < 256) out.u8(0x81, length)
  else out.u8(0x82).u16(length)
  for (const part of content) out.bytes(part)
  return out.done()
}

function integer(value: number, tag = INTEGER): Uint8Array {
  return ber(tag, write().u8(0).u32(value).done())
}

function objectId(text: string): Uint8Array {
  const [first, second, ...rest] = text.split('.').map(Number)
  const out = write().u8(first! * 40 + second!)
  for (const part of rest) {
    if (part >= 16_384) out.u8(0x80 | (part >> 14))
    if (part >= 128) out.u8(0x80 | ((part >> 7) & 127))
    out.u8(part & 127)
  }
  return ber(OBJECT, out.done())
}

/** What SNMP carries as a value: text, or a number with its tag (0x43 time ticks, 0x41 counter). */
export type SnmpValue = string | { tag: number; value: number }

/** A Get request (or the response to one, when values are given) for objects named by dotted numbers. */
export function snmp(
  community: string,
  id: number,
  names: readonly string[],
  values?: readonly SnmpValue[],
): Uint8Array {
  const bindings = names.map((name, index) => {
    const value = values?.[index]
    const content =
      value === undefined
        ? ber(NULL)
        : typeof value === 'string'
          ? ber(OCTETS, ascii(value))
          : integer(value.value, value.tag)
    return ber(SEQUENCE, objectId(name), content)
  })
  const zero = ber(INTEGER, new Uint8Array(1))
  const pdu = ber(
    values === undefined ? GET : RESPONSE,
    ber(
      INTEGER,
      write()
        .u16(id & 0x7fff)
        .done(),
    ),
    zero,
    zero,
    ber(SEQUENCE, ...bindings),
  )
  return ber(SEQUENCE, ber(INTEGER, new Uint8Array([1])), ber(OCTETS, ascii(community)), pdu)
}
