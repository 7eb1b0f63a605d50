import type { FieldValue } from '../../src/model/message.ts'
import { type Comparison, find, numberOf, type PdmlNode } from '../lib/comparison.ts'

const NUMBERS =
  /^pn_dcp\.(option|suboption_(control_option|ip|device|dhcp|control|deviceinitiative|all|manuf|lldp|reserved|nme_domain|nme_parameter))$/

/** DCP: service, transaction, every option with its suboption in order, names and addresses. */
export const comparison: Comparison = {
  protocol: 'profinet-dcp',
  layers: ['pn_dcp'],
  filter: 'pn_dcp',
  theirs: (layers) =>
    layers.map((dcp) => {
      const numbers = walk(dcp).filter((one) => NUMBERS.test(one.name))
      return [
        numberOf(dcp, 'pn_dcp.service_id'),
        numberOf(dcp, 'pn_dcp.service_type'),
        numberOf(dcp, 'pn_dcp.xid'),
        numbers.map((one) => Number(one.show)).join(','),
        find(dcp, 'pn_dcp.suboption_device_nameofstation')?.show.trim() ?? '-',
        find(dcp, 'pn_dcp.suboption_ip_ip')?.show ?? '-',
        numberOf(dcp, 'pn_dcp.suboption_vendor_id') ?? '-',
        numberOf(dcp, 'pn_dcp.suboption_device_id') ?? '-',
        numberOf(dcp, 'pn_dcp.block_error') ?? '-',
      ].join(' ')
    }),
  ours: ({ fields }) => {
    const all = flatten(fields ?? {})
    const first = (name: string) => all.find(([key]) => key === name)?.[1] ?? '-'
    return [
      [
        fields?.service_id,
        fields?.service_type,
        fields?.xid,
        all
          .filter(([key]) => key === 'option' || key === 'suboption')
          .map(([, value]) => value)
          .join(','),
        first('name_of_station'),
        first('ip_address'),
        first('vendor_id'),
        first('device_id'),
        first('block_error'),
      ].join(' '),
    ]
  },
}

function walk(node: PdmlNode): PdmlNode[] {
  return node.fields.flatMap((one) => [one, ...walk(one)])
}

function flatten(value: FieldValue): [string, FieldValue][] {
  if (Array.isArray(value)) return value.flatMap((one) => flatten(one))
  if (typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, one]) =>
    typeof one === 'object' ? flatten(one) : [[key, one] as [string, FieldValue]],
  )
}
