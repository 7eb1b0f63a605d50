import { write } from './writer.ts'

/** EtherNet/IP encapsulation (CIP Networks Library, volume 2, chapter 2): all numbers low byte first. */

export const PORT = 44_818
export const REGISTER = 0x65
export const SEND_RR = 0x6f
export const SEND_UNIT = 0x70
export const LIST_IDENTITY = 0x63

/** One encapsulated message. */
export function encapsulate(
  command: number,
  session: number,
  context: number,
  data: ArrayLike<number> = [],
): Uint8Array {
  return write()
    .le16(command)
    .le16(data.length)
    .le32(session)
    .le32(0)
    .le32(context)
    .le32(0)
    .le32(0)
    .bytes(data)
    .done()
}

/** Register session, asked or answered. */
export function registerSession(session: number): Uint8Array {
  return encapsulate(REGISTER, session, 0, [1, 0, 0, 0])
}

/** An unconnected CIP message in SendRRData. */
export function unconnected(session: number, context: number, cip: Uint8Array): Uint8Array {
  const body = write().le32(0).le16(10).le16(2).le32(0).le16(0xb2).le16(cip.length).bytes(cip)
  return encapsulate(SEND_RR, session, context, body.done())
}

/** A CIP message over an explicit connection in SendUnitData. */
export function connected(
  session: number,
  connection: number,
  sequence: number,
  cip: Uint8Array,
): Uint8Array {
  const body = write()
    .le32(0)
    .le16(0)
    .le16(2)
    .le16(0xa1)
    .le16(4)
    .le32(connection)
    .le16(0xb1)
    .le16(cip.length + 2)
    .le16(sequence)
    .bytes(cip)
  return encapsulate(SEND_UNIT, session, 0, body.done())
}

/** What the Identity object (class 1) of a CIP device says. */
export interface CipIdentity {
  vendor: number
  deviceType: number
  productCode: number
  major: number
  minor: number
  status: number
  serial: number
  name: string
}

/** The attributes of the Identity object as Get Attributes All and ListIdentity carry them. */
export function identityAttributes(of: CipIdentity): Uint8Array {
  return write()
    .le16(of.vendor)
    .le16(of.deviceType)
    .le16(of.productCode)
    .u8(of.major, of.minor)
    .le16(of.status)
    .le32(of.serial)
    .u8(of.name.length)
    .text(of.name)
    .done()
}

/** The answer to ListIdentity: one item with socket address, identity and state. */
export function identityItem(ip: number, of: CipIdentity, state: number): Uint8Array {
  const identity = identityAttributes(of)
  const item = write().le16(1).u16(2).u16(PORT).u32(ip).zeros(8).bytes(identity).u8(state).done()
  return encapsulate(LIST_IDENTITY, 0, 0, write().le16(1).le16(0x0c).le16(item.length).bytes(item).done())
}
