import type { Group, Groups } from './groups.ts'
import type { RoleHints } from './roles.ts'
import { sentence } from './words.ts'

/** A name that a name service gave to several assets. */
export interface SharedName {
  name: string
  /** Asset ids, the first to use it in front. */
  users: string[]
  /** Those of them that it cannot belong to. */
  borrowers: string[]
}

/**
 * Names that hosts gave themselves in a name service, of which each network has only one, used by several assets. A controller that shares
 * the name of a computer takes no part in such services: somebody else used its address, and it does not get the name.
 */
export function sharedNames(
  groups: Groups,
  hints: ReadonlyMap<string, RoleHints>,
  isController: (id: string) => boolean,
): SharedName[] {
  const users = new Map<
    string,
    { name: string; groups: { group: Group; order: number }[]; ofItself: boolean }
  >()
  for (const group of groups.all)
    for (const { attribute, value, protocol, via, order } of group.claims) {
      if (attribute !== 'name' || hints.get(protocol)?.family !== 'it') continue
      const key = value.toLowerCase()
      const known = users.get(key) ?? { name: value, groups: [], ofItself: false }
      known.ofItself ||= via !== undefined
      if (!known.groups.some((one) => one.group === group)) known.groups.push({ group, order })
      users.set(key, known)
    }
  return [...users.values()]
    .filter((one) => one.ofItself && one.groups.length > 1)
    .map(({ name, groups: all }) => {
      const ids = all.sort((a, b) => a.order - b.order).map(({ group }) => group.id)
      const controllers = ids.filter(isController)
      return { name, users: ids, borrowers: controllers.length < ids.length ? controllers : [] }
    })
}

/** What makes assets doubtful, in words for whoever reads the coverage. */
export function doubtsOf(groups: Groups, shared: readonly SharedName[]): string[] {
  const addresses = [...groups.disputes].map(
    ([ip, macs]) =>
      `${ip} is claimed by ${macs.length} devices: ${macs[0]} first, then ${sentence(macs.slice(1))} (ARP spoofing, a replaced device, or an address given twice)`,
  )
  const names = shared.map(
    ({ name, users }) =>
      `the name ${name} is used by ${sentence(users)} (one machine with several addresses, or one posing as another)`,
  )
  return [...addresses, ...names]
}
