import { type Comparison, find, findAll } from '../lib/comparison.ts'

/** TLS: each handshake message in clear, with the server's name that a client asks for and the cipher that a server chooses. */
export const comparison: Comparison = {
  protocol: 'tls',
  layers: ['tls'],
  filter: 'tls.handshake.type',
  theirs: (layers) =>
    layers.flatMap((tls) =>
      findAll(tls, 'tls.handshake').flatMap((one) => {
        const type = find(one, 'tls.handshake.type')?.show
        if (type === undefined) return []
        const name = find(one, 'tls.handshake.extensions_server_name')?.show ?? '-'
        const cipher = type === '2' ? Number(find(one, 'tls.handshake.ciphersuite')?.show) : '-'
        return [`${type} ${type === '1' ? name : '-'} ${cipher}`]
      }),
    ),
  ours({ fields, value }) {
    const record = fields?.record as
      | { handshakes?: { [name: string]: unknown }[]; whole?: { [name: string]: unknown } }
      | undefined
    const { hello } = value as { hello: { serverName: string; ciphers: number[] } | undefined }
    const messages = [...(record?.whole === undefined ? [] : [record.whole]), ...(record?.handshakes ?? [])]
    return messages
      .filter((one) => one.handshake_type !== undefined)
      .map(({ handshake_type: type }) =>
        [type, type === 1 ? hello?.serverName || '-' : '-', type === 2 ? hello?.ciphers[0] : '-'].join(' '),
      )
  },
}
