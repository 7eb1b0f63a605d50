import { FIRST_BROADCAST } from './dnp3-link.tables.ts'

/** One link frame. Both link addresses are told apart from the IP addresses: one IP may stand for many outstations. */
export interface LinkFrame {
  /** Direction bit: the frame comes from a master. */
  fromMaster: boolean
  /** From the station that began this exchange of frames. */
  primary: boolean
  code: number
  source: number
  destination: number
  /** The sender's party spoke for no other link address so far. */
  alone: boolean
}

/** A link address in words: whoever addresses all outstations should stand out. */
export function stationText(address: number): string {
  return address >= FIRST_BROADCAST ? `${address} (broadcast)` : String(address)
}
