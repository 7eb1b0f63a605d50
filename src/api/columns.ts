import type { Asset } from '../model/analysis.ts'
import type { ListName, Lists } from '../store/contract.ts'
import type { Cell } from './csv.ts'

/** The columns of a list as a table: name, and what of an item stands in it. */
export type Columns<T> = readonly (readonly [name: string, cell: (item: T) => Cell])[]

/** Columns that are called as the members they hold. */
function plain<T>() {
  return <K extends { [M in keyof T]-?: T[M] extends Cell ? M : never }[keyof T] & string>(
    ...names: K[]
  ): Columns<T> => names.map((name) => [name, (item: T) => item[name] as Cell] as const)
}

const ofAsset = plain<Asset>()
const ofChange = plain<Lists['changes']>()
const ofOperation = plain<Lists['operations']>()

function interfacesOf(asset: Asset, member: 'ip' | 'mac' | 'vlan'): (string | number)[] {
  return [...new Set(asset.interfaces.flatMap((one) => one[member] ?? []))]
}

export const COLUMNS: { readonly [L in ListName]: Columns<Lists[L]> } = {
  assets: [
    ...ofAsset(
      'id',
      'names',
      'role',
      'roleReason',
      'level',
      'zone',
      'vendor',
      'model',
      'orderNumber',
      'serial',
    ),
    ...ofAsset('firmware', 'hardware', 'os'),
    ['ip', (asset) => interfacesOf(asset, 'ip')],
    ['mac', (asset) => interfacesOf(asset, 'mac')],
    ['vlan', (asset) => interfacesOf(asset, 'vlan')],
    ['modules', (asset) => asset.modules.length],
    ...ofAsset('protocols', 'conflicts', 'heard', 'firstSeen', 'lastSeen'),
    ...ofAsset('criticality', 'tags', 'owner'),
  ],
  changes: [
    ...ofChange('time', 'asset', 'attribute', 'before', 'value'),
    ['protocol', ({ evidence }) => evidence?.protocol],
    ['capture', ({ evidence }) => evidence?.capture],
    ['packet', ({ evidence }) => evidence?.packet],
  ],
  conversations: plain<Lists['conversations']>()(
    'first',
    'last',
    'initiator',
    'responder',
    'transport',
    'port',
    'protocol',
    'packets',
    'bytes',
    'answered',
    'lostBytes',
    'capture',
    'packet',
  ),
  operations: [
    ...ofOperation('time', 'last', 'verb', 'protocol', 'function', 'initiator', 'responder'),
    ['object', ({ target }) => target.object],
    ...ofOperation('outcome', 'reason', 'count', 'capture', 'packets'),
  ],
  observations: plain<Lists['observations']>()(
    'time',
    'kind',
    'asset',
    'peer',
    'protocol',
    'verb',
    'function',
    'object',
    'outcome',
    'reason',
    'attribute',
    'value',
    'confidence',
    'count',
    'sensor',
    'sequence',
    'position',
    'capture',
    'packet',
  ),
}
