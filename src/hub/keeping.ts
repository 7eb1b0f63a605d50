import { limits } from '../base/limits.ts'
import type { Instant } from '../base/time.ts'
import { writerFor } from '../capture/writer.ts'
import { EvidenceFolder } from '../evidence/folder.ts'
import { Pins } from '../evidence/pins.ts'
import { Ring } from '../evidence/ring.ts'
import type { Frame } from '../model/frame.ts'
import type { Endpoint } from '../model/message.ts'
import type { Operation } from '../model/observation.ts'
import type { OperationSeen } from '../observe/operations.ts'
import { DEEDS, isGrave } from '../words/words.ts'
import { partiesOfPackets } from './parties.ts'

/** Where and how much a sensor keeps of what it hears. */
export interface KeepingOptions {
  ring: string
  bytes: number
  seconds: number
}

/** Another sensor writes to the ring. */
export class RingInUse extends Error {
  readonly code = 'EBUSY'
  constructor(pid: number) {
    super(`process ${pid} writes to it`)
  }
}

/** The packets a sensor keeps: all of them in a ring, and for longer what shows a grave operation, with what came before and after. */
export class Keeping {
  private readonly ring: Ring
  private readonly pins: Pins
  private readonly names: readonly string[]

  /** `names` are those of the interfaces, by number. Throws what the file system says when the folder cannot be used. */
  constructor({ ring, bytes, seconds }: KeepingOptions, names: readonly string[], now: Instant) {
    this.names = names
    const folder = new EvidenceFolder(ring)
    const writer = folder.claim()
    if (writer !== undefined) throw new RingInUse(writer)
    this.ring = new Ring(folder, { bytes, seconds }, partiesOfPackets(), now)
    this.pins = new Pins(this.ring.shelf, writerFor)
  }

  lastPacket(name: string): number {
    return this.ring.lastPacket(name)
  }

  frame(frame: Frame): void {
    this.ring.append(frame, this.names[frame.capture] ?? '')
  }

  /** Pins what shows a grave operation that was carried out. */
  operation(seen: OperationSeen, outcome: Operation['outcome']): void {
    const { done, operation } = seen
    if (outcome !== 'done' || done === undefined || !isGrave(operation.verb)) return
    const begin = seen.asked ?? done
    const [from, to] = [addressOf(seen.initiator), addressOf(seen.responder)]
    const name = this.names[done.capture]
    if (from === undefined || to === undefined || name === undefined) return
    this.pins.add({
      id: `${name}-${done.packets[0] ?? 0}-${operation.verb}`,
      interface: name,
      addresses: [from, to],
      from: { seconds: begin.seconds - limits.evidence.pinBefore, nanos: begin.nanos },
      to: { seconds: done.lastSeconds + limits.evidence.pinAfter, nanos: done.lastNanos },
      by: 'the sensor',
      why: `${from} ${DEEDS[operation.verb]?.words ?? operation.verb} ${to} (${operation.function}, packet ${done.packets[0] ?? '?'})`,
    })
  }

  /** To be called about once a second. */
  tend(now: Instant): void {
    this.ring.tend(now, this.pins)
    this.pins.settle(now)
  }

  /** Hands everything to the disk; pins are written as far as time has come. */
  close(now: Instant): void {
    this.ring.close()
    this.pins.settle(now, true)
  }

  /** Packets or batches that could not be kept, and why the last could not. */
  get lost(): number {
    return this.ring.lost
  }
  get trouble(): string | undefined {
    return this.ring.trouble
  }

  /** What a person should know, in words. */
  remarks(): string[] {
    const remarks: string[] = []
    if (this.ring.lost > 0)
      remarks.push(`${this.ring.lost} packets or batches could not be kept: ${this.ring.trouble}`)
    if (this.pins.kept > 0)
      remarks.push(`${this.pins.kept} grave operations are pinned with the packets around them`)
    if (this.pins.refused > 0) remarks.push(`${this.pins.refused} pins were refused: no room`)
    return remarks
  }
}

function addressOf(end: Endpoint): string | undefined {
  return end.ip ?? end.mac
}
