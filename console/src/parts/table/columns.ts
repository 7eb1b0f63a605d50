import type { ReactNode } from 'react'

/** A column of a table. */
export interface Column<Row> {
  id: string
  title: string
  /** CSS grid track; `minmax(8rem, 1fr)` when absent. */
  width?: string
  /** The field the server sorts by; no sorting when absent. */
  sort?: string
  align?: 'end'
  /** Shown from this width of the table in pixels on, unless a person chose. 0: always. */
  from?: number
  /** Not shown unless a person chose it. */
  spare?: boolean
  cell: (row: Row) => ReactNode
}

/** The columns to show: a person's choice, or what fits the width. */
export function shown<Row>(
  columns: readonly Column<Row>[],
  width: number,
  chosen: readonly string[] | undefined,
): Column<Row>[] {
  if (chosen !== undefined) {
    const some = columns.filter(({ id }) => chosen.includes(id))
    if (some.length > 0) return some
  }
  return columns.filter(({ from = 0, spare = false }) => !spare && from <= width)
}

/** The sort after a click on a head: up, then down, then up again. */
export function nextSort(sort: string | undefined, field: string): string {
  return sort === field ? `-${field}` : field
}

export function ariaSort(
  sort: string | undefined,
  field: string | undefined,
): 'ascending' | 'descending' | undefined {
  if (field === undefined || sort === undefined) return undefined
  return sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : undefined
}

/** The row that a key leads to; undefined when the key means nothing here. */
export function rowFor(key: string, row: number, rows: number, page: number): number | undefined {
  const to: Readonly<Record<string, number>> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + page,
    PageUp: row - page,
    Home: 0,
    End: rows - 1,
  }
  const target = to[key]
  return target === undefined || rows === 0 ? undefined : Math.min(rows - 1, Math.max(0, target))
}
