import type { Asset } from '../../model/analysis.ts'
import { CRITICALITIES } from '../../model/said.ts'
import type { FIELDS, ListName, Lists } from '../contract.ts'
import { changeOf } from './asset-rows.ts'
import type { Row } from './connection.ts'
import { conversationOf, observationOf, operationOf } from './event-rows.ts'

/** How one list lies in its table; the table is called `t` in every query. */
export interface Plan<L extends ListName = ListName> {
  table: string
  /** What is selected, and what it needs besides the table. */
  select: string
  join: string
  /** Column of each field, or both columns of one that looks at two parties. */
  columns: Readonly<Record<keyof (typeof FIELDS)[L], string | readonly [string, string]>>
  /** What a list is sorted by where that is not the column itself. */
  orders?: Readonly<Record<string, string>>
  /** Columns that, behind the one sorted by, put every row at its own place. */
  key: readonly string[]
  /** Fields that find few rows by an index when they must have one value; other filters look through the rows in order. */
  finds: readonly string[]
  /** Looking through may end before the list does. */
  long: boolean
  item(row: Row): Lists[L]
}

/** Place of a word in an order of words; 0 for none of them. */
function rank(column: string, words: readonly string[]): string {
  return `CASE ${column} ${words.map((word, i) => `WHEN '${word}' THEN ${i + 1}`).join(' ')} ELSE 0 END`
}

const parties = ['t.initiator', 't.responder'] as const

export const PLANS: { readonly [L in ListName]: Plan<L> } = {
  assets: {
    table: 'asset',
    select: 'd.document',
    join: 'JOIN asset_document AS d ON d.site = t.site AND d.id = t.id',
    columns: {
      ...{ id: 't.id', name: 't.name', role: 't.role', vendor: 't.vendor', model: 't.model' },
      ...{
        orderNumber: 't.order_number',
        serial: 't.serial',
        firmware: 't.firmware',
        hardware: 't.hardware',
      },
      ...{ os: 't.os', zone: 't.zone', level: 't.level', heard: 't.heard', names: 't.names' },
      ...{ firstSeen: 't.first_seen', lastSeen: 't.last_seen', addresses: 't.addresses' },
      ...{ protocols: 't.protocols', conflicts: 't.conflicts' },
      ...{ criticality: 't.criticality', tags: 't.tags', owner: 't.owner' },
    },
    orders: { criticality: rank('t.criticality', CRITICALITIES) },
    key: ['t.id'],
    finds: ['id'],
    long: false,
    item: (row) => JSON.parse(String(row.document)) as Asset,
  },
  changes: {
    table: 'asset_change',
    select: 't.*',
    join: '',
    columns: {
      ...{ time: 't.at', asset: 't.asset', attribute: 't.attribute', value: "ifnull(t.value, '')" },
      before: "ifnull(t.before, '')",
    },
    key: ['t.asset', 't.attribute'],
    finds: ['asset'],
    long: true,
    item: changeOf,
  },
  conversations: {
    table: 'conversation',
    select: 't.*',
    join: '',
    columns: {
      ...{ first: 't.first', last: 't.last', initiator: parties[0], responder: parties[1], asset: parties },
      ...{ transport: 't.transport', port: 't.port', protocol: 't.protocol', packets: 't.packets' },
      ...{ bytes: 't.bytes', answered: 't.answered', lostBytes: 't.lost_bytes' },
    },
    key: ['t.hour', 't.same'],
    finds: ['initiator', 'responder', 'asset'],
    long: true,
    item: conversationOf,
  },
  operations: {
    table: 'operation',
    select: 't.*',
    join: '',
    columns: {
      ...{ time: 't.first', last: 't.last', verb: 't.verb', protocol: 't.protocol', function: 't.function' },
      ...{ initiator: parties[0], responder: parties[1], asset: parties, object: 't.object' },
      ...{ outcome: 't.outcome', reason: 't.reason', count: 't.count' },
    },
    key: ['t.day', 't.same'],
    finds: ['initiator', 'responder', 'asset'],
    long: true,
    item: operationOf,
  },
  observations: {
    table: 'observation',
    select: 't.*, s.id AS sensor_id',
    join: 'JOIN sensor AS s ON s.sensor = t.sensor',
    columns: {
      ...{ time: 't.at', kind: 't.kind', asset: ['t.asset', 't.peer'], protocol: 't.protocol' },
      ...{ verb: 't.verb', sensor: '(SELECT id FROM sensor WHERE sensor.sensor = t.sensor)' },
    },
    key: ['t.sensor', 't.sequence', 't.position'],
    finds: [],
    long: true,
    item: observationOf,
  },
}
