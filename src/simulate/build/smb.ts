import { fileTime } from './ntlm.ts'
import type { Moment } from './services.ts'
import { type Writer, write } from './writer.ts'

/** SMB 2 and 3 (MS-SMB2) behind the four bytes of direct TCP transport: as far as reaching a share and leaving again. */

export const PORT = 445
export const COMMAND = {
  negotiate: 0,
  sessionSetup: 1,
  logoff: 2,
  treeConnect: 3,
  treeDisconnect: 4,
} as const
export const MORE_PROCESSING = 0xc000_0016

const HEADER = 64
const RESPONSE = 1
const PROCESS = 0xfeff
const DIALECTS = [0x0202, 0x0210, 0x0300, 0x0302]
const LARGEST = 0x0010_0000

/** The numbers of one message's header. */
export interface Header {
  command: number
  message: number
  tree?: number
  session?: number
  response?: boolean
  status?: number
}

/** A message of a header and a body. */
export function message(of: Header, body: Uint8Array): Uint8Array {
  return write()
    .u32(HEADER + body.length)
    .u8(0xfe)
    .text('SMB')
    .le16(HEADER)
    .le16(1)
    .le32(of.status ?? 0)
    .le16(of.command)
    .le16(1)
    .le32(of.response === true ? RESPONSE : 0)
    .le32(0)
    .le64(BigInt(of.message))
    .le32(PROCESS)
    .le32(of.tree ?? 0)
    .le64(BigInt(of.session ?? 0))
    .zeros(16)
    .bytes(body)
    .done()
}

/** The header of a message, as far as an answer needs it. */
export function headerOf(
  bytes: Uint8Array,
): Required<Pick<Header, 'command' | 'message' | 'tree' | 'session'>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset + 4)
  return {
    command: view.getUint16(12, true),
    message: view.getUint32(24, true),
    tree: view.getUint32(36, true),
    session: view.getUint32(40, true),
  }
}

export function negotiateRequest(client: Uint8Array): Uint8Array {
  const out = write().le16(36).le16(DIALECTS.length).le16(1).le16(0).le32(0x7f).bytes(client).zeros(8)
  for (const dialect of DIALECTS) out.le16(dialect)
  return out.done()
}

export function negotiateResponse(server: Uint8Array, now: Moment, token: Uint8Array): Uint8Array {
  const out = write().le16(65).le16(3).le16(0x0302).le16(0).bytes(server).le32(0x2f)
  out.le32(LARGEST).le32(LARGEST).le32(LARGEST).le64(fileTime(now)).le64(0n)
  return buffer(out, HEADER + 64, token)
    .le32(0)
    .bytes(token)
    .done()
}

export function sessionSetupRequest(token: Uint8Array): Uint8Array {
  const out = write().le16(25).u8(0, 1).le32(1).le32(0)
  return buffer(out, HEADER + 24, token)
    .le64(0n)
    .bytes(token)
    .done()
}

export function sessionSetupResponse(token: Uint8Array): Uint8Array {
  return buffer(write().le16(9).le16(0), HEADER + 8, token)
    .bytes(token)
    .done()
}

export function treeConnectRequest(share: string): Uint8Array {
  const path = write().utf16(share).done()
  return buffer(write().le16(9).le16(0), HEADER + 8, path)
    .bytes(path)
    .done()
}

export function treeConnectResponse(): Uint8Array {
  return write().le16(16).u8(1, 0).le32(0).le32(0).le32(0x001f_01ff).done()
}

/** The body of messages that say nothing more: logoff, tree disconnect, and their answers. */
export function empty(): Uint8Array {
  return write().le16(4).le16(0).done()
}

function buffer(out: Writer, offset: number, content: Uint8Array): Writer {
  return out.le16(offset).le16(content.length)
}
