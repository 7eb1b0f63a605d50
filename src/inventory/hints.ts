import known from '../../knowledge/role-hints.json' with { type: 'json' }
import { type AssetRole, ROLES } from '../model/role.ts'
import type { Claim } from './claims.ts'

/** A role that something seen beside the work of an asset hints at, with the reason in words. */
export interface Hint {
  role: AssetRole
  reason: string
}

const roleOf = (role: string): AssetRole => ROLES.find((one) => one === role) ?? 'unknown'
const NAMES = known.names.map((one) => ({ pattern: new RegExp(one.pattern), role: roleOf(one.role) }))
const SOFTWARE = known.software.map((one) => ({
  pattern: new RegExp(one.pattern, 'i'),
  role: roleOf(one.role),
}))
const MAKERS = known.makers.flatMap(({ role, trade, names }) =>
  names.map((name) => ({ name: name.toLowerCase(), trade, role: roleOf(role) })),
)
const SERVICES = new Map(known.services.map((one) => [one.port, { what: one.what, role: roleOf(one.role) }]))
/** Longest text from the wire that is looked at. */
const MAX_TEXT = 256

/** The role that people's naming habits give: “HIST01” keeps history. A weak hint: people rename nothing when a machine gets a new task. */
export function hintOfNames(names: readonly string[]): Hint | undefined {
  for (const name of names) {
    const host = name.slice(0, MAX_TEXT).split('.')[0]!.toUpperCase()
    const found = NAMES.find((one) => one.pattern.test(host))
    if (found !== undefined) return { role: found.role, reason: `named “${name}”` }
  }
  return undefined
}

/** The role that a service which an asset answered on tells. */
export function hintOfServices(ports: ReadonlySet<number>): Hint | undefined {
  for (const port of [...ports].sort((a, b) => a - b)) {
    const found = SERVICES.get(port)
    if (found !== undefined) return { role: found.role, reason: `offers ${found.what} on port ${port}` }
  }
  return undefined
}

/** The role that the wording of software, model or description tells. */
export function hintOfWording(claims: readonly Claim[]): Hint | undefined {
  for (const { attribute, value, protocol } of claims) {
    if (attribute !== 'software' && attribute !== 'model' && attribute !== 'description') continue
    const found = SOFTWARE.find((one) => one.pattern.test(value.slice(0, MAX_TEXT)))
    if (found !== undefined)
      return { role: found.role, reason: `calls itself “${value.slice(0, 40)}” in ${protocol}` }
  }
  return undefined
}

/** The role that most products of a network card's maker have. */
export function hintOfMaker(maker: string | undefined): Hint | undefined {
  const text = maker?.toLowerCase() ?? ''
  const found = MAKERS.find((one) => text.startsWith(one.name))
  return (
    found && {
      role: found.role,
      reason: `network card of a maker of ${found.trade} (${maker?.replace(/,$/, '')})`,
    }
  )
}
