import { type Comparison, findAll, type PdmlNode } from '../lib/comparison.ts'
import { valuesOf } from '../lib/fields.ts'

const DATA = 15

/** tshark shows a unit's kind as a number; data units say only whether they are the last. */
function theirLine(layer: PdmlNode): string[] {
  return findAll(layer, 'cotp.type').map((type) => {
    const kind = Number(type.show)
    const shown = (name: string) =>
      findAll(layer, name)
        .map((node) => Number(node.show))
        .join()
    if (kind === DATA) return `${kind} last ${shown('cotp.eot')}`
    const codes = [...findAll(layer, 'cotp.cause'), ...findAll(layer, 'cotp.reject_cause')]
    // RDP puts text where parameters would be; tshark takes its bytes for their codes.
    const parameters = findAll(layer, 'cotp.parameter_code')
      .map((node) => Number(node.show))
      .filter((code) => code >= 0x80)
    return `${kind} ${codes.map((node) => Number(node.show)).join()} ${parameters.join()}`
  })
}

/** COTP: kind of unit, whether it is the last piece, cause of an end, and the parameters named. */
export const comparison: Comparison = {
  protocol: 'cotp',
  layers: ['cotp'],
  filter: 'cotp',
  theirs: (layers) => layers.flatMap(theirLine),
  ours: ({ fields }) => {
    const kind = Number(fields?.pdu_code) >> 4
    const list = (name: string) => valuesOf(fields, name).join()
    if (kind === DATA) return [`${kind} last ${list('end_of_unit') === 'true' ? 1 : 0}`]
    return [`${kind} ${list('reason')}${list('reject_cause')} ${list('code')}`]
  },
}
