import { WHOLE } from '../../model/document.ts'
import type { Sensor } from '../../model/sensor.ts'
import type { Health, ListName, SiteHealth } from '../contract.ts'
import { type DatabaseSync, numberOf, type Row } from './connection.ts'
import { all } from './lists.ts'
import { rowBytes } from './volume.ts'

const MOST_FAULTS = 20
/** Table layout from which on there are documents and journals; an older backup has none. */
const SHELVES_SINCE = 2

/** Counts that must equal the rows they count. */
const COUNTED: readonly [ListName, string][] = [
  ['assets', 'asset'],
  ['changes', 'asset_change'],
  ['conversations', 'conversation'],
  ['operations', 'operation'],
  ['observations', 'observation'],
]

/** Checks every page, index and count of a store. */
export function healthOf(db: DatabaseSync): Health {
  // One transaction, so that counts and rows are of the same moment while ingest goes on.
  db.exec('BEGIN')
  try {
    const page = numberOf(db, 'page_size')
    const broken = brokenPages(db)
    const whole = broken.length === 0
    const shelves = whole && numberOf(db, 'user_version') >= SHELVES_SINCE
    return {
      faults: whole
        ? [...wrongCounts(db), ...loosePointers(db), ...(shelves ? wrongShelves(db) : [])].slice(
            0,
            MOST_FAULTS,
          )
        : broken,
      schema: numberOf(db, 'user_version'),
      engine: `SQLite ${process.versions.sqlite}`,
      bytes: numberOf(db, 'page_count') * page,
      reusableBytes: numberOf(db, 'freelist_count') * page,
      sites: whole ? sitesOf(db) : [],
      documents: shelves ? documentCounts(db) : [],
      journals: shelves ? journalCounts(db) : [],
    }
  } finally {
    // A damaged file may have ended the transaction already.
    if (db.isTransaction) db.exec('ROLLBACK')
  }
}

function sitesOf(db: DatabaseSync): SiteHealth[] {
  return all(db, 'SELECT site, id, title FROM site ORDER BY id', []).map(({ site, id, title }) => ({
    site: String(id),
    title: String(title),
    sensors: sensorsOf(db, Number(site)),
    kept: keptOf(db, Number(site)),
  }))
}

/** Who has handed over batches of a site, by id. */
export function sensorsOf(db: DatabaseSync, site: number): Sensor[] {
  const early = 'SELECT sequence FROM early_batch WHERE site = ? AND sensor = ? ORDER BY sequence LIMIT 1000'
  return all(db, 'SELECT sensor, id, through FROM sensor WHERE site = ? ORDER BY id', [site]).map((row) => ({
    id: String(row.id),
    through: Number(row.through),
    beyond: all(db, early, [site, Number(row.sensor)]).map(({ sequence }) => Number(sequence)),
  }))
}

function brokenPages(db: DatabaseSync): string[] {
  try {
    return all(db, `PRAGMA integrity_check(${MOST_FAULTS})`, [])
      .map((row) => String(row.integrity_check))
      .filter((text) => text !== 'ok')
  } catch (error) {
    return [(error as Error).message]
  }
}

function wrongCounts(db: DatabaseSync): string[] {
  return COUNTED.flatMap(([kind, table]) =>
    all(
      db,
      `SELECT s.id, ifnull(v.rows, 0) AS counted, (SELECT count(*) FROM ${table} AS t WHERE t.site = s.site) AS found
        FROM site AS s LEFT JOIN volume AS v ON v.site = s.site AND v.kind = ?`,
      [kind],
    )
      .filter(({ counted, found }) => counted !== found)
      .map(({ id, counted, found }) => `${id}: ${found} ${kind} are there, and ${counted} are counted`),
  )
}

function loosePointers(db: DatabaseSync): string[] {
  const [row] = all(
    db,
    `SELECT count(*) AS loose FROM asset AS a LEFT JOIN asset_document AS d ON d.site = a.site AND d.id = a.id
      WHERE d.id IS NULL`,
    [],
  )
  const loose = Number(row?.loose ?? 0)
  return loose === 0 ? [] : [`${loose} assets have lost their documents`]
}

/** Documents that are not as many as were counted, bodies that are no JSON, and journals with holes. */
function wrongShelves(db: DatabaseSync): string[] {
  const counts = `SELECT ${OWNER}, kind, total(found) AS found, total(counted) AS counted FROM (
      SELECT site, kind, count(*) AS found, 0 AS counted FROM document GROUP BY site, kind
      UNION ALL SELECT site, kind, 0, documents FROM document_count) AS t GROUP BY site, kind HAVING total(found) <> total(counted)`
  const holes = `SELECT ${OWNER}, name, max(sequence) - count(*) AS missing FROM journal AS t
    GROUP BY site, name HAVING missing <> 0`
  const broken = `SELECT ${OWNER}, kind AS name, count(*) AS bodies FROM document AS t WHERE NOT json_valid(body) GROUP BY site, kind
    UNION ALL SELECT ${OWNER}, name, count(*) FROM journal AS t WHERE NOT json_valid(body) GROUP BY site, name`
  return [
    ...all(db, counts, []).map(
      (row) =>
        `${row.owner}: ${row.found} documents of the kind ${row.kind} are there, and ${row.counted} are counted`,
    ),
    ...all(db, holes, []).map(
      (row) => `${row.owner}: ${row.missing} entries of the journal ${row.name} are missing`,
    ),
    ...all(db, broken, []).map((row) => `${row.owner}: ${row.bodies} bodies in ${row.name} cannot be read`),
  ]
}

/** The site of a row of `t` as its identifier. */
const OWNER = `ifnull((SELECT id FROM site WHERE site.site = t.site), '${WHOLE}') AS owner`

function documentCounts(db: DatabaseSync): Health['documents'] {
  const sql = `SELECT ${OWNER}, kind, documents FROM document_count AS t WHERE documents > 0 ORDER BY owner, kind`
  return all(db, sql, []).map((row) => ({
    site: String(row.owner),
    kind: String(row.kind),
    count: Number(row.documents),
  }))
}

function journalCounts(db: DatabaseSync): Health['journals'] {
  const sql = `SELECT ${OWNER}, name, count(*) AS entries FROM journal AS t GROUP BY site, name ORDER BY owner, name`
  return all(db, sql, []).map((row) => ({
    site: String(row.owner),
    journal: String(row.name),
    entries: Number(row.entries),
  }))
}

function keptOf(db: DatabaseSync, site: number): SiteHealth['kept'] {
  return COUNTED.map(([kind]) => {
    const row = db.prepare('SELECT rows FROM volume WHERE site = ? AND kind = ?').get(site, kind) as
      | Row
      | undefined
    const rows = Number(row?.rows ?? 0)
    return { kind, rows, bytes: Math.round(rows * rowBytes(db, kind, site)) }
  })
}
