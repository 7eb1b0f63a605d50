import { type Comparison, find } from '../lib/comparison.ts'
import { valuesOf } from '../lib/fields.ts'

/** RDP: the conference that a client opens, with its name, build and screen. Everything later is encrypted or only counted. */
export const comparison: Comparison = {
  protocol: 'rdp',
  layers: ['rdp'],
  filter: 'rdp.client.build',
  theirs: (layers) =>
    layers
      .filter((one) => find(one, 'rdp.client.build') !== undefined)
      .map((one) =>
        ['rdp.client.name', 'rdp.client.build', 'rdp.desktop.width']
          .map((name) => find(one, name)?.show)
          .join('|'),
      ),
  ours: ({ fields }) =>
    valuesOf(fields, 'client_build').length === 0
      ? []
      : [
          ['client_name', 'client_build', 'desktop_width']
            .map((name) => valuesOf(fields, name).join())
            .join('|'),
        ],
}
