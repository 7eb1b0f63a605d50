import { hex } from '../../cursor.ts'
import { SIMATIC_PARTIES } from './cotp.tables.ts'

/** Where a SIMATIC controller is reached: its place in the rack, and as what the caller comes. */
export interface SimaticPlace {
  party: string
  rack: number
  slot: number
}

/** Connections beyond the three fixed parties carry a number from 0x10 on (SIMATIC NET: configured S7 connections). */
const FIRST_CONFIGURED = 0x10

/**
 * Reads a two-byte SIMATIC TSAP: the kind of caller, then the rack in the upper three bits and the slot in the lower five. Gives
 * undefined for any other transport selector.
 */
export function simaticPlace(tsap: Uint8Array): SimaticPlace | undefined {
  if (tsap.length !== 2) return undefined
  const [kind, place] = tsap as unknown as [number, number]
  const party = SIMATIC_PARTIES[kind]
  if (party === undefined && kind < FIRST_CONFIGURED) return undefined
  return { party: party ?? `connection 0x${hex(tsap.subarray(0, 1))}`, rack: place >> 5, slot: place & 0x1f }
}

/** A transport selector in words: text where it is text, otherwise hex; a SIMATIC one with its place. */
export function tsapText(tsap: Uint8Array): string {
  const place = simaticPlace(tsap)
  const printable = tsap.length > 2 && tsap.every((byte) => byte >= 0x20 && byte < 0x7f)
  if (printable) return Buffer.from(tsap).toString('latin1').trimEnd()
  const plain = hex(tsap)
  return place === undefined ? plain : `${place.party} rack ${place.rack} slot ${place.slot}`
}
