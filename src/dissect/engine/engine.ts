import { limits } from '../../base/limits.ts'
import { NO_TIME } from '../../base/time.ts'
import type { Frame } from '../../model/frame.ts'
import type { Message } from '../../model/message.ts'
import type { Sighting, WireConversation } from '../../model/wire.ts'
import { Exchange, type Moment } from '../exchange.ts'
import { SharedMeanings } from '../meanings.ts'
import { Peek } from '../peek.ts'
import { NO, type Protocol } from '../protocol.ts'
import { Registry } from '../registry.ts'
import { Addresses, IPV4, IPV6, MAC, NOBODY } from './addresses.ts'
import { endpointsOf, summary } from './ending.ts'
import { DECIDED, type Flow, GIVEN_UP, UNDECIDED } from './flow.ts'
import { blankKey, Flows } from './flows.ts'
import { Fragments } from './fragments.ts'
import { dropPrpTrailer, unwrapLink } from './link.ts'
import { unwrapNetwork } from './network.ts'
import { ACK, Packet, RST, SYN } from './packet.ts'
import { recognize } from './recognize.ts'
import { becomeWhole } from './whole.ts'

/** Whoever takes what the engine found. */
export interface EngineSink {
  /** A message read in full: new in its conversation, or of a kind that is always read. */
  message(message: Message): void
  /** A message that means the same as an earlier one of its conversation. */
  repeat(message: Message, moment: Moment): void
  sighting(sighting: Sighting): void
  /** A conversation that is over, and the flow that it was. */
  conversation(conversation: WireConversation, flow: Flow): void
}

/** What the engine counted, for coverage and health. */
export interface EngineCounts {
  packets: number
  bytes: number
  messages: number
  repeats: number
  troubled: number
  cutPackets: number
  tunnels: number
}

const ETHERNET = 1
const TCP = 6
const UDP = 17

/** Frames in, messages, sightings and conversations out. Holds no clock and opens nothing: the same frames give the same answers. */
export class Engine {
  readonly counts: EngineCounts = {
    packets: 0,
    bytes: 0,
    messages: 0,
    repeats: 0,
    troubled: 0,
    cutPackets: 0,
    tunnels: 0,
  }
  readonly addresses = new Addresses()
  readonly fragments = new Fragments()
  readonly flows: Flows
  private readonly registry: Registry
  private readonly sink: EngineSink
  private readonly traced: boolean
  private readonly packet = new Packet()
  private readonly peek = new Peek()
  /** Where an IP was seen behind a second MAC: such pairs are told once each. */
  private readonly pairs = new Set<number>()
  private readonly shared = new SharedMeanings()
  private readonly moment: Moment = { seconds: NO_TIME, nanos: 0, capture: 0, packets: [] }
  private readonly single: number[] = [0]
  private readonly key = blankKey()

  /** `traced` keeps fields and spans of every message and recognizes no repeats: for people who look at bytes. */
  constructor(protocols: readonly Protocol[], sink: EngineSink, traced = false) {
    this.registry = new Registry(protocols)
    this.sink = sink
    this.traced = traced
    this.flows = new Flows((flow) => this.close(flow))
  }

  /** Takes one frame; nothing of it is kept beyond the call. */
  frame(frame: Frame): void {
    const { packet, counts, moment } = this
    counts.packets++
    counts.bytes += frame.wireLength
    if (frame.wireLength > frame.end - frame.start) counts.cutPackets++
    moment.seconds = frame.seconds
    moment.nanos = frame.nanos
    moment.capture = frame.capture
    this.single[0] = frame.packet
    packet.begin(frame.bytes, frame.start, frame.end)
    const version = unwrapLink(packet, frame.linkType)
    if (version !== 0) unwrapNetwork(packet, version)
    else if (frame.linkType === ETHERNET) dropPrpTrailer(packet, frame.start, frame.end)
    if (packet.fragment && !this.unfragment()) return
    if (packet.tunnels > 0) counts.tunnels++
    if (packet.trouble !== '') counts.troubled++
    if (packet.macFrom < 0 && packet.ip === 0 && packet.carrier === '') return
    this.flowOf(frame)
  }

  /** The capture is over: every open conversation ends. */
  finish(): void {
    this.flows.finish()
  }

  /** Replaces a fragment by its whole payload; false while pieces are missing. */
  private unfragment(): boolean {
    const { packet } = this
    const kind = packet.ip === 4 ? IPV4 : IPV6
    const from = this.addresses.of(kind, packet.bytes, packet.ipFrom)
    const to = this.addresses.of(kind, packet.bytes, packet.ipTo)
    const whole = this.fragments.take(packet, from, to)
    if (whole === undefined) return false
    return becomeWhole(packet, whole)
  }

  private flowOf(frame: Frame): void {
    const { packet, key } = this
    key.vlan = packet.vlan
    const known = packet.ip !== 0 ? this.findIp() : this.findLink()
    if (packet.ip !== 0 && key.from !== NOBODY) this.sight(key.from, key.macFrom, frame)
    const flow = known ?? this.flows.begin(key, frame.seconds)
    const direction = flow.address0 === key.from && flow.port0 === key.portFrom ? 0 : 1
    this.account(flow, direction, frame)
    if (packet.trouble !== '') return
    if (packet.ip !== 0 && packet.protocol === TCP) this.tcp(flow, direction)
    else if (packet.end > packet.payload) this.datagram(flow, direction)
  }

  /** Fills the key of an IP packet, and gives its flow if it is open. MACs are hardly ever others than those the flow began with. */
  private findIp(): Flow | undefined {
    const { packet, key, addresses } = this
    const { bytes, macFrom, macTo } = packet
    const kind = packet.ip === 4 ? IPV4 : IPV6
    key.carrier = 'ip'
    key.selector = packet.protocol
    key.transport = packet.protocol
    key.portFrom = packet.portFrom
    key.portTo = packet.portTo
    key.from = addresses.find(kind, bytes, packet.ipFrom)
    key.to = addresses.find(kind, bytes, packet.ipTo)
    const flow = key.from === NOBODY || key.to === NOBODY ? undefined : this.flows.find(key)
    const begins = flow?.address0 === key.from && flow.port0 === key.portFrom
    key.macFrom = this.macOf(macFrom, flow?.mac(begins ? 0 : 1) ?? NOBODY)
    key.macTo = this.macOf(macTo, flow?.mac(begins ? 1 : 0) ?? NOBODY)
    if (flow !== undefined) return flow
    key.from = addresses.of(kind, bytes, packet.ipFrom)
    key.to = addresses.of(kind, bytes, packet.ipTo)
    return key.from === NOBODY || key.to === NOBODY ? this.flows.find(key) : undefined
  }

  /** The same for what runs without IP. */
  private findLink(): Flow | undefined {
    const { packet, key } = this
    key.macFrom = this.macOf(packet.macFrom, NOBODY)
    key.macTo = this.macOf(packet.macTo, NOBODY)
    key.from = key.macFrom
    key.to = key.macTo
    key.carrier = packet.carrier
    key.selector = packet.selector
    key.transport = 0
    key.portFrom = 0
    key.portTo = 0
    return this.flows.find(key)
  }

  /** Number of the MAC at an offset, -1 for none, which is probably `guess`. */
  private macOf(at: number, guess: number): number {
    if (at < 0) return NOBODY
    const { addresses, packet } = this
    return addresses.isMac(guess, packet.bytes, at) ? guess : addresses.of(MAC, packet.bytes, at)
  }

  private account(flow: Flow, direction: number, frame: Frame): void {
    if (flow.packet === 0) {
      flow.seconds = frame.seconds
      flow.nanos = frame.nanos
      flow.capture = frame.capture
      flow.packet = frame.packet
    }
    flow.lastSeconds = frame.seconds
    flow.lastNanos = frame.nanos
    if (direction === 0) {
      flow.packets0++
      flow.bytes0 += frame.wireLength
    } else {
      flow.packets1++
      flow.bytes1 += frame.wireLength
      flow.answered = true
    }
  }

  /** Tells the first time an IP is seen behind a MAC. */
  private sight(ip: number, mac: number, frame: Frame): void {
    const { addresses, packet } = this
    const ttlRose = packet.ttl > addresses.topTtl[ip]!
    const before = addresses.lastMac[ip]!
    if (before === mac + 1 && !ttlRose) return
    addresses.lastMac[ip] = mac + 1
    if (ttlRose) addresses.topTtl[ip] = packet.ttl
    if (before !== 0 && before !== mac + 1) {
      const pair = mac * 0x200000 + ip
      if (this.pairs.has(pair) && !ttlRose) return
      if (this.pairs.size < limits.dissect.movedAddresses) this.pairs.add(pair)
    }
    this.sink.sighting({
      mac: addresses.text(mac),
      ip: addresses.text(ip),
      vlan: packet.vlan || undefined,
      ttl: packet.ttl,
      seconds: frame.seconds,
      nanos: frame.nanos,
      capture: frame.capture,
      packet: frame.packet,
    })
  }

  private tcp(flow: Flow, direction: 0 | 1): void {
    const { packet } = this
    const flags = packet.tcpFlags
    if ((flags & SYN) !== 0) {
      const start = (packet.sequence + 1) | 0
      if ((flags & ACK) === 0) {
        if (flow.stream(direction)?.isAnother(start) === true) this.reopen(flow)
        flow.opener = direction
      } else if (flow.opener < 0) flow.opener = direction === 0 ? 1 : 0
      flow.beginStream(direction).open(start)
      return
    }
    if ((flags & RST) !== 0) return
    const other = direction === 0 ? 1 : 0
    const answered = flow.stream(other)
    if ((flags & ACK) !== 0 && answered?.waiting === true)
      answered.acknowledge(packet.acknowledged, this.streamSink(flow, other))
    if (packet.end <= packet.payload) return
    flow
      .beginStream(direction)
      .segment(
        packet.sequence,
        packet.bytes,
        packet.payload,
        packet.end,
        this.single[0]!,
        this.streamSink(flow, direction),
      )
  }

  /** A new connection on the ports of an old one. */
  private reopen(flow: Flow): void {
    this.emptyStreams(flow)
    flow.reopen()
  }

  /** A connection is over: what waits for bytes that never came is read as it is. */
  private emptyStreams(flow: Flow): void {
    const { capture, lastSeconds, lastNanos } = flow
    if (flow.stream(0)?.waiting !== true && flow.stream(1)?.waiting !== true) return
    const now = { ...this.moment }
    Object.assign(this.moment, { seconds: lastSeconds, nanos: lastNanos, capture })
    for (const side of [0, 1] as const) flow.stream(side)?.close(this.streamSink(flow, side))
    Object.assign(this.moment, now)
  }

  private sinkFlow: Flow | undefined
  private sinkDirection: 0 | 1 = 0
  private readonly reusedSink = {
    data: (bytes: Uint8Array, start: number, end: number, packet: number) => {
      this.stream(this.sinkFlow!, this.sinkDirection, bytes, start, end, packet)
    },
    gap: (size: number) => {
      this.sinkFlow!.framer(this.sinkDirection)?.gap(size)
    },
  }

  private streamSink(flow: Flow, direction: 0 | 1): typeof this.reusedSink {
    this.sinkFlow = flow
    this.sinkDirection = direction
    return this.reusedSink
  }

  /** Bytes of a stream, in order. */
  private stream(
    flow: Flow,
    direction: 0 | 1,
    bytes: Uint8Array,
    start: number,
    end: number,
    packet: number,
  ): void {
    if (flow.state === GIVEN_UP && !flow.turnsTo(direction)) return
    const exchange = this.exchangeOf(flow, direction, 'tcp')
    if (flow.state !== DECIDED) {
      flow.protocol = recognize(
        this.registry,
        'tcp',
        flow,
        direction,
        this.peek.over(bytes, start, end),
        exchange,
      )
      if (flow.protocol === undefined) {
        if (++flow.tries >= limits.dissect.recognitionTries) flow.state = GIVEN_UP
        return
      }
      flow.decide(flow.protocol, this.shared)
    }
    const framer = flow.beginFramer(direction)
    this.taking = flow
    framer.data(bytes, start, end, packet, this.takeFramed)
    // What never made sense was taken for the wrong protocol.
    const astray = framer.slips > 4 && framer.slips > framer.good
    if (astray) flow.tries += 2
    if (astray || exchange.upgraded) flow.startOver()
  }

  private taking: Flow | undefined
  private readonly takeFramed = (bytes: Uint8Array, start: number, end: number, packets: number[]): void => {
    this.take(this.taking!, bytes, start, end, packets)
  }

  private datagram(flow: Flow, direction: 0 | 1): void {
    const { packet } = this
    if (flow.state === GIVEN_UP) return
    const carrier = flow.transport === UDP ? 'udp' : flow.carrier
    const exchange = this.exchangeOf(flow, direction, carrier)
    const peek = this.peek.over(packet.bytes, packet.payload, packet.end)
    if (flow.state === UNDECIDED || flow.protocol!.looksLike(peek, exchange) === NO) {
      const found = recognize(this.registry, carrier, flow, direction, peek, exchange)
      if (found === undefined) {
        if (flow.state === UNDECIDED && ++flow.tries >= limits.dissect.recognitionTries) flow.state = GIVEN_UP
        return
      }
      flow.decide(found, this.shared)
    }
    this.datagramMessages(flow, flow.protocol!)
  }

  private datagramMessages(flow: Flow, protocol: Protocol): void {
    const { packet } = this
    let at = packet.payload
    while (at < packet.end) {
      const peek = this.peek.over(packet.bytes, at, packet.end)
      const length = protocol.frameLength?.(peek, flow.exchange!) ?? packet.end - at
      const end = length > 0 ? Math.min(at + length, packet.end) : packet.end
      this.take(flow, packet.bytes, at, end, this.single)
      at = end
    }
  }

  private take(flow: Flow, bytes: Uint8Array, start: number, end: number, packets: number[]): void {
    const { moment, sink, counts } = this
    const exchange = flow.exchange!
    moment.packets = packets
    const reading = exchange.take(
      flow.protocol!,
      bytes,
      start,
      end,
      moment,
      !this.traced && this.shared.budget.left,
    )
    flow.messages++
    if (exchange.toAnybody) flow.toAnybody++
    if (flow.opener < 0) flow.opener = exchange.opener
    const { stack } = reading
    if (exchange.fresh) {
      counts.messages += stack.length
      for (let i = 0; i < stack.length; i++) sink.message(stack[i]!)
    } else {
      counts.repeats += stack.length
      for (let i = 0; i < stack.length; i++) sink.repeat(stack[i]!, moment)
    }
  }

  private exchangeOf(flow: Flow, direction: 0 | 1, transport: string): Exchange {
    let exchange = flow.exchange
    if (exchange === undefined) {
      exchange = new Exchange(this.registry, endpointsOf(flow, this.addresses), transport, this.shared.budget)
      exchange.traced = this.traced
      flow.exchange = exchange
    }
    exchange.direction = direction
    exchange.fromPort = flow.port(direction)
    exchange.toPort = flow.port(direction === 0 ? 1 : 0)
    return exchange
  }

  private close(flow: Flow): void {
    this.emptyStreams(flow)
    flow.exchange?.close()
    this.sink.conversation(summary(flow, this.addresses), flow)
  }
}
