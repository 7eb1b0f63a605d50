import type { FieldValue } from '../../src/model/message.ts'
import { type Comparison, findAll, numberOf, type PdmlNode } from '../lib/comparison.ts'

/** DNP3 fragments: function, indications, and every object header with its range or count. */
export const comparison: Comparison = {
  protocol: 'dnp3',
  layers: ['dnp3'],
  filter: 'dnp3.al.func',
  theirs: (layers) =>
    layers
      .filter((frame) => numberOf(frame, 'dnp3.al.func') !== undefined)
      .map((frame) =>
        [
          numberOf(frame, 'dnp3.al.func'),
          numberOf(frame, 'dnp3.al.iin') ?? '',
          ...findAll(frame, 'dnp3.al.obj').map(theirObject),
        ].join(' '),
      ),
  ours: ({ fields }) => [
    [fields?.function_code, fields?.iin ?? '', ...listOf(fields?.objects).map(ourObject)].join(' '),
  ],
}

function theirObject(node: PdmlNode): string {
  // The bytes, because for strings the shown variation leaves their length out.
  const object = Number.parseInt(node.value.slice(0, 4), 16)
  const prefix = numberOf(node, 'dnp3.al.objq.prefix') ?? 0
  const range = numberOf(node, 'dnp3.al.objq.range') ?? 0
  const start = numberOf(node, 'dnp3.al.range.start') ?? numberOf(node, 'dnp3.al.range.abs')
  const points =
    start === undefined
      ? numberOf(node, 'dnp3.al.range.quantity')
      : `${start}-${numberOf(node, 'dnp3.al.range.stop')}`
  return line(object >> 8, object & 0xff, (prefix << 4) | range, points)
}

function ourObject(one: { [name: string]: FieldValue }): string {
  const points = one.range_low === undefined ? one.count : `${one.range_low}-${one.range_high}`
  return line(one.group, one.variation, Number(one.qualifier) & 0x7f, points)
}

function line(group: unknown, variation: unknown, qualifier: number, points: unknown): string {
  return `g${group}v${variation}/${qualifier.toString(16)}${points === undefined ? '' : `:${points}`}`
}

function listOf(value: FieldValue | undefined): { [name: string]: FieldValue }[] {
  return (Array.isArray(value) ? value : []) as { [name: string]: FieldValue }[]
}
