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
          ...followed(findAll(frame, 'dnp3.al.obj').map(theirObject)),
        ].join(' '),
      ),
  ours: ({ fields }) => [
    [fields?.function_code, fields?.iin ?? '', ...followed(listOf(fields?.objects).map(ourObject))].join(' '),
  ],
}

/** A header in words, and whether both sides can agree on where the next one begins. */
interface Header {
  text: string
  range: number
}

/**
 * Range codes behind which the two part: 3 to 5 are start and stop of virtual addresses (table 4-5), of which tshark reads the start only;
 * the others are reserved, so that nothing tells where their objects end.
 */
const PARTING: ReadonlySet<number> = new Set([3, 4, 5, 10, 12, 13, 14, 15])

/** Headers up to the first one behind which the two part. */
function followed(headers: readonly Header[]): string[] {
  const parting = headers.findIndex(({ range }) => PARTING.has(range))
  return (parting < 0 ? headers : headers.slice(0, parting + 1)).map(({ text }) => text)
}

function theirObject(node: PdmlNode): Header {
  // The bytes, because for strings the shown variation leaves their length out.
  const object = Number.parseInt(node.value.slice(0, 4), 16)
  const prefix = numberOf(node, 'dnp3.al.objq.prefix') ?? 0
  const range = numberOf(node, 'dnp3.al.objq.range') ?? 0
  const start = numberOf(node, 'dnp3.al.range.start') ?? numberOf(node, 'dnp3.al.range.abs')
  const stop = numberOf(node, 'dnp3.al.range.stop')
  return header(
    object >> 8,
    object & 0xff,
    (prefix << 4) | range,
    start,
    stop,
    numberOf(node, 'dnp3.al.range.quantity'),
  )
}

function ourObject(one: { [name: string]: FieldValue }): Header {
  const { group, variation, qualifier, range_low, range_high, count } = one
  return header(group, variation, Number(qualifier) & 0x7f, range_low, range_high, count)
}

function header(
  group: unknown,
  variation: unknown,
  qualifier: number,
  start: unknown,
  stop: unknown,
  count: unknown,
): Header {
  const range = qualifier & 15
  const points = start === undefined ? count : PARTING.has(range) ? start : `${start}-${stop}`
  const text = `g${group}v${variation}/${qualifier.toString(16)}${points === undefined ? '' : `:${points}`}`
  return { text, range }
}

function listOf(value: FieldValue | undefined): { [name: string]: FieldValue }[] {
  return (Array.isArray(value) ? value : []) as { [name: string]: FieldValue }[]
}
