import { type Comparison, numberOf } from '../lib/comparison.ts'

/**
 * Modbus RTU over TCP or UDP: unit and function. tshark reads it only on ports it is told, so this mostly shows where we would take
 * something else for it.
 */
export const comparison: Comparison = {
  protocol: 'modbus-rtu',
  layers: ['mbrtu', 'modbus'],
  filter: 'mbrtu',
  theirs: (layers) =>
    layers.flatMap((one, i) => {
      const pdu = layers[i + 1]
      if (one.name !== 'mbrtu' || pdu === undefined) return []
      return [`unit ${numberOf(one, 'mbrtu.unit_id')} function ${numberOf(pdu, 'modbus.func_code')}`]
    }),
  ours: ({ fields }) => {
    const pdu = fields?.pdu as { func?: number } | undefined
    return [`unit ${fields?.unit} function ${Number(pdu?.func) & 0x7f}`]
  },
}
