import { type Comparison, numberOf } from '../lib/comparison.ts'

/** DCE/RPC over connections and pipes: type, call and operation number, and how many interfaces a bind asks for. */
export const comparison: Comparison = {
  protocol: 'dcerpc',
  layers: ['dcerpc'],
  filter: 'dcerpc && !udp',
  theirs: (layers) =>
    layers.map((rpc) => {
      const type = numberOf(rpc, 'dcerpc.pkt_type')
      return line(
        type,
        numberOf(rpc, 'dcerpc.cn_call_id'),
        type === 0 ? numberOf(rpc, 'dcerpc.opnum') : '-',
        numberOf(rpc, 'dcerpc.cn_num_ctx_items') ?? '-',
      )
    }),
  ours({ fields }) {
    const f = (fields?.whole ?? fields) as { [name: string]: unknown } | undefined
    if (f?.type === undefined) return []
    const body = (f.body ?? {}) as { [name: string]: unknown }
    return [line(f.type, f.call_id, f.type === 0 ? body.opnum : '-', body.context_count ?? '-')]
  },
}

function line(...parts: unknown[]): string {
  return parts.join(' ')
}
