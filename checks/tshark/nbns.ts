import { type Comparison, findAll, numberOf } from '../lib/comparison.ts'

/** NetBIOS names: transaction, flags, names with their addresses. */
export const comparison: Comparison = {
  protocol: 'nbns',
  layers: ['nbns'],
  filter: 'nbns',
  theirs: (layers) =>
    layers.map((nbns) =>
      [
        numberOf(nbns, 'nbns.id'),
        numberOf(nbns, 'nbns.flags'),
        numberOf(nbns, 'nbns.count.queries'),
        findAll(nbns, 'nbns.addr')
          .map((one) => one.show)
          .join(',') || '-',
        findAll(nbns, 'nbns.netbios_name')
          .map((one) => bare(one.show.replace(/ \(.*\)$/, '').replace(/<[0-9a-f]{2}>/g, '')))
          .join(',') || '-',
      ].join(' '),
    ),
  ours: ({ fields }) => {
    const answers = (fields?.answers ?? []) as {
      data?: { owners?: { addr?: string }[]; names?: { netbios_name?: string; suffix?: number }[] }
    }[]
    return [
      [
        fields?.trans_id,
        fields?.flags,
        ((fields?.questions ?? []) as unknown[]).length,
        answers.flatMap((one) => one.data?.owners?.map((owner) => owner.addr) ?? []).join(',') || '-',
        answers
          .flatMap((one) => one.data?.names?.map((name) => bare(name.netbios_name ?? '')) ?? [])
          .join(',') || '-',
      ].join(' '),
    ]
  },
}

/** Control characters inside a name are worded differently. */
function bare(name: string): string {
  return name.replace(/\./g, '').trim()
}
