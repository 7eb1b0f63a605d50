import type { FieldValue } from '../../src/model/message.ts'
import { type Comparison, find, findAll, numberOf } from '../lib/comparison.ts'

/** ICMPv6: type, code, target, link-layer addresses, groups. Not where radio links compress it (6LoWPAN). */
export const comparison: Comparison = {
  protocol: 'icmpv6',
  layers: ['icmpv6'],
  filter: 'icmpv6 && !6lowpan',
  theirs: (layers) =>
    layers.slice(0, 1).map((icmp) =>
      [
        numberOf(icmp, 'icmpv6.type'),
        numberOf(icmp, 'icmpv6.code'),
        find(icmp, 'icmpv6.nd.ns.target_address')?.show ??
          find(icmp, 'icmpv6.nd.na.target_address')?.show ??
          '-',
        findAll(icmp, 'icmpv6.opt.linkaddr')
          .map((one) => one.show)
          .join(',') || '-',
        findAll(icmp, 'icmpv6.mldr.mar.multicast_address')
          .map((one) => one.show)
          .join(',') || '-',
      ].join(' '),
    ),
  ours: ({ fields: f }) => {
    const options = (f?.options ?? []) as { option?: { [name: string]: FieldValue } }[]
    const records = (f?.records ?? []) as { group?: string }[]
    const neighbour = f?.type === 135 || f?.type === 136
    return [
      [
        f?.type,
        f?.code,
        neighbour ? f?.target : '-',
        options.flatMap((one) => one.option?.source_mac ?? one.option?.target_mac ?? []).join(',') || '-',
        records.map((one) => one.group).join(',') || '-',
      ].join(' '),
    ]
  },
}
