import { emptyFrame, type Frame } from '../model/frame.ts'
import { type Segment, SYN, tcp } from './build/ip.ts'
import { ipv4Number, macBytes, NO_DATA } from './host.ts'
import { Random } from './random.ts'

/** How many connection attempts, from which seed, and how fast. */
export interface Flood {
  seed: number
  flows: number
  /** Frames a second; 100,000 unless told. */
  perSecond?: number
}

/** First octets of addresses a host can have: 1 to 223 without loopback. */
const FIRST_OCTETS = 222
const HOSTS = FIRST_OCTETS * 2 ** 24
/** Prime and no divisor of HOSTS, so multiples of it visit every address before any comes twice. */
const STRIDE = 1_000_003
const FIRST_PORT = 1_024
const PORTS = 64_512
const SECOND = 1_000_000_000
const BEGIN_SECONDS = Date.UTC(2026, 2, 11, 8) / 1_000

/**
 * A SYN flood on a controller as a mirror port shows it: every frame comes from another forged address, so each is a flow of its own. The
 * one Frame is refilled for each packet.
 */
export function* synFlood({ seed, flows, perSecond = 100_000 }: Flood): Generator<Frame, void, void> {
  if (flows > HOSTS) throw new RangeError(`at most ${HOSTS} distinct flows, not ${flows}`)
  const random = new Random(seed)
  const start = Math.floor(random.unit() * HOSTS)
  const path = {
    sourceMac: macBytes('00:09:0f:3a:51:02'),
    targetMac: macBytes('00:80:f4:1c:77:35'),
    source: 0,
    target: ipv4Number('10.20.1.11'),
    ttl: 52,
  }
  const segment: Segment = {
    from: 0,
    to: 502,
    sequence: 0,
    acknowledgement: 0,
    flags: SYN,
    window: 1_024,
    options: NO_DATA,
    data: NO_DATA,
  }
  const frame: Frame = emptyFrame()
  const step = Math.floor(SECOND / perSecond)
  for (let index = 0; index < flows; index++) {
    path.source = address((start + index * STRIDE) % HOSTS)
    segment.sequence = random.u32()
    segment.from = FIRST_PORT + (segment.sequence % PORTS)
    const bytes = tcp(path, index & 0xffff, segment)
    const after = index * step
    frame.bytes = bytes
    frame.end = bytes.length
    frame.wireLength = bytes.length
    frame.seconds = BEGIN_SECONDS + Math.floor(after / SECOND)
    frame.nanos = after % SECOND
    frame.packet = index + 1
    yield frame
  }
}

/** The host address with a number 0 to HOSTS - 1. */
function address(number: number): number {
  const first = 1 + Math.floor(number / 2 ** 24)
  return (first >= 127 ? first + 1 : first) * 2 ** 24 + (number % 2 ** 24)
}
