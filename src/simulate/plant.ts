import type { Moment } from './build/services.ts'
import { Logix } from './devices/logix.ts'
import { ModbusPlc } from './devices/modbus-plc.ts'
import { Rtu } from './devices/rtu.ts'
import { S7Plc } from './devices/s7-plc.ts'
import { type Host, host, ipv4Number } from './host.ts'
import { MILLI, Network, type Script, SECOND } from './network.ts'
import type { Conversation } from './tcp.ts'
import { Water } from './water.ts'

export const MASK = ipv4Number('255.255.255.0')

/** The hosts of the works, each with an address block its vendor really holds (IEEE MA-L). */
export function hosts() {
  return {
    router: host('ridgewater-fw', '00:09:0f:3a:51:02', '10.20.1.1', 'linux', [443]),
    switch: host('wtp-sw-01', '00:80:63:4b:12:a0', '10.20.1.2', 'embedded', [22, 443]),
    intake: host('raw-water-intake', '00:80:f4:1c:77:35', '10.20.1.11', 'embedded', [21, 80, 502]),
    treatment: host('treatment', '00:1b:1b:6e:20:41', '10.20.1.12', 'siemens', [80, 102]),
    distribution: host('distribution', '00:1d:9c:c4:08:9b', '10.20.1.13', 'embedded', [80, 44_818]),
    tank: host('hilltop-tank', '00:30:a7:0a:d1:56', '10.20.1.14', 'linux', [22, 443, 20_000]),
    remoteIo: host('filter-io', '28:63:36:92:1f:c8', '10.20.1.15', 'siemens'),
    hmi: host('WTP-HMI-01', '00:d0:c9:e2:35:7d', '10.20.1.20', 'windows', [135, 445]),
    historian: host('WTP-HIST-01', '18:66:da:30:94:6f', '10.20.1.21', 'windows', [80, 135, 445]),
    engineer: host('WTP-ENG-01', '3c:52:82:7f:1b:e3', '10.20.1.30', 'windows', [135, 445, 3389]),
    directory: host('RW-DC-01', '00:50:56:9a:44:10', '10.10.5.10', 'windows', [], true),
    updates: host('RW-WSUS-01', '00:50:56:9a:44:19', '10.10.5.25', 'windows', [], true),
    laptop: host('RW-LT-114', '54:e1:ad:8d:62:f0', '10.10.5.77', 'windows', [], true),
    /** The same laptop after somebody carried it into the plant and plugged it into the switch. */
    docked: host('RW-LT-114', '54:e1:ad:8d:62:f0', '10.20.1.199', 'windows'),
  } satisfies Record<string, Host>
}

/** Everything that exists in the works: the wire, the hosts, the controllers, the water. */
export class Plant {
  readonly hosts = hosts()
  readonly network: Network
  readonly water: Water
  readonly intake: ModbusPlc
  readonly treatment: S7Plc
  readonly distribution: Logix
  readonly tank: Rtu
  /** Connections to the tank station, which a restart of it breaks. */
  readonly tankLines = new Set<Conversation>()
  private readonly begin: Moment

  constructor(seed: number, begin: Moment) {
    this.begin = begin
    this.network = new Network(seed, this.hosts.router)
    this.water = new Water(this.network.random)
    this.intake = new ModbusPlc(this.water)
    this.treatment = new S7Plc(this.water)
    this.distribution = new Logix(this.water, this.hosts.distribution.ip)
    this.tank = new Rtu(this.water, () => this.milliseconds())
  }

  /** The hosts on the plant's own segment, in the order of their addresses. */
  local(): Host[] {
    return Object.values<Host>(this.hosts).filter((one) => !one.remote && one !== this.hosts.docked)
  }

  /** The present moment of the simulation. */
  moment(): Moment {
    return momentAt(this.begin, this.network.now)
  }

  /** Milliseconds since 1970. */
  milliseconds(): number {
    const { seconds, nanos } = this.moment()
    return seconds * 1_000 + Math.floor(nanos / MILLI)
  }

  /** Moves the water and the registers on, once a second. */
  *run(): Script {
    for (;;) {
      this.water.treated = this.treatment.runs
      this.water.boosted = this.distribution.runs
      this.water.step(1)
      this.intake.refresh()
      yield SECOND
    }
  }
}

/** A moment some nanoseconds after another. */
export function momentAt(begin: Moment, after: number): Moment {
  const nanos = begin.nanos + (after % SECOND)
  const carry = nanos >= SECOND ? 1 : 0
  return { seconds: begin.seconds + Math.floor(after / SECOND) + carry, nanos: nanos - carry * SECOND }
}
