import type { Cursor } from '../../cursor.ts'
import { readPackedLength } from './conference.ts'
import { DOMAIN_UNITS, ENCRYPTED, INFO, SEND_DATA } from './rdp.tables.ts'

/** A unit of the conference that is under way. */
export interface DomainUnit {
  what: 'unit'
  choice: number
  /** Account of a log-on whose data pass in clear, and whether a password does; empty otherwise. */
  account: string
  password: boolean
}

/** Client info flag: texts are in Unicode ([MS-RDPBCGR] 2.2.1.11.1.1). */
const UNICODE = 0x10
/** Smallest client info: code page, flags, five lengths. */
const INFO_HEAD = 18

/** Reads a unit of the domain (ITU-T T.125 in packed encoding) as far as it is in clear. */
export function readDomainUnit(cursor: Cursor): DomainUnit {
  const choice = cursor.u8('unit') >> 2
  cursor.derive('unit_name', DOMAIN_UNITS[choice] ?? `${choice}`, 1)
  const unit: DomainUnit = { what: 'unit', choice, account: '', password: false }
  if (!SEND_DATA.has(choice)) {
    cursor.rest('rest')
    return unit
  }
  cursor.u16('initiator')
  cursor.u16('channel')
  cursor.u8('priority')
  const size = readPackedLength(cursor, 'length')
  cursor.within('user_data', size, () => {
    if (cursor.left < 4) return
    const flags = cursor.u16le('security_flags')
    cursor.u16le('security_flags_high')
    if ((flags & INFO) !== 0 && (flags & ENCRYPTED) === 0 && cursor.left >= INFO_HEAD) readInfo(cursor, unit)
    cursor.skip(cursor.left)
  })
  return unit
}

/** Client info: log-on data, which pass in clear when the server wants no encryption. The password is passed over. */
function readInfo(cursor: Cursor, unit: DomainUnit): void {
  cursor.u32le('code_page')
  const wide = (cursor.u32le('flags') & UNICODE) !== 0
  const end = wide ? 2 : 1
  const domain = cursor.u16le('domain_size')
  const user = cursor.u16le('user_size')
  const password = cursor.u16le('password_size')
  cursor.u16le('shell_size')
  cursor.u16le('directory_size')
  const encoding = wide ? 'utf16le' : 'latin1'
  const inside = cursor.text('domain', domain + end, encoding)
  const name = cursor.text('user', user + end, encoding)
  unit.account = inside === '' ? name : `${inside}\\${name}`
  unit.password = password > 0
}
