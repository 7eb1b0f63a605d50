import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import type { Unit } from './unit.ts'

/** What reading one command needs to know of its message. */
export interface Context {
  cursor: Cursor
  session: Session
  reply: boolean
  unicode: boolean
  status: number
  tid: number
  mid: number
  /** Parameter words of the command, a number by which its forms are told apart. */
  words: number
  unit: Unit
  /** The command that this one answers. */
  asked: Unit | undefined
}

/** Reads the parameter words; what it gives reads the bytes behind them. */
export type Reader = (context: Context) => (() => void) | undefined

/** Longest name that is kept. */
const NAME_MOST = 260

/** Goes forward to an offset from the message's first byte. */
export function jump(cursor: Cursor, name: string, offset: number): void {
  const to = cursor.origin + offset
  if (cursor.expect(name, to >= cursor.at && to <= cursor.end, 'points into the rest of the message'))
    cursor.skip(to - cursor.at)
}

/** Reads a text that ends with a NUL or with its bounds; two-byte characters stand at even offsets (MS-CIFS section 2.2.1.1.2). */
export function text(cursor: Cursor, name: string, unicode: boolean, aligned = true): string {
  if (aligned && unicode && (cursor.offset & 1) === 1 && cursor.left > 0) cursor.skip(1)
  const step = unicode ? 2 : 1
  let at = cursor.at
  while (at + step <= cursor.end && (cursor.bytes[at] !== 0 || (unicode && cursor.bytes[at + 1] !== 0)))
    at += step
  const size = Math.min(at + step, cursor.end) - cursor.at
  return cursor.text(name, size, unicode ? 'utf16le' : 'latin1').slice(0, NAME_MOST)
}

/** Keeps what a handle stands for, so that later commands on it can be named. */
export function rememberFile(session: Session, handle: string | number, path: string): void {
  session.remember(`file ${handle}`, path)
}

export function recallFile(session: Session, handle: string | number): string {
  return session.recall<string>(`file ${handle}`) ?? ''
}

/** Gives what a handle stood for and forgets it: the file is closed. */
export function closeFile(session: Session, handle: string | number): string {
  const path = recallFile(session, handle)
  session.forget(`file ${handle}`)
  return path
}

export function rememberShare(session: Session, tree: number, path: string): void {
  session.remember(`share ${tree}`, path)
}

export function recallShare(session: Session, tree: number): string | undefined {
  return session.recall<string>(`share ${tree}`)
}

/** Note under which the handle of the pipe is left whose data is handed on. */
export const PIPE_HANDLE = 'pipe.handle'
/** What travels on a pipe is told by its content. */
const CONTENT = 0

/** Hands the next bytes, data of a pipe, to whoever reads them. */
export function carryPipe(cursor: Cursor, session: Session, handle: string | number, size: number): void {
  session.remember(PIPE_HANDLE, String(handle))
  session.carry(cursor, CONTENT, Math.min(size, cursor.left))
}
