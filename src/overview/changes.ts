import { limits } from '../base/limits.ts'
import type { AttributeChange } from '../model/attribute-change.ts'
import type { ChangeGroup } from '../model/overview.ts'
import { plural } from '../words/words.ts'

/** Attributes that say which asset it is and where: what nobody changes by the day. */
const ORDER = [
  '',
  'firmware',
  'role',
  'level',
  'addresses',
  'serial',
  'model',
  'orderNumber',
  'vendor',
  'names',
]

/** Words for what changed, by attribute; others are told by their name. */
const CALLED: Readonly<Record<string, string>> = {
  orderNumber: 'order number',
  names: 'name',
  os: 'operating system',
}

/**
 * Changes in groups: assets that are new, then each attribute that became another. That something became known of an asset which was there
 * already is no change of the plant, so it is not told. `isNew` says whether an asset was first seen since then.
 */
export function changeGroups(
  changes: readonly AttributeChange[],
  isNew: (asset: string) => boolean,
): ChangeGroup[] {
  const groups = new Map<string, Set<string>>()
  for (const { asset, attribute, before, value } of changes) {
    const fresh = isNew(asset)
    if (!fresh && (before === null || value === null)) continue
    // A module's firmware is told as firmware; the asset has the rest.
    const key = fresh ? '' : (attribute.split(' of ', 1)[0] ?? attribute)
    groups.set(key, (groups.get(key) ?? new Set()).add(asset))
  }
  const place = (attribute: string): number => {
    const found = ORDER.indexOf(attribute)
    return found < 0 ? ORDER.length : found
  }
  return [...groups]
    .sort((a, b) => place(a[0]) - place(b[0]) || (a[0] < b[0] ? -1 : 1))
    .map(([attribute, assets]) => ({
      words:
        attribute === ''
          ? plural(assets.size, 'new asset')
          : `${CALLED[attribute] ?? attribute} changed on ${plural(assets.size, 'asset')}`,
      attribute,
      assets: [...assets].slice(0, limits.overview.assetsNamed),
      count: assets.size,
    }))
}
