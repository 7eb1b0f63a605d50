import type { TreeField, TreeLayer } from '../../model/packet-tree.ts'
import { hex } from '../cursor.ts'

/** Bytes that get names, one after the other. */
export class Fields {
  readonly list: TreeField[] = []
  readonly bytes: Uint8Array
  at: number

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes
    this.at = at
  }

  /** The next `size` bytes as a number, shown as it is or as `show` says. */
  number(name: string, size: number, show: (value: number) => string = String): number {
    let value = 0
    for (let i = 0; i < size; i++) value = value * 256 + (this.bytes[this.at + i] ?? 0)
    this.put(name, size, show(value))
    return value
  }

  put(name: string, size: number, value: string): void {
    this.list.push({ name, value, start: this.at, end: this.at + size })
    this.at += size
  }

  raw(name: string, size: number): void {
    if (size > 0) this.put(name, size, hex(this.bytes.subarray(this.at, this.at + size)))
  }
}

/** The layer of fields that begin at `start`. */
export function layerOf(protocol: string, title: string, start: number, fields: Fields): TreeLayer {
  return { protocol, title, start, end: fields.at, fields: fields.list, anomalies: [] }
}
