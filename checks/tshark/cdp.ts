import type { FieldValue } from '../../src/model/message.ts'
import { type Comparison, find, findAll } from '../lib/comparison.ts'

/** CDP: the types of the TLVs in their order, and what the sender calls itself. */
export const comparison: Comparison = {
  protocol: 'cdp',
  layers: ['cdp'],
  filter: 'cdp',
  theirs: (layers) =>
    layers.map((cdp) =>
      [
        findAll(cdp, 'cdp.tlv.type')
          .map((one) => Number(one.show))
          .join(','),
        find(cdp, 'cdp.deviceid')?.show ?? '-',
        find(cdp, 'cdp.platform')?.show ?? '-',
        Number(find(cdp, 'cdp.capabilities')?.show ?? -1),
      ].join(' '),
    ),
  ours: ({ fields }) => {
    const tlvs = (fields?.tlvs ?? []) as { [name: string]: FieldValue }[]
    const bodies = tlvs.map((one) => (one.tlv ?? {}) as { [name: string]: FieldValue })
    const first = (name: string) => bodies.find((one) => one[name] !== undefined)?.[name] ?? '-'
    const capabilities = first('capabilities')
    return [
      [
        tlvs.map((one) => one.tlv_type).join(','),
        first('device_id'),
        first('platform'),
        capabilities === '-' ? -1 : capabilities,
      ].join(' '),
    ]
  },
}
