import { type Comparison, find, numberOf } from '../lib/comparison.ts'

/** ICMP: type, code, identifier and sequence, gateway. An error may quote another ICMP message, which is not a message of its own. */
export const comparison: Comparison = {
  protocol: 'icmp',
  layers: ['icmp'],
  filter: 'icmp',
  theirs: (layers) =>
    layers
      .slice(0, 1)
      .map((icmp) =>
        [
          numberOf(icmp, 'icmp.type'),
          numberOf(icmp, 'icmp.code'),
          numberOf(icmp, 'icmp.ident') ?? '-',
          numberOf(icmp, 'icmp.seq') ?? '-',
          find(icmp, 'icmp.redir_gw')?.show ?? '-',
        ].join(' '),
      ),
  ours: ({ fields: f }) => [
    [f?.type, f?.code, f?.identifier ?? '-', f?.sequence ?? '-', f?.gateway ?? '-'].join(' '),
  ],
}
