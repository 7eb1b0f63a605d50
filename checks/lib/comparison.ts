import type { Message } from '../../src/model/message.ts'

/** One protocol layer or field of a packet as tshark's PDML names it. `show` is the value for people, `value` the bytes in hex. */
export interface PdmlNode {
  readonly name: string
  readonly show: string
  readonly showname: string
  readonly value: string
  /** Offset in the packet (or the reassembled data) and size, in bytes. */
  readonly pos: number
  readonly size: number
  readonly fields: readonly PdmlNode[]
}

/**
 * How one of our protocols is held against tshark. Both sides say what a packet holds as lines, one for each message, made of the
 * function and the key fields; a packet agrees when both give the same lines in any order.
 */
export interface Comparison {
  /** Our protocol's id. */
  readonly protocol: string
  /** tshark protocol names whose details are wanted (`-J`). */
  readonly layers: readonly string[]
  /** tshark display filter of the packets to look at; all comparisons share one run, so `theirs` may see others too. */
  readonly filter: string
  /** More arguments for tshark, for instance `-d` or `-o`. */
  readonly options?: readonly string[]
  /** Lines for the layers of one packet that `layers` names, in their order in the packet. */
  theirs(layers: readonly PdmlNode[]): string[]
  /** Lines for one of our messages, read with fields; usually one, none for what tshark does not count as a message. */
  ours(message: Message): string[]
}

/** The first field of that name at any depth, in reading order. */
export function find(node: PdmlNode, name: string): PdmlNode | undefined {
  for (const one of node.fields) {
    if (one.name === name) return one
    const deeper = find(one, name)
    if (deeper !== undefined) return deeper
  }
  return undefined
}

/** All fields of that name at any depth, in reading order. */
export function findAll(node: PdmlNode, name: string): PdmlNode[] {
  return node.fields.flatMap((one) => (one.name === name ? [one, ...findAll(one, name)] : findAll(one, name)))
}

/** A field's number out of its `show` text, decimal or 0x hex; undefined when the field is absent. */
export function numberOf(node: PdmlNode, name: string): number | undefined {
  const shown = find(node, name)?.show
  return shown === undefined || shown === '' ? undefined : Number(shown)
}
