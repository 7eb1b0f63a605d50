import type { Cursor } from '../../cursor.ts'

/** What a host says of itself on the mailslot of the computer browser. */
export interface Browser {
  command: number
  /** The host, or the workgroup in a domain announcement. */
  name: string
  major: number
  minor: number
  serverType: number
  /** Free words of whoever set the host up; the master browser in a domain announcement. */
  comment: string
}

/** Frames of the browser (MS-BRWS section 2.2). */
export const HOST_ANNOUNCEMENT = 0x01
const DOMAIN_ANNOUNCEMENT = 0x0c
export const LOCAL_MASTER_ANNOUNCEMENT = 0x0f
export const ELECTION = 0x08
const COMMANDS: { readonly [command: number]: string } = {
  [HOST_ANNOUNCEMENT]: 'Host Announcement',
  0x02: 'Announcement Request',
  [ELECTION]: 'Request Election',
  0x09: 'Get Backup List Request',
  0x0a: 'Get Backup List Response',
  0x0b: 'Become Backup Browser',
  [DOMAIN_ANNOUNCEMENT]: 'Domain Announcement',
  0x0d: 'Master Announcement',
  0x0e: 'Reset State Request',
  [LOCAL_MASTER_ANNOUNCEMENT]: 'Local Master Announcement',
}
const ANNOUNCEMENTS: ReadonlySet<number> = new Set([
  HOST_ANNOUNCEMENT,
  DOMAIN_ANNOUNCEMENT,
  LOCAL_MASTER_ANNOUNCEMENT,
])

/** Server types (MS-BRWS section 2.2.1, from MS-SRVS): the host runs Windows NT or a later Windows. */
export const NT_WORKSTATION = 0x1000
export const NT_SERVER = 0x8000

const SMB = 0xff534d42
const TRANSACTION = 0x25
const MAILSLOT = '\\MAILSLOT\\BROWSE'
/** SMB header (MS-CIFS section 2.2.3.1) and the words of a mailslot's transaction (section 2.2.4.33.1). */
const SMB_HEADER = 32
const WORDS = 17

/** Reads a mailslot message of the browser inside an SMB transaction; undefined when the datagram carries something else. */
export function readBrowser(cursor: Cursor): Browser | undefined {
  const start = cursor.at
  if (cursor.left < SMB_HEADER + 1 || cursor.u32('smb_magic') !== SMB) return undefined
  if (cursor.u8('smb_command') !== TRANSACTION) return undefined
  cursor.skip(SMB_HEADER - 5)
  if (cursor.u8('word_count') !== WORDS) return undefined
  cursor.skip(22)
  const size = cursor.u16le('data_count')
  const offset = cursor.u16le('data_offset')
  cursor.skip(8)
  cursor.u16le('byte_count')
  if (cursor.text('mailslot', Math.min(MAILSLOT.length, cursor.left)).toUpperCase() !== MAILSLOT)
    return undefined
  cursor.skip(start + offset - cursor.at)
  return cursor.within('browser', size, () => readFrame(cursor))
}

function readFrame(cursor: Cursor): Browser {
  const command = cursor.u8('command')
  cursor.derive('command_name', COMMANDS[command] ?? `command ${command}`, 1)
  const frame: Browser = { command, name: '', major: 0, minor: 0, serverType: 0, comment: '' }
  if (command === ELECTION) {
    cursor.u8('election_version')
    cursor.u32le('criteria')
    cursor.u32le('uptime')
    cursor.skip(4)
    frame.name = cursor.text('name', cursor.left).trim()
    return frame
  }
  if (!ANNOUNCEMENTS.has(command)) {
    cursor.rest('data')
    return frame
  }
  cursor.u8('update_count')
  cursor.u32le('periodicity')
  frame.name = cursor.text('name', 16).trim()
  frame.major = cursor.u8('os_major')
  frame.minor = cursor.u8('os_minor')
  frame.serverType = cursor.u32le('server_type')
  cursor.u8('browser_major')
  cursor.u8('browser_minor')
  cursor.u16le('signature')
  frame.comment = cursor.text('comment', cursor.left).trim()
  return frame
}
