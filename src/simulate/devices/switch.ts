import { LLDP_MAC, LLDP_TYPE, lldp, rstp, STP_MAC } from '../build/link-layer.ts'
import type { SnmpValue } from '../build/services.ts'
import { type Script, SECOND } from '../network.ts'
import type { Plant } from '../plant.ts'
import { S7_ORDER_NUMBER, S7_SERIAL } from './s7-plc.ts'

const DESCRIPTION = 'Hirschmann Railswitch - SW: L2P-09.0.22'

/** System description, object id text, name, uptime and the octets into port 1 (RFC 3418, RFC 2863). */
export const SNMP_NAMES = [
  '1.3.6.1.2.1.1.1.0',
  '1.3.6.1.2.1.1.5.0',
  '1.3.6.1.2.1.1.3.0',
  '1.3.6.1.2.1.2.2.1.10.1',
]

/** The switch's answers to them at an uptime in hundredths of a second. */
export function switchValues(ticks: number): SnmpValue[] {
  return [
    DESCRIPTION,
    'wtp-sw-01',
    { tag: 0x43, value: (90_412_200 + ticks) % 0x1_0000_0000 },
    { tag: 0x41, value: (3_811_402_117 + ticks * 311) % 0x1_0000_0000 },
  ]
}

/** Spanning tree and LLDP of the switch, and LLDP of the stations that announce themselves. */
export function switchScripts(plant: Plant): Script[] {
  const { hosts } = plant
  const announce = (from: keyof typeof hosts, port: string, description: string, profinet: boolean) =>
    announcements(plant, from, port, description, profinet)
  return [
    spanningTree(plant),
    announce('switch', '1/1', DESCRIPTION, false),
    announce(
      'treatment',
      'port-001',
      `Siemens, SIMATIC S7, CPU 315-2 PN/DP, ${S7_ORDER_NUMBER}, HW: 5, FW: V3.2.14, ${S7_SERIAL}`,
      true,
    ),
    announce(
      'remoteIo',
      'port-001',
      'Siemens, SIMATIC ET200S, IM151-3 PN, 6ES7 151-3BA23-0AB0, HW: 8, FW: V7.0.3, S C-F5N801332016',
      true,
    ),
  ]
}

function* announcements(
  plant: Plant,
  from: keyof Plant['hosts'],
  port: string,
  description: string,
  profinet: boolean,
): Script {
  const host = plant.hosts[from]
  const unit = () =>
    lldp({
      mac: host.mac,
      ip: host.ip,
      port,
      portDescription: from === 'switch' ? 'Module: 1 Port: 1 - 1 Gbit' : 'Port 1',
      name: host.name,
      description,
      capability: from === 'switch' ? 4 : 0x80,
      profinet,
    })
  for (;;) {
    yield plant.network.random.between(1, 900) * 1_000_000
    plant.network.sendFrame(host, LLDP_MAC, LLDP_TYPE, unit())
    yield (profinet ? 5 : 30) * SECOND
  }
}

function* spanningTree(plant: Plant): Script {
  const { network, hosts } = plant
  const unit = rstp(hosts.switch.mac, 1)
  for (;;) {
    network.sendFrame(hosts.switch, STP_MAC, unit.length, unit)
    yield 2 * SECOND
  }
}
