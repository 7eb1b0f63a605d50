import { type Comparison, find, numberOf } from '../lib/comparison.ts'

/** Spanning tree: version, type, flags, root and sending bridge with their priorities and MACs, cost and port. */
export const comparison: Comparison = {
  protocol: 'stp',
  layers: ['stp'],
  filter: 'stp',
  theirs: (layers) =>
    layers.map((stp) => {
      const priority = (name: string) =>
        (numberOf(stp, `stp.${name}.prio`) ?? 0) + (numberOf(stp, `stp.${name}.ext`) ?? 0)
      const cist = find(stp, 'mstp.cist_bridge.hw')?.show
      return [
        numberOf(stp, 'stp.version'),
        numberOf(stp, 'stp.type'),
        numberOf(stp, 'stp.flags') ?? '-',
        priority('root'),
        find(stp, 'stp.root.hw')?.show ?? '-',
        numberOf(stp, 'stp.root.cost') ?? '-',
        priority('bridge'),
        find(stp, 'stp.bridge.hw')?.show ?? '-',
        numberOf(stp, 'stp.port') ?? '-',
        cist ?? '-',
        numberOf(stp, 'stp.pvst.origvlan') ?? '-',
      ].join(' ')
    }),
  ours: ({ fields: f }) => [
    [
      f?.protocol_version,
      f?.bpdu_type,
      f?.flags ?? '-',
      f?.root_priority ?? 0,
      f?.root_mac ?? '-',
      f?.root_path_cost ?? '-',
      f?.bridge_priority ?? 0,
      f?.bridge_mac ?? '-',
      f?.port_id ?? '-',
      f?.cist_bridge_mac ?? '-',
      f?.originating_vlan ?? '-',
    ].join(' '),
  ],
}
