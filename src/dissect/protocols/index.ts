import type { Protocol } from '../protocol.ts'
import { arp } from './arp/arp.ts'
import { bacnet } from './bacnet/bacnet.ts'
import { bvlc } from './bvlc/bvlc.ts'
import { cdp } from './cdp/cdp.ts'
import { cip } from './cip/cip.ts'
import { cipIo } from './cip-io/cip-io.ts'
import { cotp } from './cotp/cotp.ts'
import { dcerpc } from './dcerpc/dcerpc.ts'
import { dhcp } from './dhcp/dhcp.ts'
import { dnp3 } from './dnp3/dnp3.ts'
import { dnp3Link } from './dnp3-link/dnp3-link.ts'
import { dns } from './dns/dns.ts'
import { enip } from './enip/enip.ts'
import { ftp } from './ftp/ftp.ts'
import { http } from './http/http.ts'
import { icmp } from './icmp/icmp.ts'
import { icmpv6 } from './icmpv6/icmpv6.ts'
import { iec104 } from './iec104/iec104.ts'
import { igmp } from './igmp/igmp.ts'
import { lldp } from './lldp/lldp.ts'
import { llmnr } from './llmnr/llmnr.ts'
import { mdns } from './mdns/mdns.ts'
import { modbusRtu } from './modbus-rtu/modbus-rtu.ts'
import { modbusTcp } from './modbus-tcp/modbus-tcp.ts'
import { mstp } from './mstp/mstp.ts'
import { nbdgm } from './nbdgm/nbdgm.ts'
import { nbns } from './nbns/nbns.ts'
import { nbss } from './nbss/nbss.ts'
import { ntlm } from './ntlm/ntlm.ts'
import { ntp } from './ntp/ntp.ts'
import { pccc } from './pccc/pccc.ts'
import { profinetDcp } from './profinet-dcp/profinet-dcp.ts'
import { profinetRt } from './profinet-rt/profinet-rt.ts'
import { rdp } from './rdp/rdp.ts'
import { s7comm } from './s7comm/s7comm.ts'
import { s7commPlus } from './s7comm-plus/s7comm-plus.ts'
import { smb } from './smb/smb.ts'
import { smb2 } from './smb2/smb2.ts'
import { snmp } from './snmp/snmp.ts'
import { ssdp } from './ssdp/ssdp.ts'
import { ssh } from './ssh/ssh.ts'
import { stp } from './stp/stp.ts'
import { syslog } from './syslog/syslog.ts'
import { telnet } from './telnet/telnet.ts'
import { tftp } from './tftp/tftp.ts'
import { tls } from './tls/tls.ts'
import { tpkt } from './tpkt/tpkt.ts'
import { umas } from './umas/umas.ts'

/** Every protocol, in the order of the folders. A test holds this list against the folder listing. */
export const protocols: readonly Protocol[] = [
  arp,
  bacnet,
  bvlc,
  cdp,
  cip,
  cipIo,
  cotp,
  dcerpc,
  dhcp,
  dnp3,
  dnp3Link,
  dns,
  enip,
  ftp,
  http,
  icmp,
  icmpv6,
  iec104,
  igmp,
  lldp,
  llmnr,
  mdns,
  modbusRtu,
  modbusTcp,
  mstp,
  nbdgm,
  nbns,
  nbss,
  ntlm,
  ntp,
  pccc,
  profinetDcp,
  profinetRt,
  rdp,
  s7comm,
  s7commPlus,
  smb,
  smb2,
  snmp,
  ssdp,
  ssh,
  stp,
  syslog,
  telnet,
  tftp,
  tls,
  tpkt,
  umas,
] as readonly Protocol[]
