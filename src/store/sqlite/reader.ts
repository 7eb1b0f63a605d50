import { existsSync, renameSync, rmSync } from 'node:fs'
import { backup } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import type { DocumentPage, JournalPage } from '../../model/document.ts'
import type { Filter, Query } from '../../model/query.ts'
import type { Site } from '../../model/site.ts'
import type { FacetQuery, TimelineQuery, TrafficQuery } from '../../model/summary.ts'
import { FIELDS, type ListName, StoreRefusal } from '../contract.ts'
import { aliasesOf, idsOf, mergedTraffic, namesOf, shownAs, withAliases } from './aliases.ts'
import { inferredOf } from './assets.ts'
import { observationsOf } from './by-asset.ts'
import { type DatabaseSync, openForReading, type Row } from './connection.ts'
import { documentOf, documentsOf, entriesOf, type Shelf } from './documents.ts'
import { facetOf } from './facets.ts'
import { healthOf, sensorsOf } from './health.ts'
import { neighboursOf, trafficOf } from './links.ts'
import { all, pageOf, requestOf } from './lists.ts'
import { nodesOf } from './nodes.ts'
import { type Call, type Reply, refusal } from './thread.ts'
import { timelineOf } from './timelines.ts'

/** What a reading thread is asked for. */
interface ListCall {
  list: ListName
  site: string
  query: Query
}

interface SumCall {
  list?: string
  site: string
  query: unknown
}

/** Questions that sum up. */
const SUMS = {
  facet: (db, list, site, query) => facetOf(db, list, site, query as FacetQuery),
  timeline: (db, list, site, query) => timelineOf(db, list, site, query as TimelineQuery),
  // Thousands of links pass between threads much faster as one text than as so many objects.
  traffic: (db, _list, site, query) =>
    JSON.stringify(mergedTraffic(db, site, [trafficOf(db, site, query as TrafficQuery)])),
  neighbours: (db, _list, site, query) =>
    JSON.stringify(
      mergedTraffic(
        db,
        site,
        idsOf(db, site, query as string).map((id) => neighboursOf(db, site, id)),
      ),
    ),
  nodes: (db, _list, site, query) => JSON.stringify(nodesOf(db, site, query as string[] | undefined)),
} satisfies Record<string, (db: DatabaseSync, list: string, site: number, query: unknown) => unknown>

type ShelfCall = Shelf & { id?: string; page?: DocumentPage | JournalPage }

/** A thread that reads beside the writer: each query sees all that was committed when it began. */
class Reader {
  private readonly db: DatabaseSync

  constructor(file: string) {
    this.db = openForReading(file)
  }

  answer(name: string, argument: unknown): unknown {
    if (name === 'list') return this.list(argument as ListCall)
    if (name in SUMS) return this.sum(name as keyof typeof SUMS, argument as SumCall)
    if (name === 'document') {
      const { id = '', ...shelf } = argument as ShelfCall
      return documentOf(this.db, shelf, id)
    }
    if (name === 'documents') return documentsOf(this.db, ...shelfOf<DocumentPage>(argument))
    if (name === 'journal') return entriesOf(this.db, ...shelfOf<JournalPage>(argument))
    if (name === 'sites') return this.sites()
    if (name === 'inferred') {
      const { site, ids } = argument as { site: string; ids: string[] }
      return inferredOf(this.db, this.siteNumber(site), ids)
    }
    if (name === 'aliases') return aliasesOf(this.db, this.siteNumber(argument as string))
    if (name === 'sensors') return sensorsOf(this.db, this.siteNumber(argument as string))
    if (name === 'health') return healthOf(this.db)
    if (name === 'backup') return this.backup(argument as string)
    throw new Error(`the reader knows no '${name}'`)
  }

  private list({ list, site, query }: ListCall): unknown {
    const number = this.siteNumber(site)
    const filter = withAliases(this.db, number, { list, filter: query.filter })
    const request = requestOf(list, number, filter === undefined ? query : { ...query, filter })
    const page = request.assets === undefined ? pageOf(this.db, request) : observationsOf(this.db, request)
    const nameOf = namesOf(this.db, number, list)
    return nameOf === undefined
      ? page
      : { ...page, items: page.items.map((row: object) => shownAs(row, nameOf)) }
  }

  private sum(name: keyof typeof SUMS, { list = '', site, query }: SumCall): unknown {
    const number = this.siteNumber(site)
    return SUMS[name](this.db, list, number, this.filtered(number, list, query))
  }

  /** A query whose filter lets an asset stand for all its ids. */
  private filtered(site: number, list: string, query: unknown): unknown {
    const filter = (query as { filter?: Filter } | undefined)?.filter
    if (filter === undefined || !(list in FIELDS)) return query
    return { ...(query as object), filter: withAliases(this.db, site, { list: list as ListName, filter }) }
  }

  private sites(): Site[] {
    const rows = all(this.db, 'SELECT id, title FROM site ORDER BY id', [])
    return rows.map(({ id, title }) => ({ id: String(id), title: String(title) }))
  }

  /**
   * Copies all pages in one step, that is in one read transaction: a copy in several would begin anew whenever the writer commits between
   * them. The copy takes its name when it is whole.
   */
  private async backup(path: string): Promise<void> {
    if (existsSync(path)) throw new StoreRefusal('invalid', `${path} exists already`)
    const unfinished = `${path}.unfinished`
    try {
      await backup(this.db, unfinished, { rate: ALL_PAGES })
      renameSync(unfinished, path)
    } catch (error) {
      rmSync(unfinished, { force: true })
      throw new StoreRefusal('failed', `the backup to ${path} failed: ${(error as Error).message}`)
    }
  }

  private siteNumber(id: string): number {
    const row = this.db.prepare('SELECT site FROM site WHERE id = ?').get(id) as Row | undefined
    if (row === undefined) throw new StoreRefusal('unknown', `there is no site '${id}'`)
    return Number(row.site)
  }
}

function shelfOf<P>(argument: unknown): [Shelf, P] {
  const { page, ...shelf } = argument as Shelf & { page: P }
  return [shelf, page]
}

const ALL_PAGES = 0x7fff_ffff

async function answer(reader: () => Reader, { id, name, argument }: Call): Promise<Reply> {
  try {
    return { id, answer: await reader().answer(name, argument) }
  } catch (error) {
    return refusal(id, error)
  }
}

const port = parentPort
if (port !== null) {
  let reader: Reader | undefined
  const opened = (): Reader => {
    reader ??= new Reader(workerData as string)
    return reader
  }
  port.on('message', async (call: Call) => {
    port.postMessage(await answer(opened, call))
  })
}
