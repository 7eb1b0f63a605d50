import * as dnp3 from '../build/dnp3.ts'
import { write } from '../build/writer.ts'
import type { Water } from '../water.ts'

/** Link addresses of the station and of its master. */
export const RTU_ADDRESS = 10
export const MASTER_ADDRESS = 1

/** Device attributes by variation (IEEE 1815, A.1.1). */
const RTU_ATTRIBUTES: readonly [number, string][] = [
  [252, 'Schweitzer Engineering Laboratories'],
  [250, 'SEL-3530 RTAC'],
  [248, '1153280471'],
  [247, 'HILLTOP TANK RTU'],
  [245, 'Hilltop reservoir, Ridgewater'],
  [243, 'A2'],
  [242, 'R143-V2'],
]

const RESTARTED = 0x8000

/** The remote terminal unit at the hillside tank: a DNP3 outstation over TCP. */
export class Rtu {
  private readonly water: Water
  private readonly clock: () => number
  private transport = 0
  private restarted = true
  private reported = 0
  private unsolicitedSequence = 0
  reportsBySelf = true

  /** `clock` gives milliseconds since 1970. */
  constructor(water: Water, clock: () => number) {
    this.water = water
    this.clock = clock
    this.reported = water.tankLevel
  }

  /** Answers one request frame; silent to a confirmation. */
  answer = (frame: Uint8Array): Uint8Array | undefined => {
    const source = frame[6]! | (frame[7]! << 8)
    const reply = this.reply(dnp3.fragmentOf(frame))
    return reply === undefined ? undefined : this.frame(source, reply)
  }

  /** A report by the station's own decision, when the level moved or `force` says so. */
  report(force = false): Uint8Array | undefined {
    if (!this.reportsBySelf) return undefined
    const events = this.events(force)
    if (events === undefined) return undefined
    return this.frame(
      MASTER_ADDRESS,
      dnp3.unsolicited(this.unsolicitedSequence++, this.indications(), events),
    )
  }

  private frame(target: number, fragment: Uint8Array): Uint8Array {
    return dnp3.frames({ source: RTU_ADDRESS, target, fromMaster: false }, fragment, this.transport++)
  }

  private reply(fragment: Uint8Array): Uint8Array | undefined {
    const sequence = fragment[0]! & 15
    const objects = fragment.subarray(2)
    switch (fragment[1]) {
      case 0:
        return undefined
      case 1:
        return this.read(sequence, objects)
      case 2:
        if (objects[0] === 80) this.restarted = false
        return this.empty(sequence)
      case 3:
      case 4:
      case 5:
        if (fragment[1] !== 3) this.water.tankValveOpen = (objects[7]! & 0x0f) === 3
        return dnp3.response(sequence, this.indications(), objects)
      case 13:
        this.restarted = true
        return dnp3.response(sequence, this.indications(), write().u8(52, 2, 7, 1).le16(4_000).done())
      case 20:
      case 21:
        this.reportsBySelf = fragment[1] === 20
        return this.empty(sequence)
      default:
        return dnp3.response(sequence, this.indications() | 1, [])
    }
  }

  private empty(sequence: number): Uint8Array {
    return dnp3.response(sequence, this.indications(), [])
  }

  private read(sequence: number, objects: Uint8Array): Uint8Array {
    if (objects[0] === 0) {
      const out = write()
      for (const [variation, text] of RTU_ATTRIBUTES) out.bytes(dnp3.attribute(variation, text))
      return dnp3.response(sequence, this.indications(), out.done())
    }
    const events = this.events(false)
    const out = write().bytes(events ?? [])
    if (asksStatic(objects)) out.bytes(this.image())
    return dnp3.response(sequence, this.indications(), out.done(), events !== undefined)
  }

  private image(): Uint8Array {
    const { water } = this
    return write()
      .bytes(dnp3.flags(1, [false, water.tankValveOpen, water.tankLevel > 5.5]))
      .bytes(dnp3.flags(10, [water.tankValveOpen]))
      .bytes(dnp3.counter(water.volume))
      .bytes(dnp3.analogues([water.tankLevel * 1_000, water.pressure * 100, 137]))
      .done()
  }

  private events(force: boolean): Uint8Array | undefined {
    const level = this.water.tankLevel
    if (!force && Math.abs(level - this.reported) < 0.001) return undefined
    this.reported = level
    return dnp3.analogueEvent(0, level * 1_000, this.clock())
  }

  private indications(): number {
    return this.restarted ? RESTARTED : 0
  }
}

/** Whether a read of classes (group 60, three bytes each) asks for class 0, the static data. */
function asksStatic(headers: Uint8Array): boolean {
  for (let at = 0; at + 2 < headers.length; at += 3)
    if (headers[at] === 60 && headers[at + 1] === 1) return true
  return false
}
