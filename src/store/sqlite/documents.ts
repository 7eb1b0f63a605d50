import type { z } from 'zod'
import { limits } from '../../base/limits.ts'
import {
  type Addition,
  type Change,
  type Document,
  type DocumentPage,
  documentIdSchema,
  type Entry,
  type JournalPage,
  type Json,
  kindSchema,
  type Put,
  type Removal,
  WHOLE,
} from '../../model/document.ts'
import { StoreRefusal } from '../contract.ts'
import type { DatabaseSync, Row } from './connection.ts'
import { all } from './lists.ts'

/** The number that stands for the whole installation; sites are numbered from 1. */
const WHOLE_NUMBER = 0

/** Where a kind of documents or a journal lies. */
export interface Shelf {
  site: string
  name: string
}

/** Writes documents and journals; `write` runs inside a transaction that the caller opened. */
export class DocumentWriter {
  private readonly db: DatabaseSync
  private readonly statements: ReturnType<typeof prepare>

  constructor(db: DatabaseSync) {
    this.db = db
    this.statements = prepare(db)
  }

  write({ put = [], remove = [], append = [] }: Change): void {
    if (put.length + remove.length + append.length > limits.store.changeItems)
      throw invalid(`a change holds at most ${limits.store.changeItems} items`)
    for (const one of put) this.put(one)
    for (const one of remove) this.remove(one)
    for (const one of append) this.append(one)
  }

  private put({ site: owner, kind, id, revision, body }: Put): void {
    const site = siteNumberOf(this.db, owner)
    check(kindSchema, kind, 'kind')
    check(documentIdSchema, id, 'identifier')
    if (!Number.isSafeInteger(revision) || revision < 0)
      throw invalid('a revision is a whole number from 0 on')
    const text = textOf(body)
    if (revision === 0) this.add(site, { kind, id, text })
    else if (this.statements.change.run(text, site, kind, id, revision).changes === 0)
      throw conflict(`${kind} '${id}' was changed or removed by somebody else`)
  }

  private add(site: number, { kind, id, text }: { kind: string; id: string; text: string }): void {
    if (this.statements.add.run(site, kind, id, text).changes === 0)
      throw conflict(`${kind} '${id}' is there already`)
    const { documents } = this.statements.count.get(site, kind, 1) as Row
    if (Number(documents) > limits.store.documentsOfKind)
      throw invalid(
        `there are ${limits.store.documentsOfKind} documents of the kind ${kind}; no more are kept`,
      )
  }

  private remove({ site: owner, kind, id, revision }: Removal): void {
    const site = siteNumberOf(this.db, owner)
    const { remove, removeAs, count } = this.statements
    const gone = revision === undefined ? remove.run(site, kind, id) : removeAs.run(site, kind, id, revision)
    if (gone.changes > 0) count.get(site, kind, -1)
    else if (revision !== undefined) throw conflict(`${kind} '${id}' was changed or removed by somebody else`)
  }

  private append({ site: owner, journal, body, sequence }: Addition): void {
    const site = siteNumberOf(this.db, owner)
    check(kindSchema, journal, 'journal')
    const { last } = this.statements.last.get(site, journal) as Row
    const next = Number(last ?? 0) + 1
    if (sequence !== next) throw conflict(`the next entry of ${journal} is number ${next}, not ${sequence}`)
    this.statements.append.run(site, journal, sequence, textOf(body))
  }
}

function prepare(db: DatabaseSync) {
  return {
    add: db.prepare('INSERT OR IGNORE INTO document VALUES (?, ?, ?, 1, ?)'),
    change: db.prepare(
      'UPDATE document SET body = ?, revision = revision + 1 WHERE site = ? AND kind = ? AND id = ? AND revision = ?',
    ),
    remove: db.prepare('DELETE FROM document WHERE site = ? AND kind = ? AND id = ?'),
    removeAs: db.prepare('DELETE FROM document WHERE site = ? AND kind = ? AND id = ? AND revision = ?'),
    count: db.prepare(
      `INSERT INTO document_count VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET documents = documents + excluded.documents RETURNING documents`,
    ),
    last: db.prepare('SELECT max(sequence) AS last FROM journal WHERE site = ? AND name = ?'),
    append: db.prepare('INSERT INTO journal VALUES (?, ?, ?, ?)'),
  }
}

/** Reads one document. */
export function documentOf(db: DatabaseSync, { site, name }: Shelf, id: string): Document | undefined {
  const sql = 'SELECT id, revision, body FROM document WHERE site = ? AND kind = ? AND id = ?'
  const [row] = all(db, sql, [siteNumberOf(db, site), name, id])
  return row === undefined ? undefined : documentIn(row)
}

/** Reads a page of documents of a kind. */
export function documentsOf(db: DatabaseSync, { site, name }: Shelf, page: DocumentPage): Document[] {
  const sql = 'SELECT id, revision, body FROM document WHERE site = ? AND kind = ? AND id > ? ORDER BY id'
  return bounded(db, sql, [siteNumberOf(db, site), name, page.after ?? ''], page.limit).map(documentIn)
}

/** Reads a page of a journal. */
export function entriesOf(db: DatabaseSync, { site, name }: Shelf, page: JournalPage): Entry[] {
  const newest = page.newestFirst === true
  const after = page.after ?? (newest ? Number.MAX_SAFE_INTEGER : 0)
  if (!Number.isSafeInteger(after)) throw invalid('the number of an entry is a whole number')
  const sql = `SELECT sequence, body FROM journal WHERE site = ? AND name = ?
    AND sequence ${newest ? '<' : '>'} ? ORDER BY sequence ${newest ? 'DESC' : 'ASC'}`
  return bounded(db, sql, [siteNumberOf(db, site), name, after], page.limit).map((row) => ({
    sequence: Number(row.sequence),
    body: JSON.parse(String(row.body)) as Json,
  }))
}

/** Rows of a page: as many as asked for, and fewer when they are large. */
function bounded(
  db: DatabaseSync,
  sql: string,
  values: (string | number)[],
  limit: number = limits.store.pageItems,
): Row[] {
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.store.pageItems)
    throw invalid(`a page holds 1 to ${limits.store.pageItems} items`)
  const rows: Row[] = []
  let characters = 0
  for (const row of db.prepare(`${sql} LIMIT ${limit}`).iterate(...values) as Iterable<Row>) {
    rows.push(row)
    characters += String(row.body).length
    if (characters >= limits.store.documentPageCharacters) break
  }
  return rows
}

function documentIn({ id, revision, body }: Row): Document {
  return { id: String(id), revision: Number(revision), body: JSON.parse(String(body)) as Json }
}

function siteNumberOf(db: DatabaseSync, id: string): number {
  if (id === WHOLE) return WHOLE_NUMBER
  const row = db.prepare('SELECT site FROM site WHERE id = ?').get(id) as Row | undefined
  if (row === undefined) throw new StoreRefusal('unknown', `there is no site '${id}'`)
  return Number(row.site)
}

function textOf(body: Json): string {
  const text = JSON.stringify(body) as string | undefined
  if (text === undefined) throw invalid('a body is JSON')
  if (text.length > limits.store.documentCharacters)
    throw invalid(`a body has at most ${limits.store.documentCharacters} characters`)
  return text
}

function check(schema: z.ZodType, value: unknown, what: string): void {
  const { success, error } = schema.safeParse(value)
  if (!success) throw invalid(`${what}: ${error.issues[0]?.message}`)
}

function invalid(message: string): StoreRefusal {
  return new StoreRefusal('invalid', message)
}

function conflict(message: string): StoreRefusal {
  return new StoreRefusal('conflict', message)
}
