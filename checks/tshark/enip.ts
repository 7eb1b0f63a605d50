import { SEND_RR_DATA, SEND_UNIT_DATA } from '../../src/dissect/protocols/enip/enip.tables.ts'
import { type Comparison, find, numberOf } from '../lib/comparison.ts'

/** EtherNet/IP: command, session and status of each encapsulation message; cyclic I/O, which has none, is another protocol. */
export const comparison: Comparison = {
  protocol: 'enip',
  layers: ['enip'],
  filter: 'enip',
  // tshark takes client port 1102 for another protocol before it looks at 44818.
  options: ['-d', 'tcp.port==1102,enip'],
  theirs: (layers) =>
    layers
      .filter((layer) => layer.name === 'enip' && find(layer, 'enip.command') !== undefined)
      .map((layer) =>
        [
          numberOf(layer, 'enip.command'),
          numberOf(layer, 'enip.session') ?? 0,
          numberOf(layer, 'enip.status') ?? '',
        ].join(' '),
      ),
  ours: ({ fields, transport }) => {
    const command = fields?.enip_command_code
    // Over UDP these have no place; tshark does not look for them there.
    if (transport === 'udp' && (command === SEND_RR_DATA || command === SEND_UNIT_DATA)) return []
    return [[command, fields?.session_handle ?? 0, fields?.enip_status_code ?? ''].join(' ')]
  },
}
