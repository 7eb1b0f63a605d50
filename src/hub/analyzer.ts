import { deepCopy } from '../base/copy.ts'
import { isoTime } from '../base/time.ts'
import { summary } from '../dissect/engine/ending.ts'
import { Engine } from '../dissect/engine/engine.ts'
import type { Protocol } from '../dissect/protocol.ts'
import { assemble, inOrder } from '../inventory/assets.ts'
import type { Deed } from '../inventory/behaviour.ts'
import { Inventory, partKey, partyOf } from '../inventory/inventory.ts'
import { unitsOf } from '../inventory/units.ts'
import type { Analysis, OperationRow } from '../model/analysis.ts'
import type { Frame } from '../model/frame.ts'
import { Observer } from '../observe/observer.ts'
import type { OperationSeen } from '../observe/operations.ts'
import { outcomes } from '../observe/rows.ts'
import type { CaptureSummary } from './captures.ts'
import { coverageOf } from './coverage.ts'

/** Version of the JSON contract. */
export const FORMAT = '1'

/**
 * The stages of a one-shot analysis, composed: frames in, an Analysis out. Knows no files; the same frames give the same answer.
 */
export class Analyzer {
  readonly engine: Engine
  readonly observer: Observer
  readonly inventory = new Inventory()
  private readonly protocols: readonly Protocol[]
  private readonly makerOf: (mac: string) => string | undefined

  constructor(protocols: readonly Protocol[], makerOf: (mac: string) => string | undefined) {
    this.protocols = protocols
    this.makerOf = makerOf
    const { inventory } = this
    this.observer = new Observer(protocols, inventory)
    this.engine = new Engine(protocols, {
      message: (message) => this.observer.message(message),
      repeat: (message, moment) => this.observer.repeat(message, moment),
      sighting: (seen) => inventory.sighting(seen),
      conversation: (seen) => inventory.conversation(seen),
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
    const view = deepCopy(this.inventory)
    const { flows, addresses } = this.engine
    for (const flow of flows.open()) view.conversation(summary(flow, addresses))
    return this.word(view, captures)
  }

  private word(inventory: Inventory, captures: readonly CaptureSummary[]): Analysis {
    const seen = [...this.observer.operations.all()]
    const deeds = seen.map(deedOf)
    const sole = foldUnits(inventory, deeds)
    listUnits(inventory, seen, sole)
    const paths = captures.map((one) => one.path)
    const hints = new Map(this.protocols.map((one) => [one.id, one]))
    const assembly = assemble(inventory, deeds, { captures: paths, hints, makerOf: this.makerOf })
    const operations: OperationRow[] = seen.flatMap(outcomes).map(({ seen: one, outcome, reason, tally }) => {
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
    })
    return {
      sightglass: FORMAT,
      captures: captures.map((one) => ({ ...one })),
      assets: assembly.assets,
      conversations: assembly.conversations,
      operations: inOrder(operations),
      findings: [],
      situations: [],
      coverage: coverageOf(this.engine, this.observer, inventory, assembly, paths),
      exposures: [],
    }
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
