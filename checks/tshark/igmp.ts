import { type Comparison, findAll, numberOf } from '../lib/comparison.ts'

const UNSPECIFIED = '0.0.0.0'

/** IGMP: type, and the groups that it is about. */
export const comparison: Comparison = {
  protocol: 'igmp',
  layers: ['igmp'],
  filter: 'igmp',
  theirs: (layers) =>
    layers.map((igmp) =>
      [
        numberOf(igmp, 'igmp.type'),
        findAll(igmp, 'igmp.maddr')
          .map((one) => one.show)
          .filter((group) => group !== UNSPECIFIED)
          .join(',') || '-',
      ].join(' '),
    ),
  ours: ({ fields: f }) => {
    const records = (f?.records ?? []) as { group?: string }[]
    const groups = [f?.group, ...records.map((one) => one.group)]
    return [
      [f?.type, groups.filter((group) => group !== undefined && group !== UNSPECIFIED).join(',') || '-'].join(
        ' ',
      ),
    ]
  },
}
