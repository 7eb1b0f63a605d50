import type { Protocol } from '../protocol.ts'
import { arp } from './arp/arp.ts'
import { bvlc } from './bvlc/bvlc.ts'
import { dhcp } from './dhcp/dhcp.ts'
import { dns } from './dns/dns.ts'
import { http } from './http/http.ts'
import { lldp } from './lldp/lldp.ts'
import { llmnr } from './llmnr/llmnr.ts'
import { mdns } from './mdns/mdns.ts'
import { modbusTcp } from './modbus-tcp/modbus-tcp.ts'
import { ntlm } from './ntlm/ntlm.ts'
import { snmp } from './snmp/snmp.ts'
import { ssdp } from './ssdp/ssdp.ts'
import { tls } from './tls/tls.ts'

/** Every protocol, in the order of the folders. A test holds this list against the folder listing. */
export const protocols: readonly Protocol[] = [
  arp,
  bvlc,
  dhcp,
  dns,
  http,
  lldp,
  llmnr,
  mdns,
  modbusTcp,
  ntlm,
  snmp,
  ssdp,
  tls,
] as readonly Protocol[]
