import { type Comparison, find, numberOf } from '../lib/comparison.ts'

/** DNP3 link frames: addresses, direction and function. */
export const comparison: Comparison = {
  protocol: 'dnp3-link',
  layers: ['dnp3'],
  filter: 'dnp3',
  theirs: (layers) =>
    layers.map((frame) =>
      [
        numberOf(frame, 'dnp3.src'),
        numberOf(frame, 'dnp3.dst'),
        numberOf(frame, 'dnp3.ctl.dir'),
        numberOf(frame, 'dnp3.ctl.prm'),
        find(frame, 'dnp3.ctl.prifunc')?.show ?? find(frame, 'dnp3.ctl.secfunc')?.show,
      ].join(' '),
    ),
  ours: ({ fields }) => [
    [fields?.source, fields?.destination, fields?.dir, fields?.prm, fields?.link_function].join(' '),
  ],
}
