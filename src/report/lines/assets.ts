import type { Analysis, Asset } from '../../model/analysis.ts'
import { levelName, plural, roleName } from '../../words/words.ts'
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
  const acts = /acts as|only (seen|asked)/.test(asset.roleReason) ? wrap(asset.roleReason, '    ') : []
  return [mainLine(asset, widths), ...acts, ...partLines(asset.modules)]
}

/** What is known of each part; parts of which nothing is known together. */
function partLines(modules: Asset['modules']): string[] {
  const sorted = modules.toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
  const told = sorted.filter((one) => partWords(one) !== '')
  const bare = sorted.filter((one) => partWords(one) === '')
  const lines = told.slice(0, LISTED.modules).map((one) => cut(`    ${one.id}: ${partWords(one)}`, WIDTH))
  if (told.length > LISTED.modules)
    lines.push(`    … and ${plural(told.length - LISTED.modules, 'part')} more`)
  if (bare.length > 0)
    lines.push(
      ...wrap(
        some(
          bare.map((one) => one.id),
          LISTED.modules,
        ),
        '    ',
      ),
    )
  return lines
}

function partWords(one: Asset['modules'][number]): string {
  return [one.name && `“${one.name}”`, wording(one), one.serial && `serial ${one.serial}`]
    .filter(isText)
    .join(', ')
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

/** Vendor, model and firmware in a row; a model that begins with its vendor needs no vendor. */
function wording(one: Pick<Asset, 'vendor' | 'model' | 'orderNumber' | 'firmware'>): string {
  const model = [...new Set([one.model, one.orderNumber].filter(isText))].join(' ')
  const vendor = model.toLowerCase().startsWith(one.vendor?.toLowerCase() ?? '') ? undefined : one.vendor
  const known = model === '' ? one.vendor : [vendor, model].filter(isText).join(' ')
  return [known, one.firmware && `firmware ${one.firmware}`].filter(isText).join(' ')
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}
