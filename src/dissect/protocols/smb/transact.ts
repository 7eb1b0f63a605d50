import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { type Context, carryPipe, jump, recallFile, recallShare, text } from './context.ts'
import { CMD, LANMAN, NT_TRANSACT, PIPE_TRANSACT, PIPES, SECONDARY, TRANS2 } from './smb.tables.ts'
import { joined } from './unit.ts'

/** Where a transaction's parameters and data lie in its message. */
interface Layout {
  parameters: number
  parametersAt: number
  data: number
  dataAt: number
  setup: number[]
}

/** Words of a Transaction or Transaction2 request (MS-CIFS sections 2.2.4.33 and 2.2.4.46). */
function requestLayout({ cursor }: Context): Layout {
  cursor.u16le('total_parameters')
  cursor.u16le('total_data')
  cursor.u16le('max_parameters')
  cursor.u16le('max_data')
  cursor.u8('max_setup')
  cursor.skip(1)
  cursor.u16le('flags')
  cursor.u32le('timeout')
  cursor.skip(2)
  const [parameters, parametersAt] = [cursor.u16le('parameters'), cursor.u16le('parameters_offset')]
  const [data, dataAt] = [cursor.u16le('data'), cursor.u16le('data_offset')]
  return { parameters, parametersAt, data, dataAt, setup: setupWords(cursor) }
}

function replyLayout({ cursor }: Context): Layout {
  cursor.u16le('total_parameters')
  cursor.u16le('total_data')
  cursor.skip(2)
  const [parameters, parametersAt] = [cursor.u16le('parameters'), cursor.u16le('parameters_offset')]
  cursor.u16le('parameters_displacement')
  const [data, dataAt] = [cursor.u16le('data'), cursor.u16le('data_offset')]
  cursor.u16le('data_displacement')
  return { parameters, parametersAt, data, dataAt, setup: setupWords(cursor) }
}

function setupWords(cursor: Context['cursor']): number[] {
  const count = cursor.u8('setup_count')
  cursor.skip(1)
  return cursor.each('setup', count, limits.dissect.listItems, () => cursor.u16le('word'))
}

/** Note of the transaction that waits for its reply or its rest. */
const WAITING = 'transaction'
interface Waiting {
  command: number
  mid: number
  answered: boolean
}

/** The transaction of this command that was begun and has no reply yet. */
export function awaited(session: Session, command: number): Waiting | undefined {
  const waiting = session.recall<Waiting>(WAITING)
  return waiting === undefined || waiting.command !== command || waiting.answered ? undefined : waiting
}

/** A reply that answers no request although one of its command waits: its number was changed on purpose or by mistake. */
export function checkReply(cursor: Cursor, session: Session, command: number): void {
  const waiting = awaited(session, command)
  if (waiting === undefined) return
  cursor.expect('mid', session.request !== undefined, 'is not the number of the request that waits')
  waiting.answered = true
}

/** Notes which command began the transaction, so that what goes on with it can be held against that. */
function begin({ session, mid }: Context, command: number): void {
  session.remember(WAITING, { command, mid, answered: false } satisfies Waiting)
}

/** Secondary requests carry the rest of a transaction, which must have begun with their own primary command. */
export function readSecondary({ cursor, session, mid, unit, reply }: Context): undefined {
  if (reply) return undefined
  const command = cursor.bytes[cursor.origin + 4]!
  const begun = session.recall<Waiting>(WAITING)
  const matches = begun === undefined || begun.mid !== mid || begun.command === SECONDARY[command]
  if (!cursor.expect('command', matches, 'goes on with a transaction that began as another command'))
    unit.act = 'probe'
  return undefined
}

/** Transaction: calls on named pipes, remote administration, mail slots (MS-CIFS section 2.2.4.33). */
export function readTransaction(context: Context): (() => void) | undefined {
  const { cursor, session, reply, unit, unicode, words } = context
  if (reply) {
    if (words < 10) return undefined
    const layout = replyLayout(context)
    const handle = session.recall<number>('fid call') ?? 0
    return () => {
      if (layout.data === 0 || context.asked?.act === 'list') return
      jump(cursor, 'data_offset', layout.dataAt)
      carryPipe(cursor, session, handle, layout.data)
    }
  }
  begin(context, CMD.transaction)
  const layout = requestLayout(context)
  const [call = -1, fid = 0] = layout.setup
  return () => {
    const name = text(cursor, 'name', unicode)
    unit.path = name
    if (/^\\PIPE\\LANMAN$/i.test(name)) remoteAdministration(context, layout)
    else if (layout.data > 0) {
      if (PIPES[call] !== undefined && !name.startsWith('\\MAILSLOT'))
        unit.name = `Transaction ${PIPES[call]}`
      unit.path = recallFile(session, fid) || name
      jump(cursor, 'data_offset', layout.dataAt)
      if (call === PIPE_TRANSACT) session.remember('fid call', fid)
      carryPipe(cursor, session, fid, layout.data)
    }
  }
}

/** Remote administration protocol: the call's number is its first parameter (MS-RAP section 2.5.1). */
function remoteAdministration({ cursor, unit }: Context, layout: Layout): void {
  jump(cursor, 'parameters_offset', layout.parametersAt)
  const opcode = cursor.u16le('rap_opcode')
  unit.act = 'list'
  unit.name = cursor.derive('rap_call', LANMAN[opcode] ?? `LANMAN call ${opcode}`)
}

/** Transaction2: directories and attributes of files (MS-CIFS section 2.2.6). */
export function readTransaction2(context: Context): (() => void) | undefined {
  const { cursor, session, reply, unit, unicode, tid, asked } = context
  if (reply) {
    if (asked !== undefined) unit.name = asked.name
    return undefined
  }
  begin(context, CMD.transaction2)
  const layout = requestLayout(context)
  const code = layout.setup[0] ?? -1
  const call = TRANS2[code]
  unit.name = cursor.derive(
    'subcommand',
    call?.name ?? (code < 0 ? 'Transaction2 without subcommand' : `TRANS2 subcommand ${code}`),
  )
  const usual = call !== undefined && call.reserved !== true
  cursor.expect('subcommand', usual, 'is reserved and used by no regular program')
  unit.act = usual ? 'look' : 'probe'
  return () => {
    if (layout.parameters === 0 || !usual) return
    jump(cursor, 'parameters_offset', layout.parametersAt)
    const nameAt = NAME_AT[code]
    if (nameAt === undefined || layout.parameters <= nameAt) return
    cursor.within('parameters', layout.parameters, () => {
      cursor.raw('before_name', nameAt)
      unit.path = joined(recallShare(session, tid), text(cursor, 'path', unicode))
    })
    if (code === 1) unit.act = 'list'
    if (code === 6 || code === 13) unit.act = 'write'
  }
}

/** Where the name stands in the parameters of those subcommands that have one (MS-CIFS section 2.2.6). */
const NAME_AT: { readonly [subcommand: number]: number } = { 0: 28, 1: 12, 5: 6, 6: 6, 13: 4, 16: 2 }

/** NT Transact: security, notification, device control (MS-CIFS section 2.2.4.62). */
export function readNtTransact(context: Context): undefined {
  const { cursor, reply, unit, asked } = context
  if (reply) {
    if (asked !== undefined) unit.name = asked.name
    return undefined
  }
  begin(context, CMD.ntTransact)
  cursor.skip(3)
  cursor.raw('counts_and_offsets', 8 * 4)
  const setup = cursor.u8('setup_count')
  const code = cursor.u16le('function')
  unit.name = cursor.derive('nt_function', NT_TRANSACT[code] ?? `NT Transact function ${code}`)
  if (!cursor.expect('function', code in NT_TRANSACT, 'is reserved and used by no regular program'))
    unit.act = 'probe'
  cursor.each('setup', setup, limits.dissect.listItems, () => cursor.u16le('word'))
  return undefined
}
