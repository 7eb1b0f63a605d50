import { REPLY, REQUEST, type Role } from '../../../model/message.ts'
import type { Peek } from '../../peek.ts'
import type { Session } from '../../session.ts'
import { EXCEPTION_BIT } from './modbus-tcp.tables.ts'
import { fitsReply, fitsRequest } from './shape.ts'

/** Registered port of Modbus (Modbus Messaging on TCP/IP V1.0b, clause 4.3.1.1). */
export const PORT = 502

/**
 * Request or reply: nothing in a Modbus message says it. The registered port tells; on another port the shape of the message does, then
 * what was learned from earlier messages, and at last the custom that the server has the lower port.
 */
export function roleOf(peek: Peek, at: number, size: number, session: Session): Role {
  const { fromPort, toPort, direction } = session
  if (toPort === PORT && fromPort !== PORT) return REQUEST
  if (fromPort === PORT && toPort !== PORT) return REPLY
  if ((peek.u8(at) & EXCEPTION_BIT) !== 0) return REPLY
  const asks = fitsRequest(peek, at, size)
  const client = session.recall<number>(CLIENT)
  if (asks !== fitsReply(peek, at, size)) {
    if (client === undefined) session.remember(CLIENT, asks ? direction : 1 - direction)
    return asks ? REQUEST : REPLY
  }
  if (client !== undefined) return client === direction ? REQUEST : REPLY
  return toPort <= fromPort ? REQUEST : REPLY
}

/** Note of the conversation: which of its two parties asks. */
const CLIENT = 'modbus client'
