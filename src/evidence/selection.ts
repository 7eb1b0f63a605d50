import { compareTimes, type Instant } from '../base/time.ts'
import type { Parties, PartiesOf } from './parties.ts'
import type { KeptPacket } from './segment.ts'
import { pairOf, type SegmentIndex } from './segment-index.ts'

/** Which packets are wanted: those that meet all that is given. */
export interface Selection {
  from?: Instant
  to?: Instant
  interface?: string
  /** Of any of these addresses (all those of one asset, say). */
  addresses?: readonly string[]
  /** Between these two. */
  pair?: readonly [string, string]
  /** Between any of the first and any of the second: two assets, say, with all their addresses. */
  between?: readonly [readonly string[], readonly string[]]
  /** From or to this TCP or UDP port. */
  port?: number
  /** With numbers in one of these ranges, both ends included. */
  packets?: readonly (readonly [number, number])[]
}

/** Whether a packet is wanted. */
export function isWanted(packet: KeptPacket, wanted: Selection, partiesOf: PartiesOf): boolean {
  const { from, to, packets, addresses, pair, between, port } = wanted
  if (wanted.interface !== undefined && packet.interface !== wanted.interface) return false
  if (from !== undefined && compareTimes(packet.seconds, packet.nanos, from.seconds, from.nanos) < 0)
    return false
  if (to !== undefined && compareTimes(packet.seconds, packet.nanos, to.seconds, to.nanos) > 0) return false
  if (packets !== undefined && !packets.some(([a, b]) => packet.packet >= a && packet.packet <= b))
    return false
  if (addresses === undefined && pair === undefined && between === undefined && port === undefined)
    return true
  const parties = partiesOf(packet)
  if (parties === undefined) return false
  const { from: a, to: b, macFrom, macTo, portFrom, portTo } = parties
  if (port !== undefined && portFrom !== port && portTo !== port) return false
  if (pair !== undefined && pairOf(a, b) !== pairOf(...pair)) return false
  if (between !== undefined && !isBetween(parties, between)) return false
  return (
    addresses === undefined ||
    addresses.some((one) => one === a || one === b || one === macFrom || one === macTo)
  )
}

function isBetween(
  { from, to, macFrom, macTo }: Parties,
  [one, other]: readonly [readonly string[], readonly string[]],
): boolean {
  const isOf = (set: readonly string[], ip: string, mac: string | undefined): boolean =>
    set.includes(ip) || (mac !== undefined && set.includes(mac))
  return (
    (isOf(one, from, macFrom) && isOf(other, to, macTo)) ||
    (isOf(other, from, macFrom) && isOf(one, to, macTo))
  )
}

/** Whether a segment can hold wanted packets, by its index. */
export function mayHold(index: SegmentIndex, wanted: Selection): boolean {
  const { addresses, pair, between } = wanted
  if (
    addresses !== undefined &&
    index.addresses !== null &&
    !addresses.some((one) => index.addresses?.includes(one))
  )
    return false
  for (const side of between ?? [])
    if (index.addresses !== null && !side.some((one) => index.addresses?.includes(one))) return false
  if (pair !== undefined && index.pairs !== null && !index.pairs.includes(pairOf(...pair))) return false
  return index.stretches.some((_, place) => stretchMayHold(index, place, wanted))
}

/** Whether one stretch of a segment can hold wanted packets: by time and numbers. */
export function stretchMayHold(
  { stretches, packets }: SegmentIndex,
  place: number,
  wanted: Selection,
): boolean {
  const stretch = stretches[place]
  if (stretch === undefined) return false
  if (wanted.from !== undefined && stretch.to < wanted.from.seconds) return false
  if (wanted.to !== undefined && stretch.from > wanted.to.seconds) return false
  if (wanted.packets === undefined) return true
  const end = stretches[place + 1]?.packet ?? (stretches[0]?.packet ?? 0) + packets
  return wanted.packets.some(([a, b]) => a < end && b >= stretch.packet)
}

/** The selection in words, for records that people read. */
export function selectionWords(wanted: Selection, timeOf: (at: Instant) => string): string {
  const parts = [
    ...(wanted.interface === undefined ? [] : [`of ${wanted.interface}`]),
    ...(wanted.from === undefined ? [] : [`from ${timeOf(wanted.from)}`]),
    ...(wanted.to === undefined ? [] : [`to ${timeOf(wanted.to)}`]),
    ...(wanted.addresses === undefined ? [] : [`of ${wanted.addresses.join(' or ')}`]),
    ...(wanted.pair === undefined ? [] : [`between ${wanted.pair.join(' and ')}`]),
    ...(wanted.between === undefined
      ? []
      : [`between ${wanted.between.map((side) => side.join(' or ')).join(' and ')}`]),
    ...(wanted.port === undefined ? [] : [`of port ${wanted.port}`]),
    ...(wanted.packets === undefined
      ? []
      : [`with numbers ${wanted.packets.map(([a, b]) => (a === b ? a : `${a}-${b}`)).join(', ')}`]),
  ]
  return parts.length === 0 ? 'all packets' : `packets ${parts.join(', ')}`
}
