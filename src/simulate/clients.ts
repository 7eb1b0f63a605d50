import * as cip from './build/cip.ts'
import * as dnp3 from './build/dnp3.ts'
import * as enip from './build/enip.ts'
import { mbap } from './build/modbus.ts'
import * as s7 from './build/s7.ts'
import { MASTER_ADDRESS, RTU_ADDRESS } from './devices/rtu.ts'
import type { Host } from './host.ts'
import type { Network, Script } from './network.ts'
import { type Answer, Conversation } from './tcp.ts'

/** The asking side of each control protocol: one object is one connection with its counters. */

/** The unit number by which a Modbus/TCP server means itself (Messaging on TCP/IP V1.0b, 4.4.1.2). */
const ITSELF = 255

/** Modbus/TCP with running transaction numbers. */
export class ModbusClient {
  readonly line: Conversation
  private readonly answer: Answer
  private transaction = 0
  private readonly unit: number

  constructor(network: Network, from: Host, to: Host, answer: Answer, unit = ITSELF) {
    this.line = new Conversation(network, from, to, 502, 2_500)
    this.answer = answer
    this.unit = unit
  }

  /** Sends a request and gives the answer's PDU, or undefined when none came. */
  ask(pdu: Uint8Array): Script<Uint8Array | undefined> {
    return this.askUnit(this.unit, pdu)
  }

  /** The same to a unit behind the server. */
  *askUnit(unit: number, pdu: Uint8Array): Script<Uint8Array | undefined> {
    this.transaction = (this.transaction + 1) & 0xffff
    const reply = yield* this.line.exchange(mbap(this.transaction, unit, pdu), this.answer)
    return reply?.subarray(7)
  }
}

/** S7comm with running references. */
export class S7Client {
  readonly line: Conversation
  private readonly answer: Answer
  private reference = 0

  constructor(network: Network, from: Host, to: Host, answer: Answer) {
    this.line = new Conversation(network, from, to, 102, 3_000)
    this.answer = answer
  }

  /** Opens TCP, connects to rack 0 slot 2 and agrees on a PDU size. */
  *connect(): Script {
    yield* this.line.open()
    yield* this.line.exchange(s7.cotpConnect(2, false), this.answer)
    yield* this.ask((reference) => s7.setup(reference, false))
  }

  /** Sends the request made for the next reference. */
  *ask(make: (reference: number) => Uint8Array): Script<Uint8Array | undefined> {
    this.reference = (this.reference + 1) & 0xffff
    return yield* this.line.exchange(make(this.reference), this.answer)
  }
}

/** EtherNet/IP: a session, and on wish a connection to the controller. */
export class CipClient {
  readonly line: Conversation
  private readonly answer: Answer
  private readonly opening: cip.Opening
  private session = 0
  private context = 0
  private sequence = 0
  private connection = 0

  constructor(network: Network, from: Host, to: Host, answer: Answer) {
    this.line = new Conversation(network, from, to, enip.PORT, 1_200)
    this.answer = answer
    this.opening = {
      serial: network.random.between(1, 0xffff),
      vendor: 77,
      originator: from.ip,
      toOriginator: network.random.between(1, 0x7fff_ffff),
    }
  }

  /** Opens TCP and registers a session; `connected` also opens a class 3 connection. */
  *connect(connected: boolean): Script {
    yield* this.line.open()
    const registered = yield* this.line.exchange(enip.registerSession(0), this.answer)
    if (registered !== undefined) this.session = low32(registered, 4)
    if (!connected) return
    const opened = yield* this.exchange(cip.forwardOpen(this.opening))
    if (opened !== undefined) this.connection = low32(opened, 44)
  }

  /** Sends a request: over the connection where there is one, else through the Ethernet module to the controller. */
  *ask(message: Uint8Array): Script<Uint8Array | undefined> {
    if (this.connection === 0) return yield* this.exchange(cip.unconnectedSend(message))
    this.sequence = (this.sequence + 1) & 0xffff
    const request = enip.connected(this.session, this.connection, this.sequence, message)
    return yield* this.line.exchange(request, this.answer)
  }

  /** Sends an unconnected request to the Ethernet module itself. */
  *exchange(message: Uint8Array): Script<Uint8Array | undefined> {
    this.context++
    return yield* this.line.exchange(enip.unconnected(this.session, this.context, message), this.answer)
  }

  /** Closes the connection, if any, the session and TCP. */
  *close(): Script {
    if (this.connection !== 0) yield* this.exchange(cip.forwardClose(this.opening))
    yield* this.line.settle()
    this.line.say('client', enip.encapsulate(0x66, this.session, 0))
    yield* this.line.settle()
    yield* this.line.close()
  }
}

/** A DNP3 master: requests, and confirmations where the outstation wants them. */
export class Dnp3Client {
  readonly line: Conversation
  private readonly answer: Answer
  private readonly address: number
  private sequence = 0
  private transport = 0

  constructor(network: Network, from: Host, to: Host, answer: Answer, address = MASTER_ADDRESS) {
    this.line = new Conversation(network, from, to, 20_000, 12_000)
    this.answer = answer
    this.address = address
  }

  /** Sends a request and confirms its answer if asked to. */
  *ask(code: number, objects: ArrayLike<number> = []): Script<Uint8Array | undefined> {
    const request = this.frame(dnp3.request(this.sequence++, code, objects))
    const reply = yield* this.line.exchange(request, this.answer)
    if (reply !== undefined) yield* this.confirm(dnp3.fragmentOf(reply))
    return reply
  }

  /** Lets the outstation report by itself and confirms it. */
  *hear(report: Uint8Array): Script {
    yield* this.line.exchange(report, () => this.frame(dnp3.confirm(dnp3.fragmentOf(report))), 'server')
  }

  private *confirm(fragment: Uint8Array): Script {
    if (!(fragment[0]! & 0x20)) return
    yield 1_000_000
    this.line.say('client', this.frame(dnp3.confirm(fragment)))
  }

  private frame(fragment: Uint8Array): Uint8Array {
    const link = { source: this.address, target: RTU_ADDRESS, fromMaster: true }
    return dnp3.frames(link, fragment, this.transport++)
  }
}

function low32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true)
}
