/** A measurement as Prometheus names it: counters end in `_total`, units are seconds and bytes. */
export interface Measure {
  readonly name: string
  readonly help: string
  readonly kind: 'counter' | 'gauge'
  readonly values: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[]
}
