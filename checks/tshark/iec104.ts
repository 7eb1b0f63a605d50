import type { FieldValue } from '../../src/model/message.ts'
import { type Comparison, findAll, numberOf, type PdmlNode } from '../lib/comparison.ts'

const INFORMATION = 0
const SUPERVISORY = 1
const CONTROL_SIZE = 4

/** IEC 104 APDUs: kind, and of a unit its type, cause, addresses, count and the object addresses. */
export const comparison: Comparison = {
  protocol: 'iec104',
  layers: ['iec60870_104', 'iec60870_asdu'],
  filter: 'iec60870_104',
  theirs: (layers) =>
    layers.flatMap((layer, index) => {
      if (layer.name !== 'iec60870_104') return []
      const kind = numberOf(layer, 'iec60870_104.type') ?? INFORMATION
      const bare = numberOf(layer, 'iec60870_104.apdulen') === CONTROL_SIZE
      // tshark also shows what cannot be an APDU by its length (5.1): control with data, data without a whole head.
      if (kind !== INFORMATION && !bare) return []
      if (kind === SUPERVISORY) return ['S']
      if (kind !== INFORMATION) return [`U ${numberOf(layer, 'iec60870_104.utype')}`]
      const unit = layers[index + 1]
      if (unit?.name !== 'iec60870_asdu' || numberOf(unit, 'iec60870_asdu.addr') === undefined) return []
      return [theirUnit(unit)]
    }),
  ours: ({ fields }) => {
    if (fields === undefined) return []
    const apci = groupOf(fields.apci)
    if (apci.apci_type !== 'I' && fields.apdu_len !== CONTROL_SIZE) return []
    if (apci.apci_type === 'S') return ['S']
    // The function bits stand above the two that mark the format.
    if (apci.apci_type === 'U') return [`U ${Number(apci.control) >> 2}`]
    const unit = groupOf(apci.asdu)
    if (unit.common_address === undefined) return []
    const objects = (Array.isArray(unit.objects) ? unit.objects : []).map(groupOf)
    return [
      line(
        [
          unit.info_obj_type,
          unit.seq === true ? 1 : 0,
          unit.num_ix,
          unit.cause_tx,
          unit.negative,
          unit.test,
        ].map(Number),
        [unit.originator_address, unit.common_address].map(Number),
        objects.map((one) => Number(one.info_obj_addr)),
      ),
    ]
  },
}

function theirUnit(unit: PdmlNode): string {
  const field = (name: string) => numberOf(unit, `iec60870_asdu.${name}`) ?? -1
  return line(
    [field('typeid'), field('sq'), field('numix'), field('causetx'), field('nega'), field('test')],
    [field('oa'), field('addr')],
    findAll(unit, 'iec60870_asdu.ioa').map((one) => Number(one.show)),
  )
}

function line(head: readonly number[], addresses: readonly number[], objects: readonly number[]): string {
  return `I ${head.join(' ')} ${addresses.join(' ')} ${objects.join(',')}`
}

function groupOf(value: FieldValue | undefined): { [name: string]: FieldValue } {
  return (typeof value === 'object' && !Array.isArray(value) ? value : {}) as { [name: string]: FieldValue }
}
