import { ACK, FIN, PSH, RST, SYN, tcp } from './build/ip.ts'
import { type Host, NO_DATA, nextPort } from './host.ts'
import { MICRO, MILLI, type Network, type Script, SECOND } from './network.ts'

/** How a server answers a request; undefined means it stays silent. */
export type Answer = (request: Uint8Array) => Uint8Array | undefined

interface End {
  host: Host
  port: number
  sequence: number
  /** Bytes of the other side this end has not acknowledged yet, and in how many segments they came. */
  owes: number
}

export type Side = 'client' | 'server'

const SEGMENT = 1_460
/** One request in so many is lost behind the mirror port and sent again. */
const LOSS = 1 / 4_000

/** One TCP connection with both its ends: handshake, data in order, delayed acknowledgements, an occasional resend, the end. */
export class Conversation {
  private readonly network: Network
  private readonly client: End
  private readonly server: End
  private readonly processing: number
  /** False before the handshake and after the end. */
  isOpen = false

  /** `processing` is how long the server thinks before it answers, in microseconds. */
  constructor(network: Network, client: Host, server: Host, serverPort: number, processing = 1_500) {
    this.network = network
    this.client = { host: client, port: nextPort(client), sequence: network.random.u32(), owes: 0 }
    this.server = { host: server, port: serverPort, sequence: network.random.u32(), owes: 0 }
    this.processing = processing
  }

  /** Resolves addresses and shakes hands. */
  *open(): Script {
    const { network, client, server } = this
    yield* network.reach(client.host, server.host)
    for (let wait = SECOND; ; wait *= 2) {
      this.put('client', SYN, client.host.synOptions)
      if (server.host.silentUntil <= network.now) break
      yield wait
    }
    client.sequence = next(client.sequence, 1)
    yield this.transit()
    yield* network.reach(server.host, client.host)
    this.put('server', SYN | ACK, server.host.synOptions)
    server.sequence = next(server.sequence, 1)
    yield this.transit()
    this.put('client', ACK)
    this.isOpen = true
    yield this.transit()
  }

  /** Sends a request from one side, waits, and sends what the other side answers; gives the answer. */
  *exchange(request: Uint8Array, answer: Answer, from: Side = 'client'): Script<Uint8Array | undefined> {
    const { network } = this
    yield* network.reach(this.client.host, this.server.host)
    const earlier = this.end(from).sequence
    this.say(from, request)
    if (network.random.chance(LOSS)) {
      yield 300 * MILLI
      this.end(from).sequence = earlier
      this.say(from, request, true)
    }
    yield network.random.between(this.processing >> 1, this.processing * 2) * MICRO
    if (!this.isOpen) return undefined
    const reply = answer(request)
    const other = from === 'client' ? 'server' : 'client'
    if (reply === undefined) this.acknowledge(other)
    else this.say(other, reply)
    yield this.transit()
    return reply
  }

  /** Sends data from one side without waiting for an answer; says nothing on a connection that has ended. */
  say(from: Side, data: Uint8Array, again = false): void {
    if (!this.isOpen) return
    const end = this.end(from)
    const other = this.end(from === 'client' ? 'server' : 'client')
    for (let at = 0; at < data.length; at += SEGMENT) {
      const part = data.length <= SEGMENT ? data : data.subarray(at, at + SEGMENT)
      this.put(from, at + SEGMENT >= data.length ? PSH | ACK : ACK, NO_DATA, part)
      end.sequence = next(end.sequence, part.length)
      if (!again) other.owes++
      if (other.owes >= 2) this.acknowledge(from === 'client' ? 'server' : 'client')
    }
  }

  /** Sends the acknowledgements still owed after the usual delay (RFC 1122, 4.2.3.2). */
  *settle(): Script {
    if (this.client.owes === 0 && this.server.owes === 0) return
    yield this.network.random.between(38, 180) * MILLI
    if (!this.isOpen) return
    if (this.client.owes > 0) this.acknowledge('client')
    if (this.server.owes > 0) this.acknowledge('server')
  }

  /** Closes in order, client first. */
  *close(): Script {
    if (!this.isOpen) return
    this.isOpen = false
    this.put('client', FIN | ACK)
    this.client.sequence = next(this.client.sequence, 1)
    yield this.transit()
    this.put('server', ACK)
    yield this.transit()
    this.put('server', FIN | ACK)
    this.server.sequence = next(this.server.sequence, 1)
    yield this.transit()
    this.put('client', ACK)
  }

  /** Aborts from one side, as a restarting controller or an impatient scanner does. */
  reset(from: Side): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.put(from, RST | ACK)
  }

  private end(side: Side): End {
    return side === 'client' ? this.client : this.server
  }

  private acknowledge(side: Side): void {
    this.put(side, ACK)
  }

  private transit(): number {
    const remote = this.client.host.remote || this.server.host.remote
    return this.network.random.between(remote ? 900 : 60, remote ? 2_500 : 250) * MICRO
  }

  private put(side: Side, flags: number, options = NO_DATA, data = NO_DATA): void {
    const end = this.end(side)
    const other = this.end(side === 'client' ? 'server' : 'client')
    end.owes = 0
    const path = this.network.path(end.host, other.host)
    this.network.send(
      tcp(path, this.network.identify(end.host), {
        from: end.port,
        to: other.port,
        sequence: end.sequence,
        acknowledgement: flags & ACK ? other.sequence : 0,
        flags,
        window: end.host.window,
        options,
        data,
      }),
    )
  }
}

function next(sequence: number, count: number): number {
  return (sequence + count) >>> 0
}

/** Tries one port: an open one shakes hands and is dropped at once, a closed one refuses, a firewall drops the attempt. */
export function* probePort(network: Network, client: Host, server: Host, port: number): Script {
  yield* network.reach(client, server)
  const from = nextPort(client)
  const sequence = network.random.u32()
  const base = { from, to: port, options: NO_DATA, data: NO_DATA, window: 1_024 }
  const path = network.path(client, server)
  const put = (flags: number, at: number, acknowledgement: number, options = NO_DATA) =>
    network.send(
      tcp(path, network.identify(client), { ...base, flags, sequence: at, acknowledgement, options }),
    )
  put(SYN, sequence, 0, client.synOptions)
  const isOpen = server.open.includes(port)
  if (!isOpen && server.firewalled) return
  yield network.random.between(300, 1_200) * MICRO
  const answered = network.random.u32()
  const answer = {
    from: port,
    to: from,
    sequence: isOpen ? answered : 0,
    acknowledgement: next(sequence, 1),
    flags: isOpen ? SYN | ACK : RST | ACK,
    window: isOpen ? server.window : 0,
    options: isOpen ? server.synOptions : NO_DATA,
    data: NO_DATA,
  }
  network.send(tcp(network.path(server, client), network.identify(server), answer))
  if (!isOpen) return
  yield network.random.between(60, 250) * MICRO
  put(RST, next(sequence, 1), 0)
}
