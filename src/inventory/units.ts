/** An operation's end that a unit behind an address answers for. */
export interface UnitDeed {
  /** Party that was asked. */
  responder: string
  /** Unit inside it, where the protocol names one. */
  unit?: string
  /** Whether it was ever done. */
  done: boolean
}

/**
 * The units that answer behind each party; where nobody ever did what was asked, the units that were asked. One unit alone is no device
 * behind a gateway but the device itself; several make the party a gateway.
 */
export function unitsOf(deeds: readonly UnitDeed[]): Map<string, Set<string>> {
  const answering = new Map<string, Set<string>>()
  const asked = new Map<string, Set<string>>()
  for (const { responder, unit, done } of deeds) {
    if (unit === undefined) continue
    const map = done ? answering : asked
    const known = map.get(responder) ?? new Set<string>()
    known.add(unit)
    map.set(responder, known)
  }
  return new Map([...asked, ...answering])
}
