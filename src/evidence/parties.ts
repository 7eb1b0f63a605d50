import type { Frame } from '../model/frame.ts'

/** The part of a frame that evidence is about. */
export type Packet = Pick<Frame, 'bytes' | 'start' | 'end' | 'wireLength' | 'seconds' | 'nanos' | 'linkType'>

/** Between whom a packet passed: IP addresses where it has some, else MAC addresses; and the hardware addresses beside them. */
export interface Parties {
  from: string
  to: string
  macFrom: string | undefined
  macTo: string | undefined
  portFrom: number
  portTo: number
}

/** Tells the parties of a packet; undefined when it names none. Comes from outside, for evidence knows no protocols. */
export type PartiesOf = (packet: Packet) => Parties | undefined
