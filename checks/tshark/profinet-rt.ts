import { type Comparison, numberOf } from '../lib/comparison.ts'

const DCP = { first: 0xfefc, last: 0xfeff }

/** PROFINET real time: frame id, and of cyclic data the cycle counter and both status bytes. */
export const comparison: Comparison = {
  protocol: 'profinet-rt',
  layers: ['pn_rt', 'pn_io'],
  filter: 'pn_rt',
  theirs: (layers) =>
    layers
      .filter((one) => one.name === 'pn_rt')
      .filter((one) => {
        const id = numberOf(one, 'pn_rt.frame_id') ?? 0
        return id < DCP.first || id > DCP.last
      })
      .map((rt) => {
        const alarm = layers.find((one) => one.name === 'pn_io')
        return [
          numberOf(rt, 'pn_rt.frame_id'),
          numberOf(rt, 'pn_rt.cycle_counter') ?? '-',
          numberOf(rt, 'pn_rt.ds') ?? '-',
          numberOf(rt, 'pn_rt.transfer_status') ?? '-',
          alarm === undefined ? '-' : (numberOf(alarm, 'pn_io.pdu_type.type') ?? '-'),
        ].join(' ')
      }),
  ours: ({ fields: f }) => [
    [
      f?.frame_id,
      f?.cycle_counter ?? '-',
      f?.data_status ?? '-',
      f?.transfer_status ?? '-',
      f?.pdu_type === undefined ? '-' : Number(f.pdu_type) & 15,
    ].join(' '),
  ],
}
