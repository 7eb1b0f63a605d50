import { type Comparison, find, numberOf } from '../lib/comparison.ts'

const ETHERNET = 1

/** ARP over Ethernet: operation and the four addresses. */
export const comparison: Comparison = {
  protocol: 'arp',
  layers: ['arp'],
  filter: 'arp',
  theirs: (layers) =>
    layers
      .filter((arp) => numberOf(arp, 'arp.hw.type') === ETHERNET)
      .map((arp) =>
        [
          numberOf(arp, 'arp.opcode'),
          find(arp, 'arp.src.hw_mac')?.show,
          find(arp, 'arp.src.proto_ipv4')?.show,
          find(arp, 'arp.dst.hw_mac')?.show,
          find(arp, 'arp.dst.proto_ipv4')?.show,
        ].join(' '),
      ),
  ours: ({ fields }) => [
    [fields?.opcode, fields?.sender_mac, fields?.sender_ip, fields?.target_mac, fields?.target_ip].join(' '),
  ],
}
