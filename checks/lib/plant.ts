import type { Asset, AssetRole, Conversation, OperationRow } from '../../src/model/analysis.ts'
import type { Batch } from '../../src/model/batch.ts'
import type { Verb } from '../../src/model/verb.ts'
import { Random } from '../../src/simulate/random.ts'
import type { Store } from '../../src/store/contract.ts'

/**
 * A generated plant of any size, straight into a store: areas with cells, levels with roles, makers and models, conversations as they go in
 * such a plant, operations. The same seed gives the same plant.
 */
export interface PlantSize {
  assets: number
  /** Distinct conversations: initiator, responder, protocol and port. */
  conversations: number
  seed: number
  /** ISO 8601: when the last of it was heard; it begins a day earlier. */
  until?: string
  site?: string
}

const UNTIL = '2026-03-02T12:00:00.000Z'
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const PER_CELL = 40
const CELLS_PER_AREA = 10
const PER_BATCH = 5_000
const TRIES = 50

interface Kind {
  role: AssetRole
  level: number
  /** How many of a hundred. */
  share: number
  name: string
  makers: readonly (readonly [vendor: string, model: string])[]
}

const KINDS: readonly Kind[] = [
  { role: 'it-host', level: 4, share: 5, name: 'PC', makers: [['Dell', 'OptiPlex 7010']] },
  { role: 'historian', level: 3, share: 1, name: 'HIST', makers: [['AVEVA', 'PI Server']] },
  { role: 'scada-server', level: 3, share: 2, name: 'SCADA', makers: [['HPE', 'ProLiant DL360']] },
  { role: 'engineering-workstation', level: 2, share: 2, name: 'EWS', makers: [['Dell', 'Precision 3660']] },
  {
    ...{ role: 'hmi', level: 2, share: 10, name: 'HMI' },
    makers: [
      ['Siemens', 'KTP900 Basic'],
      ['Rockwell Automation', 'PanelView Plus 7'],
    ],
  },
  {
    ...{ role: 'plc', level: 1, share: 30, name: 'PLC' },
    makers: [
      ['Siemens', 'CPU 1515-2 PN'],
      ['Rockwell Automation', '1756-L83E'],
      ['Schneider Electric', 'BMEP584040'],
    ],
  },
  { role: 'rtu', level: 1, share: 8, name: 'RTU', makers: [['ABB', 'RTU560']] },
  { role: 'safety-controller', level: 1, share: 2, name: 'SIS', makers: [['HIMA', 'HIMax']] },
  { role: 'switch', level: 1, share: 5, name: 'SW', makers: [['Hirschmann', 'MACH104']] },
  {
    ...{ role: 'drive', level: 0, share: 15, name: 'DRV' },
    makers: [
      ['Danfoss', 'FC 302'],
      ['ABB', 'ACS880'],
    ],
  },
  { role: 'remote-io', level: 0, share: 20, name: 'IO', makers: [['WAGO', '750-362']] },
]

interface Habit {
  from: readonly AssetRole[]
  to: readonly AssetRole[]
  /** Within the cell, the area or the whole site. */
  reach: 'cell' | 'area' | 'site'
  share: number
  protocols: readonly (readonly [protocol: string, port: number])[]
  verbs: readonly (readonly [verb: Verb, called: string])[]
}

const READ = ['read', 'Read'] as const
const WRITE = ['write', 'Write'] as const
const CONTROLLERS = ['plc', 'rtu', 'safety-controller'] as const
const INDUSTRIAL = [
  ['s7comm', 102],
  ['modbus-tcp', 502],
  ['cip', 44_818],
] as const

const HABITS: readonly Habit[] = [
  { from: ['hmi'], to: CONTROLLERS, reach: 'cell', share: 25, protocols: INDUSTRIAL, verbs: [READ, WRITE] },
  {
    from: ['plc'],
    to: ['remote-io', 'drive'],
    reach: 'cell',
    share: 30,
    protocols: INDUSTRIAL.slice(1),
    verbs: [WRITE],
  },
  { from: ['plc'], to: ['plc', 'rtu'], reach: 'area', share: 10, protocols: INDUSTRIAL, verbs: [READ] },
  {
    ...{ from: ['scada-server'], to: CONTROLLERS, reach: 'site', share: 20 },
    protocols: [...INDUSTRIAL, ['dnp3', 20_000], ['iec104', 2404]],
    verbs: [READ, ['operate', 'Operate']],
  },
  {
    ...{ from: ['engineering-workstation'], to: CONTROLLERS, reach: 'area', share: 4, protocols: INDUSTRIAL },
    verbs: [READ, ['program-upload', 'Upload'], ['program-download', 'Download'], ['stop', 'Stop']],
  },
  {
    from: ['historian'],
    to: ['scada-server', 'hmi'],
    reach: 'site',
    share: 5,
    protocols: [['dcerpc', 135]],
    verbs: [READ],
  },
  {
    from: ['it-host'],
    to: ['historian', 'scada-server', 'it-host'],
    reach: 'site',
    share: 6,
    protocols: [
      ['smb2', 445],
      ['rdp', 3389],
      ['tls', 443],
    ],
    verbs: [['login', 'Session Setup']],
  },
]

interface Placed {
  asset: Asset
  cell: number
  area: number
}

/** Writes a plant into a store; gives what was written. */
export async function writePlant(
  store: Store,
  size: PlantSize,
): Promise<{ assets: number; conversations: number; operations: number }> {
  const site = size.site ?? 'works'
  const known = (await store.sites()).some((one) => one.id === site)
  if (!known) await store.putSite({ id: site, title: 'Generated plant' })
  const written = { assets: 0, conversations: 0, operations: 0 }
  for (const batch of plantBatches(size)) {
    await store.append(batch)
    for (const kind of ['assets', 'conversations', 'operations'] as const) written[kind] += batch[kind].length
  }
  return written
}

/** The batches that make a plant. */
export function* plantBatches(size: PlantSize): Generator<Batch> {
  const random = new Random(size.seed)
  const until = Date.parse(size.until ?? UNTIL)
  const plant = placed(size.assets, random, until)
  const assets = plant.map((one) => one.asset)
  const { conversations, operations } = talk(plant, size.conversations, random, until)
  const time = new Date(until).toISOString()
  const most = Math.max(assets.length, conversations.length, operations.length)
  for (let from = 0; from < most; from += PER_BATCH)
    yield {
      ...{ site: size.site ?? 'works', sensor: `plant-${size.seed}`, sequence: from / PER_BATCH + 1, time },
      observations: [],
      assets: assets.slice(from, from + PER_BATCH),
      conversations: conversations.slice(from, from + PER_BATCH),
      operations: operations.slice(from, from + PER_BATCH),
    }
}

/** Assets at their places: whoever stands above the cells has a network for each level. */
function placed(count: number, random: Random, until: number): Placed[] {
  const kinds = KINDS.flatMap((kind) => Array<Kind>(kind.share).fill(kind))
  const ofZone = new Map<string, number>()
  return Array.from({ length: count }, (_, i) => {
    const kind = kinds[(i * 37) % kinds.length]!
    const cell = Math.floor(i / PER_CELL)
    const area = Math.floor(cell / CELLS_PER_AREA)
    const above = kind.level >= 3
    let network = above ? `10.0.${kind.level}` : `10.${area + 1}.${(cell % CELLS_PER_AREA) + 1}`
    const number = (ofZone.get(network) ?? 0) + 1
    ofZone.set(network, number)
    if (above) network = `10.0.${kind.level + 10 * Math.floor(number / 250)}`
    return { asset: assetOf(kind, `${network}.${1 + (number % 250)}`, i, random, until), cell, area }
  })
}

function assetOf(kind: Kind, ip: string, number: number, random: Random, until: number): Asset {
  const [vendor, model] = kind.makers[number % kind.makers.length]!
  const heard = !random.chance(0.03)
  const known = heard && !random.chance(0.2)
  const name = `${kind.name}-${String(number).padStart(4, '0')}`
  const mac = `02:00:${[number >> 24, number >> 16, number >> 8, number].map((one) => hex(one & 255)).join(':')}`
  const zone = `${ip.split('.').slice(0, 3).join('.')}.0/24`
  const claim = { protocol: 'generated', capture: 'generated', packet: 1, confidence: 1 }
  return {
    id: ip,
    interfaces: [{ ip, mac }],
    names: heard ? [name] : [],
    ...(known ? { vendor, model, firmware: `${1 + (number % 4)}.${number % 10}` } : {}),
    role: heard ? kind.role : 'unknown',
    roleReason: heard ? 'the generator made it one' : 'it was never heard',
    level: heard ? kind.level : null,
    levelReason: 'follows from its role',
    zone,
    zoneReason: 'first three bytes of its address',
    protocols: [],
    modules: [],
    conflicts: random.chance(0.005) ? ['firmware'] : [],
    heard,
    firstSeen: new Date(until - DAY_MS).toISOString(),
    lastSeen: new Date(until - random.between(0, HOUR_MS)).toISOString(),
    evidence: known ? [{ ...claim, attribute: 'model', value: model }] : [],
  }
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}

/** Conversations as habits make them, and what is done in them. */
function talk(
  plant: readonly Placed[],
  count: number,
  random: Random,
  until: number,
): { conversations: Conversation[]; operations: OperationRow[] } {
  const habits = HABITS.flatMap((habit) => Array<Habit>(habit.share).fill(habit))
  const parties = new Parties(plant)
  const seen = new Set<string>()
  const conversations: Conversation[] = []
  const operations: OperationRow[] = []
  for (let tries = 0; conversations.length < count && tries < count * TRIES; tries++) {
    const habit = habits[random.between(0, habits.length - 1)]!
    const asking = parties.any(habit.from, random)
    const asked = asking && parties.near(asking, habit, random)
    if (asking === undefined || asked === undefined || asking === asked) continue
    const [protocol, port] = habit.protocols[random.between(0, habit.protocols.length - 1)]!
    const [initiator, responder] = [asking.asset.id, asked.asset.id]
    const key = `${initiator} ${responder} ${protocol}`
    if (seen.has(key)) continue
    seen.add(key)
    for (const { asset } of [asking, asked])
      if (!asset.protocols.includes(protocol)) asset.protocols.push(protocol)
    const one = conversationOf({ initiator, responder, protocol, port }, asked.asset.heard, random, until)
    conversations.push(one)
    if (one.answered) operations.push(...operationsOf(one, habit, random))
  }
  return { conversations, operations }
}

/** Who can be asked, by role and place. */
class Parties {
  private readonly groups: ReadonlyMap<string, Placed[]>

  constructor(plant: readonly Placed[]) {
    const groups = new Map<string, Placed[]>()
    for (const one of plant)
      for (const place of ['site', `area ${one.area}`, `cell ${one.cell}`]) {
        const key = `${one.asset.role} ${place}`
        groups.set(key, [...(groups.get(key) ?? []), one])
      }
    this.groups = groups
  }

  any(roles: readonly AssetRole[], random: Random, place = 'site'): Placed | undefined {
    const group = this.groups.get(`${roles[random.between(0, roles.length - 1)]} ${place}`) ?? []
    return group[random.between(0, group.length - 1)]
  }

  near(asking: Placed, { to, reach }: Habit, random: Random): Placed | undefined {
    return this.any(to, random, reach === 'site' ? reach : `${reach} ${asking[reach]}`)
  }
}

function conversationOf(
  parties: Pick<Conversation, 'initiator' | 'responder' | 'protocol' | 'port'>,
  answered: boolean,
  random: Random,
  until: number,
): Conversation {
  const last = until - random.between(0, DAY_MS)
  const packets = random.between(4, 20_000)
  return {
    ...parties,
    transport: 'tcp',
    packets,
    bytes: packets * random.between(64, 200),
    first: new Date(last - random.between(1_000, HOUR_MS / 2)).toISOString(),
    last: new Date(last).toISOString(),
    ...{ capture: 'generated', packet: 1, answered, lostBytes: 0 },
  }
}

/** Everyday work nearly always; what is grave happens now and then. */
function operationsOf(one: Conversation, { verbs }: Habit, random: Random): OperationRow[] {
  return verbs
    .filter((_, i) => i === 0 || random.chance(i === 1 ? 0.5 : 0.02))
    .map(([verb, called]) => ({
      ...{ time: one.first, last: one.last, verb, protocol: one.protocol ?? '', function: called },
      ...{ initiator: one.initiator, responder: one.responder },
      target: { asset: one.responder, object: '' },
      outcome: 'done',
      count: random.between(1, verb === 'read' ? 5_000 : 20),
      ...{ capture: 'generated', packets: [1, 2] },
    }))
}
