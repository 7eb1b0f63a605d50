import { ipv4Text, ipv6Text } from '../../../base/address.ts'
import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import { plainText } from '../../cursor.ts'
import type { Peek } from '../../peek.ts'
import { RESPONSE_CODES, TYPES } from './dns.tables.ts'

export interface Question {
  name: string
  type: number
}

export interface Answer extends Question {
  /** The record's data in words; empty for types that name nothing. */
  text: string
}

/** A DNS message (RFC 1035 section 4), also as multicast DNS (RFC 6762) and LLMNR (RFC 4795) use it. */
export interface DnsMessage {
  id: number
  response: boolean
  operation: number
  code: number
  questions: Question[]
  answers: Answer[]
}

const MAX_LABELS = 128
const MAX_JUMPS = 32
const MAX_NAME = 255

/** Whether a header can be one: known operation, sane counts, and a first question that starts like a name. */
export function plausible(peek: Peek, lastOperation = 6): boolean {
  if (peek.length < 12) return false
  const operation = (peek.u8(2) >> 3) & 15
  if (operation > lastOperation || (peek.u8(3) & 0x40) !== 0) return false
  const questions = peek.u16(4)
  const records = peek.u16(6) + peek.u16(8) + peek.u16(10)
  if (questions + records === 0 || questions > 64) return false
  // A question takes at least 5 bytes, a record 11.
  return 12 + questions * 5 + records * 11 <= peek.length
}

/** Reads a whole message; `dataOf` reads the data of a record by its type and puts it in words. */
export function readDns(cursor: Cursor, dataOf = (type: number) => dataText(cursor, type)): DnsMessage {
  const id = cursor.u16('trans_id')
  const flags = cursor.u16('flags')
  const code = cursor.derive('rcode', flags & 15)
  cursor.derive('rcode_name', RESPONSE_CODES[code] ?? `code ${code}`)
  const counts = ['questions_count', 'answers_count', 'authorities_count', 'additional_count'].map((name) =>
    cursor.u16(name),
  ) as [number, number, number, number]
  const questions = cursor.each('questions', counts[0], limits.dissect.listItems, () => {
    const name = cursor.derive('query', readName(cursor))
    const type = cursor.u16('qtype')
    cursor.u16('qclass')
    return { name, type }
  })
  const answers = cursor.each('answers', counts[1] + counts[2] + counts[3], limits.dissect.listItems, () =>
    readAnswer(cursor, dataOf),
  )
  return { id, response: (flags & 0x8000) !== 0, operation: (flags >> 11) & 15, code, questions, answers }
}

function readAnswer(cursor: Cursor, dataOf: (type: number) => string): Answer {
  const name = cursor.derive('name', readName(cursor))
  const type = cursor.u16('type')
  cursor.derive('type_name', TYPES[type] ?? `TYPE${type}`)
  cursor.u16('class')
  cursor.u32('ttl')
  const size = cursor.u16('size')
  let text = ''
  cursor.within('data', size, () => {
    text = cursor.derive('value', dataOf(type))
  })
  return { name, type, text }
}

function dataText(cursor: Cursor, type: number): string {
  switch (type) {
    case 1:
      return ipv4Text(cursor.raw('address', 4), 0)
    case 28:
      return ipv6Text(cursor.raw('address', 16), 0)
    case 2:
    case 5:
    case 12:
      return readName(cursor)
    case 33: {
      cursor.u16('priority')
      cursor.u16('weight')
      const port = cursor.u16('port')
      return `${readName(cursor)}:${port}`
    }
    case 13:
    case 16:
      return cursor
        .each('strings', Number.POSITIVE_INFINITY, limits.dissect.listItems, () =>
          cursor.text('string', cursor.u8('length'), 'utf8'),
        )
        .join(' ')
    default:
      return ''
  }
}

/** A domain name with its compression pointers followed inside the message; loops and overlong names are anomalies. */
function readName(cursor: Cursor): string {
  const { bytes, origin, end } = cursor
  const labels: string[] = []
  let at = cursor.at
  let resume = -1
  let size = 0
  for (let jumps = 0; labels.length < MAX_LABELS; ) {
    if (at >= end) {
      cursor.skip(end - cursor.at + 1)
      break
    }
    const length = bytes[at]!
    if (length === 0) {
      at++
      break
    }
    if (length >= 0xc0) {
      if (resume < 0) resume = at + 2
      const target = origin + (((length & 0x3f) << 8) | (bytes[at + 1] ?? 0))
      if (!cursor.expect('name', ++jumps <= MAX_JUMPS && target < at, 'points at itself or forward')) break
      at = target
      continue
    }
    if (
      !cursor.expect(
        'name',
        length < 64 && at + 1 + length <= end,
        'has a label longer than 63 bytes or the message',
      )
    ) {
      at = end
      break
    }
    size += length + 1
    labels.push(plainText(bytes, at + 1, at + 1 + length, 'utf8'))
    at += 1 + length
  }
  cursor.expect('name', size <= MAX_NAME, 'is longer than 255 bytes')
  const next = resume < 0 ? at : resume
  cursor.skip(Math.max(0, next - cursor.at))
  return labels.join('.')
}
