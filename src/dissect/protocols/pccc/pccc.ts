import { type Message, REPLY, REQUEST } from '../../../model/message.ts'
import type { Observation, Party } from '../../../model/observation.ts'
import type { Verb } from '../../../model/verb.ts'
import type { Peek } from '../../peek.ts'
import { mix } from '../../peek.ts'
import { FULL, type Glance, MAYBE, NO, protocol } from '../../protocol.ts'
import type { Cip } from '../cip/message.ts'
import { partOf } from '../cip/path.ts'
import { CLOCK_FILE, FORCE_FILES, LADDER } from './pccc.tables.ts'
import { commandOf, hasFunction, type Pccc, REPLY_BIT, readPccc, statusText } from './read.ts'

/** PCCC: the commands of PLC-5, SLC 500 and MicroLogix controllers, inside CIP's PCCC object. */
export const pccc = protocol({
  id: 'pccc',
  title: 'Programmable Controller Communication Commands',
  spec: 'Rockwell 1770-6.5.16 (DF1 Protocol and Command Set), chapters 7 to 13',
  family: 'ot',
  roles: { server: 'plc', client: 'hmi' },
  // The class of the PCCC object.
  carriedBy: { cip: [0x67] },
  looksLike: (peek) => (commandOf(peek.u8(0) & 0x0f, peek.u8(4)) === undefined ? NO : MAYBE),
  glance: glancePccc,
  read: readPccc,
  observe,
  examples: {
    'asks for the diagnostic status': '06 00 d7b1 03',
    'tells the diagnostic status': '46 00 d7b1 00 ee 4a 9c 23 313736332d4c4543202020 0000 26 0078 1a 30fc01',
    'reads integers': '0f 00 0100 a2 04 07 89 00 00',
    'gives integers': '4f 00 0100 01000200',
    'reads the accumulator of a timer': '0f 00 0200 a2 02 04 86 02 02',
    'writes an integer': '0f 00 0300 aa 02 07 89 03 00 2a00',
    'changes bits of an output': '0f 00 0400 ab 02 00 82 00 00 0100 0100',
    'forces an output': '0f 00 0500 aa 02 00 a1 00 00 0100',
    'goes to program mode': '0f 00 0600 80 01',
    'goes to run mode': '0f 00 0700 80 06',
    'may not go to run mode': '4f f0 0700 0b',
    'sets the mode of a PLC-5': '0f 00 0800 3a 00',
    'asks to download': '0f 00 0900 50 01 00',
    'writes ladder logic': '0f 00 0a00 aa 04 02 22 00 00 00112233',
    'removes all forces': '0f 00 0b00 41',
    'reads a range of a PLC-5': '0f 00 0c00 01 0000 0a00 06 07 00 14',
    'reads by an ASCII address': '0f 00 0d00 01 0000 0100 00 24 4e373a30 00 02',
    'reads words of a PLC-2': '01 00 0e00 1000 04',
    'disables outputs': '07 00 0f00 00',
    'sets link parameters': '06 00 1000 0a 00 00 1f',
    'cut in the transaction': '0f 00 01',
  },
})

/** Functions whose requests only read process data: they repeat. */
const READS = new Set([0x01, 0x04, 0x68, 0xa1, 0xa2])
const PROCESSOR = 0x0f
const DIAGNOSTICS = 0x06
const DIAGNOSTIC_STATUS = 0x03

function glancePccc(peek: Peek, glance: Glance): number {
  const first = peek.u8(0)
  const command = first & 0x0f
  if ((first & REPLY_BIT) !== 0) {
    glance.role = REPLY
    const status = peek.u8(1)
    // Answers to diagnostics tell who the processor is: they are the same only when their bytes are.
    if (first === (DIAGNOSTICS | REPLY_BIT)) return peek.hash(4, peek.length, status)
    return mix(mix(first, status), status === 0xf0 ? peek.u8(4) : 0)
  }
  glance.role = REQUEST
  if (command === PROCESSOR && READS.has(peek.u8(4))) return peek.hash(4, peek.length, first)
  if (command === DIAGNOSTICS && peek.u8(4) === DIAGNOSTIC_STATUS) return peek.hash(4, peek.length, first)
  return command === 0x01 ? peek.hash(4, peek.length, first) : FULL
}

function observe(message: Message<Pccc>): Observation[] {
  const value = message.value!
  const known = commandOf(value.command, value.code)
  // The function of a reply whose request was not seen cannot be told.
  if (value.reply && value.code < 0 && hasFunction(value.command)) return []
  const route = (message.parent?.value as Cip | undefined)?.route ?? []
  const part = partOf(route)
  const failed = value.reply && value.status !== 0
  const object = [value.address, value.note].filter((one) => one !== '').join(' ')
  const facts: Observation[] = [
    {
      kind: 'operation',
      verb: verbOf(value, known?.[1] ?? 'diagnose'),
      function: known?.[0] ?? `command 0x${value.command.toString(16)} function 0x${value.code.toString(16)}`,
      initiator: value.reply ? 'receiver' : 'sender',
      ...(object === '' ? {} : { object }),
      ...(failed
        ? { outcome: 'refused', reason: statusText(value) }
        : { outcome: value.reply ? 'done' : 'asked' }),
      ...(part === undefined ? {} : { part }),
    },
  ]
  if (value.catalog !== '') {
    const about: Party = part === undefined ? 'sender' : { within: 'sender', ...part }
    const said = { kind: 'identity', about, confidence: 0.9 } as const
    facts.push({ ...said, attribute: 'orderNumber', value: value.catalog })
    facts.push({ ...said, attribute: 'hardware', value: `series ${value.series}` })
    facts.push({ ...said, attribute: 'role', value: 'plc' })
  }
  return facts
}

/** What a command does depends on the file it goes to, not on its function alone. */
function verbOf(value: Pccc, verb: Verb): Verb {
  if (verb === 'write') {
    if (FORCE_FILES.has(value.fileType)) return 'force'
    if (value.fileType === LADDER) return 'program-edit'
    if (value.fileType === CLOCK_FILE) return 'time-set'
  }
  if (verb === 'read' && value.fileType === LADDER) return 'program-upload'
  return verb
}
