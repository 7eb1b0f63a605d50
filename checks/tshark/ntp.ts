import { type Comparison, find, numberOf } from '../lib/comparison.ts'

/** NTP: version and mode; stratum, reference and transmit time, or the code of control and private messages. */
export const comparison: Comparison = {
  protocol: 'ntp',
  layers: ['ntp'],
  filter: 'ntp && udp.port == 123',
  theirs: (layers) =>
    layers.map((ntp) =>
      [
        numberOf(ntp, 'ntp.flags.mode') ?? numberOf(ntp, 'ntp.priv.flags.mode'),
        numberOf(ntp, 'ntp.stratum') ?? '-',
        find(ntp, 'ntp.refid')?.value ?? '-',
        find(ntp, 'ntp.xmt')?.value ?? '-',
        numberOf(ntp, 'ntp.ctrl.flags2.opcode') ?? numberOf(ntp, 'ntp.priv.reqcode') ?? '-',
      ].join(' '),
    ),
  ours: ({ fields: f }) => [
    [
      f?.mode,
      f?.stratum ?? '-',
      reference(f?.ref_id, f?.stratum),
      f?.xmt_time === undefined ? '-' : BigInt(String(f.xmt_time)).toString(16).padStart(16, '0'),
      f?.op_code ?? f?.req_code ?? '-',
    ].join(' '),
  ],
}

function reference(id: unknown, stratum: unknown): string {
  if (typeof id !== 'string') return '-'
  const bytes =
    Number(stratum) <= 1 ? Buffer.from(id.padEnd(4, '\0'), 'latin1') : Buffer.from(id.split('.').map(Number))
  return bytes.toString('hex')
}
