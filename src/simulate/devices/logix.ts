import * as cip from '../build/cip.ts'
import * as enip from '../build/enip.ts'
import { write } from '../build/writer.ts'
import type { Water } from '../water.ts'

const ROCKWELL = 1

/** The Ethernet module that answers ListIdentity. */
const BRIDGE: enip.CipIdentity = {
  vendor: ROCKWELL,
  deviceType: 0x0c,
  productCode: 58,
  major: 6,
  minor: 6,
  status: 0x30,
  serial: 0x00a1_4c27,
  name: '1756-ENBT/A',
}

/** The controller behind it, in slot 0 of the rack. */
const CONTROLLER: enip.CipIdentity = {
  vendor: ROCKWELL,
  deviceType: 0x0e,
  productCode: 54,
  major: 20,
  minor: 11,
  status: 0x3060,
  serial: 0x0083_d19e,
  name: '1756-L61/B LOGIX5561',
}

const SESSION_BASE = 0x1602_0100

/** Classes and services by which Rockwell's engineering program handles a Logix controller, as seen on the wire. */
export const LOGIX = {
  control: 0x8e,
  runMode: 6,
  programMode: 7,
  routine: 0x6a,
  create: 8,
  readCode: 0x4f,
  loadCode: 0x50,
} as const
export const RESET = 5
/** The object cannot do what was asked in its present state (CIP volume 1, appendix B). */
const STATE_CONFLICT = 0x0c
const NOT_SUPPORTED = 8
const PATH_UNKNOWN = 5

/** The distribution controller, a ControlLogix rack: an Ethernet module and behind it the controller with its tags. */
export class Logix {
  private readonly water: Water
  private readonly ip: number
  private sessions = 0
  private connections = 0
  private readonly toOriginator = new Map<number, number>()
  runs = true

  constructor(water: Water, ip: number) {
    this.water = water
    this.ip = ip
  }

  /** Answers one encapsulated message over TCP. */
  answer = (request: Uint8Array): Uint8Array | undefined => {
    const view = new DataView(request.buffer, request.byteOffset)
    const session = view.getUint32(4, true)
    switch (view.getUint16(0, true)) {
      case enip.REGISTER:
        return enip.registerSession(SESSION_BASE + ++this.sessions)
      case enip.LIST_IDENTITY:
        return this.identify()
      case enip.SEND_RR:
        return enip.unconnected(session, view.getUint32(12, true), this.route(request.subarray(40)))
      case enip.SEND_UNIT: {
        const back = this.toOriginator.get(view.getUint32(36, true)) ?? 0
        return enip.connected(session, back, view.getUint16(44, true), this.service(request.subarray(46)))
      }
      default:
        return undefined
    }
  }

  /** The answer to a ListIdentity datagram. */
  identify(): Uint8Array {
    return enip.identityItem(this.ip, BRIDGE, 3)
  }

  /** Services of the Ethernet module itself, and what it hands over the backplane. */
  private route(message: Uint8Array): Uint8Array {
    const [service, data] = taken(message)
    const view = new DataView(data.buffer, data.byteOffset, data.length)
    if (service === 0x54) {
      const opening = {
        toOriginator: view.getUint32(6, true),
        serial: view.getUint16(10, true),
        vendor: view.getUint16(12, true),
        originator: view.getUint32(14, true),
      }
      const toTarget = 0x0072_0000 + (++this.connections & 0xffff)
      if (this.toOriginator.size >= MOST_CONNECTIONS) this.toOriginator.clear()
      this.toOriginator.set(toTarget, opening.toOriginator)
      return cip.forwardOpened(toTarget, opening)
    }
    if (service === 0x4e) {
      return cip.forwardClosed({
        toOriginator: 0,
        serial: view.getUint16(2, true),
        vendor: view.getUint16(4, true),
        originator: view.getUint32(6, true),
      })
    }
    if (service === 0x52) return this.service(data.subarray(4, 4 + view.getUint16(2, true)))
    if (service === 1) return cip.response(1, enip.identityAttributes(BRIDGE))
    return cip.response(service, [], 8)
  }

  /** Services of the controller. */
  private service(message: Uint8Array): Uint8Array {
    const [service, data, path] = taken(message)
    if (service === 0x0a)
      return cip.multiple(
        cip.parts(data).map((part) => this.service(part)),
        true,
      )
    if (path[0] === 0x91) return this.tag(service, tagName(path), data)
    const classId = path[1]!
    if (classId === 1) return this.identity(service)
    if (classId === LOGIX.control) return this.control(service)
    if (classId !== LOGIX.routine) return cip.response(service, [], PATH_UNKNOWN)
    if (service === LOGIX.readCode) return cip.response(service, logixCode(path[3]!))
    return service === LOGIX.create ? cip.response(service, [7, 0]) : cip.response(service)
  }

  private identity(service: number): Uint8Array {
    if (service === 1) return cip.response(1, enip.identityAttributes(CONTROLLER))
    return cip.response(service, [], service === RESET && this.runs ? STATE_CONFLICT : NOT_SUPPORTED)
  }

  private control(service: number): Uint8Array {
    if (service !== LOGIX.runMode && service !== LOGIX.programMode)
      return cip.response(service, [], NOT_SUPPORTED)
    this.runs = service === LOGIX.runMode
    return cip.response(service)
  }

  private tag(service: number, name: string, data: Uint8Array): Uint8Array {
    if (service === 0x4d) {
      const value = new DataView(data.buffer, data.byteOffset, data.length)
      if (name === 'Pressure_SP') this.water.pressureSetpoint = value.getFloat32(4, true)
      if (name === 'Booster_Run') this.water.boosterRuns = data[4] !== 0
      return cip.response(0x4d)
    }
    const value = this.value(name)
    if (value === undefined) return cip.response(service, [], 4)
    return cip.tagRead(name === 'Booster_Run' ? cip.BOOL : cip.REAL, value)
  }

  private value(name: string): number | undefined {
    const { water } = this
    switch (name) {
      case 'Main_Pressure':
        return water.pressure
      case 'Pressure_SP':
        return water.pressureSetpoint
      case 'Booster_Speed':
        return water.boosterSpeed
      case 'Booster_Run':
        return water.boosterRuns ? 1 : 0
      case 'Flow_Out':
        return water.outflow
      case 'Volume_Total':
        return water.volume
      default:
        return undefined
    }
  }
}

const MOST_CONNECTIONS = 64

/** Service, data and path of a request. */
function taken(message: Uint8Array): [number, Uint8Array, Uint8Array] {
  const data = 2 + message[1]! * 2
  return [message[0]!, message.subarray(data), message.subarray(2, data)]
}

function tagName(path: Uint8Array): string {
  return String.fromCharCode(...path.subarray(2, 2 + path[1]!))
}

/** A block of routine code as upload and download carry it. */
export function logixCode(number: number): Uint8Array {
  const out = write().le32(240).le16(number)
  while (out.length < 240) out.u8((out.length * 17 + number * 5) & 0xff)
  return out.done()
}
