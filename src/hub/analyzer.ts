import { deepCopy } from '../base/copy.ts'
import { isoTime } from '../base/time.ts'
import { summary } from '../dissect/engine/ending.ts'
import { Engine } from '../dissect/engine/engine.ts'
import type { Flow } from '../dissect/engine/flow.ts'
import type { Protocol } from '../dissect/protocol.ts'
import { type Assembly, assemble, inOrder } from '../inventory/assets.ts'
import type { Deed } from '../inventory/behaviour.ts'
import { Inventory, partKey, partyOf } from '../inventory/inventory.ts'
import { unitsOf } from '../inventory/units.ts'
import type { Analysis, OperationRow } from '../model/analysis.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Frame } from '../model/frame.ts'
import type { Message } from '../model/message.ts'
import type { WireConversation } from '../model/wire.ts'
import { Observer } from '../observe/observer.ts'
import type { OperationSeen } from '../observe/operations.ts'
import { type Outcome, outcomes } from '../observe/rows.ts'
import type { CaptureSummary } from './captures.ts'
import { coverageOf } from './coverage.ts'

/** Version of the JSON contract. */
export const FORMAT = '1'

/** What is known at a moment; operations and conversations are worded as far as somebody asks. */
export interface Survey extends Assembly {
  /** What is known of the parties, open conversations as they stand. */
  inventory: Inventory
  operation(outcome: Outcome): OperationRow
  /** What could not be seen or read so far. */
  coverage(): Coverage
}

/**
 * The stages of a one-shot analysis, composed: frames in, an Analysis out. Knows no files; the same frames give the same answer.
 */
export class Analyzer {
  readonly engine: Engine
  readonly observer: Observer
  readonly inventory = new Inventory()
  /** Called when a conversation on the wire is over, after its facts were taken. */
  onEnded: ((flow: Flow, seen: WireConversation) => void) | undefined
  /** Called with each message that breaks its specification somewhere. */
  onAnomaly: ((message: Message) => void) | undefined
  private readonly protocols: readonly Protocol[]
  private readonly makerOf: (mac: string) => string | undefined

  constructor(protocols: readonly Protocol[], makerOf: (mac: string) => string | undefined) {
    this.protocols = protocols
    this.makerOf = makerOf
    const { inventory } = this
    this.observer = new Observer(protocols, inventory)
    this.engine = new Engine(protocols, {
      message: (message) => {
        this.observer.message(message)
        if (message.anomalies.length > 0) this.onAnomaly?.(message)
      },
      repeat: (message, moment) => this.observer.repeat(message, moment),
      sighting: (seen) => inventory.sighting(seen),
      conversation: (seen, flow) => {
        inventory.conversation(seen)
        this.onEnded?.(flow, seen)
      },
    })
  }

  frame(frame: Frame): void {
    this.engine.frame(frame)
  }

  /** Ends all conversations and words the result. `captures` are the files as they were read, in order. */
  finish(captures: readonly CaptureSummary[]): Analysis {
    this.engine.finish()
    return this.word(this.inventory, captures)
  }

  /** Words what is known so far, open conversations as they stand. Nothing ends and nothing changes: frames may go on coming. */
  snapshot(captures: readonly CaptureSummary[]): Analysis {
    return this.word(this.view(), captures)
  }

  /** Looks at what is known so far, like `snapshot`, and words only what is asked for. `paths` are the names of the captures. */
  survey(paths: readonly string[]): Survey {
    return this.surveyOf(this.view(), paths)
  }

  private view(): Inventory {
    const view = deepCopy(this.inventory)
    const { flows, addresses } = this.engine
    for (const flow of flows.open()) view.conversation(summary(flow, addresses))
    return view
  }

  private word(inventory: Inventory, captures: readonly CaptureSummary[]): Analysis {
    const paths = captures.map((one) => one.path)
    const survey = this.surveyOf(inventory, paths)
    const rows = [...this.observer.operations.all()].flatMap(outcomes).map((one) => survey.operation(one))
    return {
      sightglass: FORMAT,
      captures: [...captures],
      assets: survey.assets,
      conversations: [...inventory.conversations.values()].map((one) => survey.conversation(one)),
      operations: inOrder(rows),
      findings: [],
      situations: [],
      coverage: survey.coverage(),
      exposures: [],
    }
  }

  private surveyOf(inventory: Inventory, paths: readonly string[]): Survey {
    const seen = [...this.observer.operations.all()]
    const deeds = seen.map(deedOf)
    const sole = foldUnits(inventory, deeds)
    listUnits(inventory, seen, sole)
    const hints = new Map(this.protocols.map((one) => [one.id, one]))
    const assembly = assemble(inventory, deeds, { captures: paths, hints, makerOf: this.makerOf })
    const operation = (outcome: Outcome): OperationRow => operationRow(outcome, { assembly, sole, paths })
    const coverage = (): Coverage => coverageOf(this.engine, this.observer, inventory, assembly, paths)
    return { ...assembly, inventory, operation, coverage }
  }
}

function operationRow(
  { seen: one, outcome, reason, tally }: Outcome,
  { assembly, sole, paths }: { assembly: Assembly; sole: ReadonlySet<string>; paths: readonly string[] },
): OperationRow {
  const responder = assembly.assetOf(partyOf(one.responder))
  const { part, object } = one.operation
  const whole = part === undefined || sole.has(partKey(partyOf(one.responder), part.part, part.id))
  const inside = [whole ? '' : `${part.part} ${part.id}`, object ?? ''].filter((text) => text !== '')
  return {
    time: isoTime(tally.seconds, tally.nanos),
    last: isoTime(tally.lastSeconds, tally.lastNanos),
    verb: one.operation.verb,
    protocol: one.protocol,
    function: one.operation.function,
    initiator: assembly.assetOf(partyOf(one.initiator)),
    responder,
    target: { asset: responder, object: inside.join(', ') },
    outcome,
    ...(reason === undefined ? {} : { reason }),
    count: tally.count,
    capture: paths[tally.capture] ?? '',
    packets: tally.packets,
  }
}

const UNIT = 'unit'

/** Where only one unit answers behind an address, it is the device itself; gives the keys of such units. */
function foldUnits(inventory: Inventory, deeds: readonly Deed[]): Set<string> {
  const sole = new Set<string>()
  for (const [host, units] of unitsOf(deeds)) {
    if (units.size > 1) continue
    for (const id of units) {
      const part = partKey(host, UNIT, id)
      inventory.absorb(host, part)
      sole.add(part)
    }
  }
  return sole
}

/** Units of a gateway are parts of it, also those of which no more is known than that they did what was asked. */
function listUnits(inventory: Inventory, seen: readonly OperationSeen[], sole: ReadonlySet<string>): void {
  for (const { protocol, operation, responder, done } of seen) {
    const { part } = operation
    const host = partyOf(responder)
    if (done === undefined || part?.part !== UNIT || sole.has(partKey(host, UNIT, part.id))) continue
    inventory.claims.add(inventory.part(host, UNIT, part.id), {
      attribute: 'state',
      value: 'answers',
      protocol,
      confidence: 0.4,
      capture: done.capture,
      packet: done.packets.at(-1) ?? 1,
    })
  }
}

function deedOf({ protocol, initiator, responder, operation, asked, done, refused }: OperationSeen): Deed {
  const { verb, part } = operation
  return {
    initiator: partyOf(initiator),
    responder: partyOf(responder),
    protocol,
    verb,
    count: Math.max(asked?.count ?? 0, done?.count ?? 0, 1),
    done: done !== undefined,
    refused: refused.size > 0,
    ...(part?.part === UNIT ? { unit: part.id } : {}),
  }
}
