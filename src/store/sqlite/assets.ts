import type { Asset } from '../../model/analysis.ts'
import type { Amendment } from '../../model/batch.ts'
import { assetColumns, changeColumns, changesBetween } from './asset-rows.ts'
import type { DatabaseSync, Row } from './connection.ts'
import { all } from './lists.ts'

const ASSET_COLUMNS = 23

/** How many assets and changes of assets there are more than before. */
export interface Growth {
  assets: number
  changes: number
}

/** Writes assets as they are shown, and beside them what is inferred where people said otherwise. Runs inside a transaction. */
export class Assets {
  private readonly statements: ReturnType<typeof prepare>

  constructor(db: DatabaseSync) {
    this.statements = prepare(db)
  }

  write(site: number, { time, assets, inferred = [], gone = [] }: Omit<Amendment, 'site'>): Growth {
    const growth: Growth = { assets: 0, changes: 0 }
    for (const id of gone) growth.assets -= this.remove(site, id)
    for (const asset of assets) this.put(site, asset, time, growth)
    for (const asset of inferred) this.statements.putInferred.run(site, asset.id, JSON.stringify(asset))
    return growth
  }

  private put(site: number, asset: Asset, time: string, growth: Growth): void {
    const { documentOf, inferredOf, putAsset, putDocument, dropInferred } = this.statements
    const row = documentOf.get(site, asset.id) as Row | undefined
    if (row === undefined) growth.assets++
    // One that comes back from being a part of another goes on where it was.
    const before = assetOf(row ?? (inferredOf.get(site, asset.id) as Row | undefined))
    this.changes(site, { before, asset, time }, growth)
    putAsset.run(site, ...assetColumns(asset))
    putDocument.run(site, asset.id, JSON.stringify(asset))
    if (row === undefined || isSpokenOf(before)) dropInferred.run(site, asset.id)
    if (before?.aliases !== undefined || asset.aliases !== undefined) this.aliases(site, asset)
  }

  private changes(
    site: number,
    { before, asset, time }: { before: Asset | undefined; asset: Asset; time: string },
    growth: Growth,
  ): void {
    const { addChange, setChange } = this.statements
    for (const change of changesBetween(before, asset, time)) {
      const columns = changeColumns(change)
      // A second step at the same instant takes the place of the first.
      if (addChange.run(site, ...columns).changes > 0) growth.changes++
      else setChange.run(change.value, JSON.stringify(change.evidence), site, ...columns.slice(0, 3))
    }
  }

  private aliases(site: number, { id, aliases = [] }: Asset): void {
    this.statements.dropAliases.run(site, id)
    for (const alias of aliases) this.statements.putAlias.run(site, alias, id)
  }

  /** Takes an asset out of the lists; 1 when it was there. Its history stays. */
  private remove(site: number, id: string): number {
    const { dropAsset, dropDocument, dropInferred, dropAliases } = this.statements
    dropDocument.run(site, id)
    dropInferred.run(site, id)
    dropAliases.run(site, id)
    return Number(dropAsset.run(site, id).changes)
  }
}

function isSpokenOf(asset: Asset | undefined): boolean {
  return asset?.said !== undefined || asset?.aliases !== undefined
}

function assetOf(row: Row | undefined): Asset | undefined {
  return row === undefined ? undefined : (JSON.parse(String(row.document)) as Asset)
}

function prepare(db: DatabaseSync) {
  const places = (count: number): string => Array(count).fill('?').join(', ')
  return {
    documentOf: db.prepare('SELECT document FROM asset_document WHERE site = ? AND id = ?'),
    inferredOf: db.prepare('SELECT document FROM asset_inferred WHERE site = ? AND id = ?'),
    putAsset: db.prepare(`INSERT OR REPLACE INTO asset VALUES (${places(ASSET_COLUMNS)})`),
    putDocument: db.prepare('INSERT OR REPLACE INTO asset_document VALUES (?, ?, ?)'),
    putInferred: db.prepare('INSERT OR REPLACE INTO asset_inferred VALUES (?, ?, ?)'),
    putAlias: db.prepare('INSERT OR REPLACE INTO asset_alias VALUES (?, ?, ?)'),
    dropAsset: db.prepare('DELETE FROM asset WHERE site = ? AND id = ?'),
    dropDocument: db.prepare('DELETE FROM asset_document WHERE site = ? AND id = ?'),
    dropInferred: db.prepare('DELETE FROM asset_inferred WHERE site = ? AND id = ?'),
    dropAliases: db.prepare('DELETE FROM asset_alias WHERE site = ? AND asset = ?'),
    addChange: db.prepare(`INSERT OR IGNORE INTO asset_change VALUES (${places(8)})`),
    setChange: db.prepare(
      'UPDATE asset_change SET value = ?, evidence = ? WHERE site = ? AND asset = ? AND at = ? AND attribute = ?',
    ),
  }
}

/** Ids asked for in one statement. */
const ASKED_AT_ONCE = 500

/** What is inferred of assets, whatever people said of them; those that are not known are left out. */
export function inferredOf(db: DatabaseSync, site: number, ids: readonly string[]): Asset[] {
  const found: Asset[] = []
  for (let from = 0; from < ids.length; from += ASKED_AT_ONCE) {
    const some = ids.slice(from, from + ASKED_AT_ONCE)
    const places = some.map(() => '?').join(', ')
    const rows = all(
      db,
      `SELECT document FROM asset_inferred WHERE site = ? AND id IN (${places})
        UNION ALL SELECT document FROM asset_document AS d WHERE site = ? AND id IN (${places})
        AND NOT EXISTS (SELECT 1 FROM asset_inferred AS i WHERE i.site = d.site AND i.id = d.id)`,
      [site, ...some, site, ...some],
    )
    // An asset that exists only because people split it from another is not inferred.
    for (const row of rows) {
      const asset = assetOf(row)!
      if (!isSpokenOf(asset)) found.push(asset)
    }
  }
  return found
}
