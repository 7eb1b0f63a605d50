import { isoTime } from '../../base/time.ts'
import { ascii } from '../build/writer.ts'
import { type Host, ipv4Text } from '../host.ts'
import { type Script, SECOND } from '../network.ts'
import type { Plant } from '../plant.ts'

/** Syslog (RFC 3164) that the firewall and the switch send to the historian, which collects it. */

const PORT = 514
/** Facility local7, severity notice; facility local0, severity informational. */
const FIREWALL_PRIORITY = 189
const SWITCH_PRIORITY = 134
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function tell(plant: Plant, from: Host, text: string): void {
  plant.network.sendUdp(from, PORT, plant.hosts.historian, PORT, ascii(text))
}

/** The firewall turns away a probe from the office now and then, and says so. */
export function* firewallLog(plant: Plant): Script {
  const { network, hosts } = plant
  for (;;) {
    yield network.random.between(40, 160) * SECOND
    yield* network.reach(hosts.router, hosts.historian)
    const { seconds, nanos } = plant.moment()
    const iso = isoTime(seconds, nanos)
    tell(
      plant,
      hosts.router,
      `<${FIREWALL_PRIORITY}>date=${iso.slice(0, 10)} time=${iso.slice(11, 19)} devname="${hosts.router.name}" devid="FGT60FTK21034417" logid="0000000013" type="traffic" subtype="forward" level="notice" srcip=${ipv4Text(hosts.laptop.ip)} srcport=${network.random.between(49_152, 65_535)} srcintf="wan1" dstip=${ipv4Text(hosts.hmi.ip)} dstport=3389 dstintf="plant" action="deny" policyid=0 service="RDP"`,
    )
  }
}

/** The switch says that a port came up or went down. */
export function* switchLog(plant: Plant, port: string, up: boolean): Script {
  const { network, hosts } = plant
  yield* network.reach(hosts.switch, hosts.historian)
  const { seconds, nanos } = plant.moment()
  const iso = isoTime(seconds, nanos)
  const day = String(Number(iso.slice(8, 10))).padStart(2)
  const stamp = `${MONTHS[Number(iso.slice(5, 7)) - 1]} ${day} ${iso.slice(11, 19)}`
  tell(
    plant,
    hosts.switch,
    `<${SWITCH_PRIORITY}>${stamp} ${hosts.switch.name} Interface ${port}: link ${up ? 'up' : 'down'}`,
  )
}
