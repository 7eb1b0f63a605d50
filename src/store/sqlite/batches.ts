import { limits } from '../../base/limits.ts'
import type { Conversation, OperationRow } from '../../model/analysis.ts'
import type { Amendment, Batch } from '../../model/batch.ts'
import type { Site } from '../../model/site.ts'
import { type ListName, StoreRefusal } from '../contract.ts'
import { instantOf } from './asset-rows.ts'
import { Assets } from './assets.ts'
import type { DatabaseSync, Row, StatementSync } from './connection.ts'
import { conversationParameters, observationColumns, operationParameters } from './event-rows.ts'
import { Sums } from './sums.ts'

/** Writes batches; every method runs inside a transaction that the caller opened. */
export class Batches {
  private readonly statements: ReturnType<typeof prepare>
  private readonly sums: Sums
  private readonly assets: Assets
  private readonly siteNumbers = new Map<string, number>()

  constructor(db: DatabaseSync) {
    this.statements = prepare(db)
    this.sums = new Sums(db)
    this.assets = new Assets(db)
  }

  putSite(site: Site): void {
    this.statements.putSite.run(site.id, site.title)
  }

  /** Writes a batch unless it is there already; true when it was. */
  write(batch: Batch): boolean {
    const { observations, assets, conversations, operations, inferred = [], gone = [] } = batch
    refuseLong([observations, conversations, operations], limits.store.batchItems)
    refuseLong([assets, inferred, gone], limits.store.amendedItems)
    const site = this.siteNumber(batch.site)
    const sensor = this.take(site, batch)
    if (sensor === undefined) return true
    this.observations(site, sensor, batch)
    this.putAssets(site, batch)
    this.addUp(site, 'conversations', conversations, conversationParameters)
    this.addUp(site, 'operations', operations, operationParameters)
    this.sums.add(site, batch)
    return false
  }

  /** Writes how assets are shown from now on. */
  amend(amendment: Amendment): void {
    refuseLong([amendment.assets, amendment.inferred ?? [], amendment.gone ?? []], limits.store.amendedItems)
    this.putAssets(this.siteNumber(amendment.site), amendment)
  }

  /** Notes that a batch is taken and gives its sensor's number; undefined when it was taken before. */
  private take(site: number, { sensor: id, sequence }: Batch): number | undefined {
    const { addSensor, sensorOf, addEarly, isEarly, dropEarly, setThrough } = this.statements
    addSensor.run(site, id)
    const known = sensorOf.get(site, id) as Row
    const sensor = Number(known.sensor)
    let through = Number(known.through)
    if (sequence <= through) return undefined
    if (sequence > through + 1) {
      if (addEarly.run(site, sensor, sequence).changes === 0) return undefined
      return sensor
    }
    through = sequence
    while (isEarly.get(site, sensor, through + 1) !== undefined) through++
    if (through > sequence) dropEarly.run(site, sensor, through)
    setThrough.run(through, sensor)
    return sensor
  }

  private observations(site: number, sensor: number, { sequence, observations }: Batch): void {
    const { addObservation, addRecent } = this.statements
    for (let position = 0; position < observations.length; position++) {
      const seen = observations[position]!
      const { micros, rest } = instantOf(seen.time)
      addObservation.run(site, micros, sensor, sequence, position, ...observationColumns(seen, rest))
      if (seen.asset !== '' || seen.peer !== '')
        addRecent.run(site, seen.asset, seen.peer, micros, sensor, sequence, position)
    }
    this.count(site, 'observations', observations.length)
  }

  private putAssets(site: number, amendment: Omit<Amendment, 'site'>): void {
    const { assets, changes } = this.assets.write(site, amendment)
    this.count(site, 'assets', assets)
    this.count(site, 'changes', changes)
  }

  /** Adds what came to conversations or operations to the row of their hour or day. */
  private addUp<T extends Conversation | OperationRow>(
    site: number,
    kind: 'conversations' | 'operations',
    items: readonly T[],
    parametersOf: (item: T) => Row,
  ): void {
    const { raise, add } = this.statements[kind]
    let added = 0
    for (const item of items) {
      const parameters = { site, ...parametersOf(item) }
      if (raise.run(parameters).changes > 0) continue
      add.run(parameters)
      added++
    }
    this.count(site, kind, added)
  }

  private count(site: number, kind: ListName, rows: number): void {
    if (rows !== 0) this.statements.count.run(site, kind, rows)
  }

  private siteNumber(id: string): number {
    const known = this.siteNumbers.get(id)
    if (known !== undefined) return known
    const row = this.statements.siteOf.get(id) as Row | undefined
    if (row === undefined) throw new StoreRefusal('unknown', `there is no site '${id}'`)
    const site = Number(row.site)
    this.siteNumbers.set(id, site)
    return site
  }
}

/** How much there is to write in a batch. */
export function itemsOf({ observations, assets, conversations, operations }: Batch): number {
  return observations.length + assets.length + conversations.length + operations.length
}

function refuseLong(lists: readonly (readonly unknown[])[], most: number): void {
  if (lists.some((list) => list.length > most))
    throw new StoreRefusal('invalid', `a batch holds at most ${most} items of a kind`)
}

function prepare(db: DatabaseSync) {
  const places = (count: number): string => Array(count).fill('?').join(', ')
  return {
    putSite: db.prepare(
      'INSERT INTO site (id, title) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET title = excluded.title',
    ),
    siteOf: db.prepare('SELECT site FROM site WHERE id = ?'),
    addSensor: db.prepare('INSERT OR IGNORE INTO sensor (site, id) VALUES (?, ?)'),
    sensorOf: db.prepare('SELECT sensor, through FROM sensor WHERE site = ? AND id = ?'),
    setThrough: db.prepare('UPDATE sensor SET through = ? WHERE sensor = ?'),
    addEarly: db.prepare('INSERT OR IGNORE INTO early_batch VALUES (?, ?, ?)'),
    isEarly: db.prepare('SELECT 1 FROM early_batch WHERE site = ? AND sensor = ? AND sequence = ?'),
    dropEarly: db.prepare('DELETE FROM early_batch WHERE site = ? AND sensor = ? AND sequence <= ?'),
    addObservation: db.prepare(`INSERT INTO observation VALUES (${places(12)})`),
    addRecent: db.prepare(
      'INSERT INTO observation_recent (site, asset, peer, at, sensor, sequence, position) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    count: db.prepare(
      'INSERT INTO volume VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows',
    ),
    conversations: addingUp(db, {
      table: 'conversation',
      bucket: 'hour',
      keeps: ['initiator', 'responder', 'transport', 'port', 'protocol', 'capture', 'packet'],
      adds: ['packets', 'bytes', 'lost_bytes'],
      raises: ['answered'],
    }),
    operations: addingUp(db, {
      table: 'operation',
      bucket: 'day',
      keeps: [
        ...['verb', 'protocol', 'function', 'initiator', 'responder', 'target', 'object'],
        ...['outcome', 'reason', 'capture', 'packets'],
      ],
      adds: ['count'],
      raises: [],
    }),
  }
}

/** A table whose rows grow: what the first to come decides, what is added to, and what keeps the highest. */
interface Growing {
  table: string
  bucket: string
  keeps: string[]
  adds: string[]
  raises: string[]
}

function addingUp(db: DatabaseSync, of: Growing): { raise: StatementSync; add: StatementSync } {
  const times = ['first', 'first_rest', 'last', 'last_rest']
  const columns = ['site', of.bucket, 'same', ...times, ...of.keeps, ...of.adds, ...of.raises]
  const raise = db.prepare(`UPDATE ${of.table} SET
    first_rest = iif((:first, :first_rest) < (first, first_rest), :first_rest, first_rest), first = min(first, :first),
    last_rest = iif((:last, :last_rest) > (last, last_rest), :last_rest, last_rest), last = max(last, :last)
    ${of.adds.map((name) => `, ${name} = ${name} + :${name}`).join('')}
    ${of.raises.map((name) => `, ${name} = max(${name}, :${name})`).join('')}
    WHERE site = :site AND ${of.bucket} = :${of.bucket} AND same = :same`)
  raise.setAllowUnknownNamedParameters(true)
  const values = columns.map((name) => `:${name}`)
  return {
    raise,
    add: db.prepare(`INSERT INTO ${of.table} (${columns.join(', ')}) VALUES (${values.join(', ')})`),
  }
}
