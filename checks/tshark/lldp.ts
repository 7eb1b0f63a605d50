import type { FieldValue } from '../../src/model/message.ts'
import { type Comparison, find, findAll, numberOf, type PdmlNode } from '../lib/comparison.ts'

const END = 0

/** LLDP: the types of the TLVs in their order, and who sends on which port. */
export const comparison: Comparison = {
  protocol: 'lldp',
  layers: ['lldp'],
  filter: 'lldp',
  theirs: (layers) =>
    layers.map((lldp) =>
      line([
        findAll(lldp, 'lldp.tlv.type')
          .map((one) => Number(one.show))
          .filter((type) => type !== END)
          .join(','),
        numberOf(lldp, 'lldp.chassis.subtype'),
        identifier(lldp, 'lldp.chassis.id'),
        numberOf(lldp, 'lldp.port.subtype'),
        identifier(lldp, 'lldp.port.id'),
      ]),
    ),
  ours: ({ fields }) => {
    const tlvs = (fields?.tlvs ?? []) as { [name: string]: FieldValue }[]
    const bodies = tlvs.map((one) => (one.tlv ?? {}) as { [name: string]: FieldValue })
    const first = (name: string) => bodies.find((one) => one[name] !== undefined)?.[name]
    return [
      line([
        tlvs
          .map((one) => one.tlv_type)
          .filter((type) => type !== END)
          .join(','),
        first('chassis_id_subtype'),
        first('chassis_id'),
        first('port_id_subtype'),
        first('port_id'),
      ]),
    ]
  },
}

/** A dash stands for what a frame does not hold. */
function line(parts: readonly unknown[]): string {
  return parts.map((one) => (one === undefined || one === '' ? '-' : one)).join(' ')
}

/** An identifier as tshark keeps it: an address under a name of its own, text partly as bytes. */
function identifier(lldp: PdmlNode, name: string): string | undefined {
  for (const kind of ['.mac', '.ip4', '.ip6']) {
    const address = find(lldp, name + kind)
    if (address !== undefined) return address.show
  }
  const id = find(lldp, name)
  return id === undefined
    ? undefined
    : Buffer.from(id.value, 'hex').toString('utf8').replace(/\0.*$/, '').trim()
}
