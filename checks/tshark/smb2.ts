import { type Comparison, findAll, numberOf } from '../lib/comparison.ts'

/** SMB versions 2 and 3: command, request or reply, status and number of each message. */
export const comparison: Comparison = {
  protocol: 'smb2',
  layers: ['smb2'],
  filter: 'smb2',
  theirs: (layers) =>
    layers.map((smb2) =>
      [
        numberOf(smb2, 'smb2.cmd'),
        Number(findAll(smb2, 'smb2.flags.response')[0]?.show === '1'),
        numberOf(smb2, 'smb2.nt_status') ?? 0,
        numberOf(smb2, 'smb2.msg_id'),
      ].join(' '),
    ),
  ours({ fields: f }) {
    const commands = (f?.commands ?? []) as { [name: string]: unknown }[]
    return commands.map((one) => {
      const reply = Number(one.flags) & 1
      return [one.command, reply, reply === 1 ? one.status : 0, one.message_id].join(' ')
    })
  },
}
