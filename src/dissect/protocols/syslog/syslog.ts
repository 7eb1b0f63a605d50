import { type Message, PUSH } from '../../../model/message.ts'
import type { Observation } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import { mix, type Peek } from '../../peek.ts'
import { MAYBE, MORE, NO, NOT_MINE, protocol } from '../../protocol.ts'

/** One syslog message. */
export interface Syslog {
  facility: number
  severity: number
  /** What the sender calls itself; empty when it does not say. */
  host: string
  program: string
}

const LESS = 0x3c
const LINE_FEED = 0x0a
const MAX_PRIORITY = 191
const MAX_LINE = 64 * 1024
const BLANK = 0x20
const MAX_HOST = 255
/** `Mmm dd hh:mm:ss ` */
const OLD_TIME = 16

/** RFC 5424 section 6.2.1. */
const SEVERITIES = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'informational', 'debug']
const MONTHS = /^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 0-9]\d \d\d:\d\d:\d\d /
const NEW_STYLE = /^1 (\S{1,64}) (\S{1,255}) (\S{1,48}) (\S{1,128}) (\S{1,32}) /
const HOST = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,254}$/

/** Syslog: what hosts report of themselves, and their names. */
export const syslog = protocol({
  id: 'syslog',
  title: 'Syslog',
  spec: 'RFC 5424; older form RFC 3164; over TCP RFC 6587',
  family: 'it',
  carriedBy: { udp: [514], tcp: [514, 601, 1514] },
  looksLike: (peek) => (priorityEnd(peek, countEnd(peek)) > 0 ? MAYBE : NO),
  frameLength,
  glance(peek, glance) {
    glance.role = PUSH
    // What a line says changes each time; who says it and how grave it is does not.
    const start = countEnd(peek)
    const end = priorityEnd(peek, start)
    const host = hostStart(peek, end)
    return mix(peek.hash(host, wordEnd(peek, host), peek.hash(start, end)), 0x514)
  },
  read: readSyslog,
  observe,
  examples: {
    'tells in the new form': text('<165>1 2026-01-02T03:04:05Z wtp-sw-01 link 12 ID47 - Port 3 is up'),
    'tells in the old form': text('<34>Jan  2 03:04:05 wtp-sw-01 sshd[12]: Accepted password for maint'),
    'has no header': text('<13>something happened'),
    'counts its bytes': text('46 <165>1 2026-01-02T03:04:05Z plc-gw app - - - up'),
    'has an empty host': text('<165>1 2026-01-02T03:04:05Z - app - - - up'),
    'has an impossible priority': text('<999>x'),
    'cut in the priority': text('<16'),
    'ends with a line feed': text('<13>Feb 12 01:02:03 rtu-1 cron: run\n'),
  },
})

/** Over TCP a message either counts its bytes first or ends with a line feed (RFC 6587). Over UDP a datagram is a message. */
function frameLength(peek: Peek): number {
  const start = countEnd(peek)
  if (start > 0) {
    let size = 0
    for (let at = 0; at < start - 1; at++) size = size * 10 + peek.u8(at) - 0x30
    return priorityEnd(peek, start) > 0 ? start + size : NOT_MINE
  }
  if (peek.u8(0) !== LESS) return NOT_MINE
  for (let at = 1; at < peek.length && at < MAX_LINE; at++) if (peek.u8(at) === LINE_FEED) return at + 1
  return peek.length < MAX_LINE ? MORE : NOT_MINE
}

/** Offset behind `NNN ` in front of a counted message; 0 when it is not counted. */
function countEnd(peek: Peek): number {
  let at = 0
  while (at < 6 && peek.u8(at) >= 0x30 && peek.u8(at) <= 0x39) at++
  return at > 0 && peek.u8(at) === 0x20 ? at + 1 : 0
}

/** Offset behind `<NNN>`; 0 when there is none, or its number is above 191. */
function priorityEnd(peek: Peek, start: number): number {
  if (peek.u8(start) !== LESS) return 0
  let at = start + 1
  let priority = 0
  for (; at < start + 4 && peek.u8(at) >= 0x30 && peek.u8(at) <= 0x39; at++)
    priority = priority * 10 + peek.u8(at) - 0x30
  return at > start + 1 && peek.u8(at) === 0x3e && priority <= MAX_PRIORITY ? at + 1 : 0
}

/** Offset of the host's name: behind version and time in the new form, behind the time in the old one. */
function hostStart(peek: Peek, start: number): number {
  const modern = peek.u8(start) === 0x31 && peek.u8(start + 1) === BLANK
  return modern ? wordEnd(peek, start + 2) + 1 : start + OLD_TIME
}

/** Offset of the next blank, or of the end. */
function wordEnd(peek: Peek, start: number): number {
  let at = start
  while (at < peek.length && at < start + MAX_HOST && peek.u8(at) !== BLANK) at++
  return at
}

function readSyslog(cursor: Cursor): Syslog {
  const line = cursor.text('message', cursor.left, 'utf8')
  const priority = /^(?:\d{1,6} )?<(\d{1,3})>/.exec(line)
  const number = priority === null ? -1 : Number(priority[1])
  cursor.expect(
    'priority',
    number >= 0 && number <= MAX_PRIORITY,
    'is a number of 0 to 191 in angle brackets',
  )
  const facility = cursor.derive('facility', Math.max(0, number) >> 3)
  const severity = cursor.derive('severity', SEVERITIES[Math.max(0, number) & 7]!)
  const { host, program } = sender(line.slice(priority?.[0].length ?? 0))
  cursor.derive('host', host)
  cursor.derive('program', program)
  return { facility, severity: SEVERITIES.indexOf(severity), host, program }
}

function sender(header: string): { host: string; program: string } {
  const modern = NEW_STYLE.exec(header)
  if (modern !== null) return { host: named(modern[2]!), program: named(modern[3]!) }
  if (!MONTHS.test(header)) return { host: '', program: '' }
  const [host = '', program = ''] = header.slice(16).split(' ', 2)
  return { host: named(host), program: named(program.replace(/(?:\[\d+\])?:?$/, '')) }
}

/** A lone dash stands for "not known" (RFC 5424 section 6). */
function named(word: string): string {
  return HOST.test(word) ? word : ''
}

function observe(message: Message<Syslog>): Observation[] {
  const { host } = message.value!
  if (host === '' || /^[\d.:]+$/.test(host)) return []
  // A relay passes on what others say, so the name is only likely the sender's own.
  return [{ kind: 'identity', about: 'sender', attribute: 'name', value: host, confidence: 0.5 }]
}

function text(line: string): string {
  return Buffer.from(line, 'latin1').toString('hex')
}
