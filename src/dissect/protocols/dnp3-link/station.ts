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
}

/** Whether an address stands for all outstations. */
export function isBroadcast(address: number): boolean {
  return address >= FIRST_BROADCAST
}

/** An outstation in words, for where it is not the unit that an operation is aimed at. */
export function stationText(address: number): string {
  return `outstation ${address}${isBroadcast(address) ? ' (broadcast)' : ''}`
}
