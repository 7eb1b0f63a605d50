import type { FieldValue } from '../../src/model/message.ts'
import { type Comparison, find, findAll, numberOf } from '../lib/comparison.ts'

/** BVLC: function, result, and whom an NPDU is forwarded for or a table names. */
export const comparison: Comparison = {
  protocol: 'bvlc',
  layers: ['bvlc'],
  filter: 'bvlc',
  theirs: (layers) =>
    layers.map((bvlc) =>
      [
        numberOf(bvlc, 'bvlc.type'),
        numberOf(bvlc, 'bvlc.function') ?? numberOf(bvlc, 'bvlc.function_ipv6'),
        numberOf(bvlc, 'bvlc.result') ?? '-',
        ['bvlc.fwd_ip', 'bvlc.bdt_ip', 'bvlc.fdt_ip']
          .flatMap((name) => findAll(bvlc, name))
          .map((one) => one.show)
          .join(','),
        find(bvlc, 'bvlc.reg_ttl')?.show ?? '-',
      ].join(' '),
    ),
  ours: ({ fields }) => {
    const origin = (fields?.origin ?? {}) as { [name: string]: FieldValue }
    const entries = [...listOf(fields?.bdt), ...listOf(fields?.fdt)].map((one) => one.ip)
    return [
      [
        fields?.bvlc_type,
        fields?.bvlc_function_code,
        fields?.result_code_number ?? '-',
        [origin.ip, ...entries, fields?.ip].filter((one) => one !== undefined).join(','),
        fields?.time_to_live ?? '-',
      ].join(' '),
    ]
  },
}

function listOf(value: FieldValue | undefined): { [name: string]: FieldValue }[] {
  return Array.isArray(value) ? (value as { [name: string]: FieldValue }[]) : []
}
