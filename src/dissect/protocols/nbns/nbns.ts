import { ipv4Text, macText } from '../../../base/address.ts'
import { limits } from '../../../base/limits.ts'
import { type Message, PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import type { Observation, Operation } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import { mix } from '../../peek.ts'
import { MAYBE, NO, protocol } from '../../protocol.ts'
import { plausible, readDns } from '../dns/read.ts'
import { decodeName, ERRORS, GROUP, NB, NBSTAT, type Owner } from './names.ts'

/** One NetBIOS name service message. */
export interface Nbns {
  response: boolean
  operation: number
  code: number
  /** Names asked for. */
  asked: string[]
  /** Names with the addresses they stand for. */
  owners: Owner[]
  /** Names a node lists as its own, with its MAC. */
  own: { name: string; suffix: number; group: boolean }[]
  mac: string
  /** A node is asked for all its names, or gives them. */
  listsNames: boolean
}

const REGISTRATION = 5
const RELEASE = 6
const BROADCAST = 0x10

/** NetBIOS names: what Windows hosts and many HMIs call themselves. */
export const nbns = protocol({
  id: 'nbns',
  title: 'NetBIOS Name Service',
  spec: 'RFC 1002 section 4.2',
  family: 'it',
  carriedBy: { udp: [137] },
  looksLike: (peek) => (isNetbios(peek.u8(2), peek.u8(3)) && plausibleName(peek) ? MAYBE : NO),
  glance(peek, glance) {
    const response = (peek.u8(2) & 0x80) !== 0
    // A broadcast that claims or gives up a name waits for nobody.
    const announces = ((peek.u8(2) >> 3) & 15) >= REGISTRATION && (peek.u8(3) & BROADCAST) !== 0
    glance.role = response ? REPLY : announces ? PUSH : REQUEST
    glance.pair = peek.u16(0)
    return mix(peek.hash(2, peek.length), 1)
  },
  read: readNbns,
  observe,
  examples: {
    'asks who has a name': `0001 0110 0001 0000 0000 0000 ${name('WTP-HMI')} 0020 0001`,
    'asks a node for its names': `0005 0000 0001 0000 0000 0000 ${name('*')} 0021 0001`,
    'claims a name for its address': `0002 2910 0001 0000 0000 0001 ${name('WTP-HMI')} 0020 0001 c00c 0020 0001 000493e0 0006 0000 c0000214`,
    'claims a group': `0003 2910 0001 0000 0000 0001 ${name('PLANT')} 0020 0001 c00c 0020 0001 000493e0 0006 8000 c0000214`,
    'answers with its address': `0004 8500 0000 0001 0000 0000 ${name('WTP-HMI')} 0020 0001 000493e0 0006 0000 c0000214`,
    'lists its names': `0005 8400 0000 0001 0000 0000 ${name('*')} 0021 0001 00000000 002b 02 ${list('WTP-HMI', 0x00, '0400')} ${list('PLANT', 0x00, '8400')} 020000000014`,
    'is told that the name is taken': `0006 ad86 0000 0001 0000 0000 ${name('WTP-HMI')} 0020 0001 00000000 0006 0000 c0000215`,
    'gives a name up': `0007 3010 0001 0000 0000 0001 ${name('WTP-HMI')} 0020 0001 c00c 0020 0001 00000000 0006 0000 c0000214`,
    'cut in the name': '0008 0110 0001 0000 0000 0000 2046 4845',
  },
})

function isNetbios(high: number, low: number): boolean {
  const operation = (high >> 3) & 15
  return (
    (operation === 0 || (operation >= REGISTRATION && operation <= 9) || operation === 15) &&
    (low & 0x60) === 0
  )
}

/** The first name of every NetBIOS message is 32 letters long, or a pointer. */
function plausibleName(peek: Parameters<typeof plausible>[0]): boolean {
  return plausible(peek, 15) && peek.u8(12) === 0x20 && peek.u8(13) >= 0x41 && peek.u8(13) <= 0x50
}

function readNbns(cursor: Cursor): Nbns {
  const owners: Owner[] = []
  const own: Nbns['own'] = []
  let mac = ''
  const message = readDns(cursor, (type) => {
    if (type === NB) return readOwners(cursor, owners)
    if (type === NBSTAT) mac = readNodeStatus(cursor, own)
    return ''
  })
  const names = message.answers.map((one) => decodeName(one.name))
  // Owners carry no name of their own: all stand under the record's.
  const name = names[0]
  for (const one of owners) {
    one.name = name?.name ?? ''
    one.suffix = name?.suffix ?? 0
  }
  const asked = message.questions.map((one) => decodeName(one.name).name)
  cursor.derive('netbios_name', name?.name ?? asked[0] ?? '')
  return {
    response: message.response,
    operation: message.operation,
    code: message.code,
    asked,
    owners,
    own,
    mac,
    listsNames: own.length > 0 || message.questions.some((one) => one.type === NBSTAT),
  }
}

/** NB records (RFC 1002 section 4.2.1.3): pairs of flags and address. */
function readOwners(cursor: Cursor, owners: Owner[]): string {
  const read = cursor.each('owners', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const flags = cursor.u16('nb_flags')
    const ip = cursor.derive('addr', ipv4Text(cursor.raw('addr_bytes', 4), 0), 4)
    owners.push({ name: '', suffix: 0, group: (flags & GROUP) !== 0, ip })
    return ip
  })
  return read.join(' ')
}

/** NBSTAT records (section 4.2.18): all names of a node, then its unit identifier, which is its MAC. */
function readNodeStatus(cursor: Cursor, own: Nbns['own']): string {
  const count = cursor.u8('number_of_names')
  cursor.each('names', count, limits.dissect.listItems, () => {
    const name = cursor.text('netbios_name', 15)
    const suffix = cursor.u8('suffix')
    const flags = cursor.u16('name_flags')
    own.push({ name, suffix, group: (flags & GROUP) !== 0 })
  })
  return cursor.derive('unit_id', macText(cursor.raw('unit_id_bytes', 6), 0), 6)
}

function observe(message: Message<Nbns>): Observation[] {
  const value = message.value!
  const facts: Observation[] = deedOf(message)
  if (value.operation === RELEASE || value.code !== 0) return facts
  const tells = value.response || value.operation >= REGISTRATION
  for (const one of tells ? value.owners : [])
    if (!one.group && one.name !== '' && (one.suffix === 0 || one.suffix === 0x20) && one.ip !== '0.0.0.0')
      facts.push(nameOf({ ip: one.ip }, one.name))
  if (value.own.length > 0) {
    const first = value.own.find((one) => !one.group && one.suffix === 0)
    if (first !== undefined) facts.push(nameOf('sender', first.name))
    const { ip } = message.from
    if (ip !== undefined && value.mac !== '00:00:00:00:00:00' && value.mac !== '')
      facts.push({ kind: 'binding', mac: value.mac, ip })
  }
  return facts
}

/** Giving up a name, and asking a node for all its names. */
function deedOf(message: Message<Nbns>): Operation[] {
  const { operation, asked, response, code, listsNames } = message.value!
  const releases = operation === RELEASE
  if (!releases && !listsNames) return []
  const refused = response && code !== 0
  return [
    {
      kind: 'operation',
      verb: releases ? 'network-change' : 'enumerate',
      function: releases ? 'Name Release' : 'Node Status',
      initiator: response ? 'receiver' : 'sender',
      ...(releases ? { object: asked.join(' ') } : {}),
      outcome: refused ? 'refused' : response || message.role === PUSH ? 'done' : 'asked',
      ...(refused ? { reason: ERRORS[code] ?? `error ${code}` } : {}),
    },
  ]
}

function nameOf(about: 'sender' | { ip: string }, value: string): Observation {
  return { kind: 'identity', about, attribute: 'name', value, confidence: 0.7 }
}

/** A name in its encoded form, for examples. */
function name(word: string): string {
  const padded = word === '*' ? `*${'\0'.repeat(15)}` : `${word.padEnd(15)}\0`
  const letters = [...padded].flatMap((one) => {
    const code = one.charCodeAt(0)
    return [0x41 + (code >> 4), 0x41 + (code & 15)]
  })
  return `20 ${Buffer.from(letters).toString('hex')} 00`
}

function list(word: string, suffix: number, flags: string): string {
  return Buffer.from(`${word.padEnd(15)}${String.fromCharCode(suffix)}`, 'latin1').toString('hex') + flags
}
