import { limits } from '../../base/limits.ts'
import { type Instant, isoTime } from '../../base/time.ts'
import type { Protocol } from '../../dissect/protocol.ts'
import { partyOf } from '../../inventory/inventory.ts'
import type { Frame } from '../../model/frame.ts'
import type { Message } from '../../model/message.ts'
import type { Operation } from '../../model/observation.ts'
import type { RecordedObservation } from '../../model/recorded-observation.ts'
import { QUIET_VERBS } from '../../model/verb.ts'
import type { OperationSeen } from '../../observe/operations.ts'
import { Analyzer, type Survey } from '../analyzer.ts'
import { lossObserved, operationObserved } from '../batches.ts'
import { type KeptCoverage, keptOf } from '../sensor-coverage.ts'
import { AssetChanges } from './asset-changes.ts'
import { ConversationChanges } from './conversation-changes.ts'
import { OperationChanges } from './operation-changes.ts'
import type { Seen } from './words.ts'

interface WatchOptions {
  protocols: readonly Protocol[]
  makerOf: (mac: string) => string | undefined
  /** Names of the captures, by number. */
  paths: readonly string[]
  now: Instant
}

/** An anomaly that was not told yet. */
interface Broken {
  from: string
  to: string
  observation: RecordedObservation
}

/** One analysis that goes on, and what of it was told: frames in; out, whenever somebody asks, what came since. */
export class Watch {
  /** Called when an operation is seen with an outcome for the first time. */
  onNew: ((seen: OperationSeen, outcome: Operation['outcome']) => void) | undefined
  private readonly analyzer: Analyzer
  private readonly paths: readonly string[]
  private readonly begun: Instant
  private readonly operations: OperationChanges
  private readonly conversations: ConversationChanges
  private readonly assets = new AssetChanges()
  private readonly anomalies = new Set<string>()
  private broken: Broken[] = []
  private since: Instant
  /** Second in which coverage is told next. */
  private coverageAt = 0

  constructor({ protocols, makerOf, paths, now }: WatchOptions) {
    this.paths = paths
    this.begun = now
    this.since = now
    this.analyzer = new Analyzer(protocols, makerOf)
    const { engine, observer } = this.analyzer
    this.operations = new OperationChanges(observer.operations)
    this.conversations = new ConversationChanges(engine, now)
    observer.operations.onNew = (seen, outcome) => this.onNew?.(seen, outcome)
    this.analyzer.onEnded = (flow, seen) => this.conversations.ended(flow, seen)
    this.analyzer.onAnomaly = (message) => this.anomaly(message)
  }

  frame(frame: Frame): void {
    this.analyzer.frame(frame)
  }

  /**
   * What came since the last call; undefined when nothing did. With `all` nothing waits to become clearer. `observations` are told with it.
   */
  take(
    now: Instant,
    { all, observations }: { all: boolean; observations: RecordedObservation[] },
  ): Seen | undefined {
    const survey = this.analyzer.survey(this.paths)
    const { since } = this
    this.since = now
    const operations = this.operations.take(since, all)
    const rows = operations.map(({ outcome }) => survey.operation(outcome))
    const { changes, dropped } = this.conversations.take(now, all)
    const conversations = changes.map((one) => survey.conversation(one))
    const { assets, claims } = this.assets.take(survey.assets, now, all)
    const done = rows.filter((row, index) => operations[index]!.first || !QUIET_VERBS.has(row.verb))
    const lost = conversations.filter((one) => one.lostBytes > 0)
    const seen = [done.map(operationObserved), claims, lost.map(lossObserved), this.takeAnomalies(survey)]
    const told: Seen = {
      time: isoTime(now.seconds, now.nanos),
      observations: [
        ...observations,
        ...seen.flatMap((list) => list.slice(0, limits.hub.observationsTold)),
        ...untold(seen, dropped, now),
      ],
      assets,
      conversations,
      operations: rows,
    }
    const items = told.observations.length + assets.length + conversations.length + rows.length
    return items === 0 ? undefined : { ...told, ...this.takeCoverage(survey, now, all) }
  }

  /** What could not be seen, when it is time to tell. */
  private takeCoverage(survey: Survey, { seconds }: Instant, all: boolean): { coverage?: KeptCoverage } {
    if (!all && seconds < this.coverageAt) return {}
    this.coverageAt = seconds + limits.hub.coverageSeconds
    return { coverage: keptOf(survey.coverage()) }
  }

  /** Whether it should begin anew, so that what it remembers stays bounded, however long the platform runs. */
  isWornOut(now: Instant): boolean {
    const age = now.seconds - this.begun.seconds
    if (age < limits.hub.renewLeastSeconds) return false
    const { inventory, observer, engine } = this.analyzer
    const fullest = Math.max(
      observer.operations.size / limits.observe.operations,
      inventory.presence.size / limits.inventory.parties,
      inventory.conversations.size / limits.inventory.conversations,
      engine.addresses.size / limits.dissect.addresses,
    )
    return age >= limits.hub.renewSeconds || fullest >= limits.hub.renewFull
  }

  /** Keeps what a message breaks, once for each two parties, until it is told. */
  private anomaly({ protocol, anomalies, from, to, seconds, nanos, capture, packets }: Message): void {
    const [first] = anomalies
    if (first === undefined || this.anomalies.size >= limits.hub.anomalies) return
    const key = `${partyOf(from)}|${partyOf(to)}|${protocol}|${first.field}`
    if (this.anomalies.has(key)) return
    this.anomalies.add(key)
    const packet = packets.at(-1)
    this.broken.push({
      from: partyOf(from),
      to: partyOf(to),
      observation: {
        time: isoTime(seconds, nanos),
        kind: 'anomaly',
        asset: '',
        peer: '',
        protocol,
        value: `${first.field} ${first.why}`,
        capture: this.paths[capture] ?? '',
        ...(packet === undefined ? {} : { packet }),
      },
    })
  }

  private takeAnomalies({ assetOf }: Survey): RecordedObservation[] {
    const { broken } = this
    this.broken = []
    return broken.map(({ from, to, observation }) => ({
      ...observation,
      asset: assetOf(from) ?? '',
      peer: assetOf(to) ?? '',
    }))
  }
}

/** What found no room, as observations of what could not be observed. */
function untold(
  seen: readonly RecordedObservation[][],
  conversations: number,
  now: Instant,
): RecordedObservation[] {
  const common = {
    time: isoTime(now.seconds, now.nanos),
    kind: 'gap',
    asset: '',
    peer: '',
    protocol: '',
  } as const
  const observations = seen.reduce(
    (sum, list) => sum + Math.max(0, list.length - limits.hub.observationsTold),
    0,
  )
  const reason = 'more came at once than one sensor hands over'
  return [
    ...(observations === 0
      ? []
      : [{ ...common, value: `${observations} observations found no room`, reason, count: observations }]),
    ...(conversations === 0
      ? []
      : [
          {
            ...common,
            value: `${conversations} conversations were only counted`,
            reason,
            count: conversations,
          },
        ]),
  ]
}
