import { type Comparison, findAll, numberOf } from '../lib/comparison.ts'

/** MS/TP: frame type, stations and length, from serial taps and inside Cimetrics's frames. */
export const comparison: Comparison = {
  protocol: 'mstp',
  layers: ['mstp', 'cimetrics'],
  filter: 'mstp || cimetrics',
  theirs: (layers) =>
    layers
      .filter((one) => findAll(one, 'mstp.frame_type').length > 0)
      .map((one) =>
        ['mstp.frame_type', 'mstp.dst', 'mstp.src', 'mstp.len'].map((name) => numberOf(one, name)).join(' '),
      ),
  ours: ({ fields: f }) => [[f?.frame_type_number, f?.destination, f?.source, f?.length].join(' ')],
}
