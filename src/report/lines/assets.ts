import type { Analysis, Asset } from '../../model/analysis.ts'
import { levelName, plural, roleName } from '../words.ts'
import { cut, row, section, some, WIDTH, wrap } from './table.ts'

const LISTED = { perLevel: 60, modules: 8, bare: 6 }
/** Widest a column becomes; it takes no more than its longest cell. */
const WIDEST = { id: 40, role: 23, name: 24 }

type Widths = Record<keyof typeof WIDEST, number>

/** What is there, by Purdue level, from the process upwards. */
export function assetsByLevel(analysis: Analysis): string[] {
  const levels = Map.groupBy(analysis.assets, (one) => one.level)
  const order = [...levels.keys()].sort((a, b) => (a ?? 9) - (b ?? 9))
  return order.flatMap((level) => {
    const all = levels.get(level)!
    const widths = widthsOf(all)
    const bare = all.filter(isBare)
    const told = all.filter((one) => !isBare(one))
    const lines = told.slice(0, LISTED.perLevel).flatMap((one) => assetLines(one, widths))
    if (told.length > LISTED.perLevel) lines.push(`… and ${told.length - LISTED.perLevel} more`)
    if (bare.length > 0)
      lines.push(
        ...wrap(
          `${told.length === 0 ? '' : 'and '}${bare.length} of which no more is known than the address: ${some(
            bare.map((one) => one.id),
            LISTED.bare,
          )}`,
        ),
      )
    return section(`Assets, ${levelName(level).toLowerCase()} (${all.length})`, lines)
  })
}

/** An address and nothing else. */
function isBare(asset: Asset): boolean {
  return (
    asset.role === 'unknown' &&
    asset.names.length + asset.modules.length + asset.conflicts.length === 0 &&
    asset.vendor === undefined &&
    asset.model === undefined
  )
}

function widthsOf(assets: readonly Asset[]): Widths {
  const longest = (texts: readonly string[], most: number): number =>
    Math.min(most, Math.max(0, ...texts.map((text) => text.length)))
  return {
    id: longest(
      assets.map((one) => one.id),
      WIDEST.id,
    ),
    role: longest(
      assets.map((one) => roleName(one.role)),
      WIDEST.role,
    ),
    name: longest(
      assets.map((one) => one.names[0] ?? ''),
      WIDEST.name,
    ),
  }
}

function assetLines(asset: Asset, widths: Widths): string[] {
  const parts = asset.modules.slice(0, LISTED.modules).map((one) => {
    const what = [wording(one), one.serial && `serial ${one.serial}`].filter(isText).join(', ')
    return `    ${[`${one.id}:`, one.name && `“${one.name}”`, what].filter(isText).join(' ')}`
  })
  if (asset.modules.length > LISTED.modules)
    parts.push(`    … and ${plural(asset.modules.length - LISTED.modules, 'part')} more`)
  const acts = /^acts as|^only seen/.test(asset.roleReason) ? wrap(asset.roleReason, '    ') : []
  return [mainLine(asset, widths), ...acts, ...parts.map((part) => cut(part, WIDTH))]
}

function mainLine(asset: Asset, widths: Widths): string {
  const conflict = asset.conflicts.map((one) =>
    one === 'mac' ? 'address claimed twice' : `${one} contradicts`,
  )
  const rest = [
    wording(asset),
    asset.serial && `serial ${asset.serial}`,
    asset.heard ? undefined : 'never heard',
    conflict.length === 0 ? undefined : `! ${conflict.join(', ')}`,
  ].filter(isText)
  return row(
    [
      [asset.id, widths.id],
      [roleName(asset.role), widths.role],
      [asset.names[0] ?? '', widths.name],
    ],
    rest.join(', '),
  )
}

/** Vendor, model and firmware in a row. */
function wording(one: Pick<Asset, 'vendor' | 'model' | 'orderNumber' | 'firmware'>): string {
  const model = [one.model, one.orderNumber]
    .filter(isText)
    .filter((text, index, all) => all.indexOf(text) === index)
  return [one.vendor, ...model, one.firmware && `firmware ${one.firmware}`].filter(isText).join(' ')
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}
