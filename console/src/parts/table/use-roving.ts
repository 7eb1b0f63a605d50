import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { rowFor } from './columns.ts'

/**
 * One row takes the focus for all; keys move it. The row that has it is always drawn (`keep` for the virtualizer), wherever the list was
 * scrolled to, so that the focus is never lost.
 */
export function useRoving(
  rows: number,
  { scroller, rowPixels }: { scroller: { current: HTMLElement | null }; rowPixels: number },
) {
  const [given, take] = useState(0)
  const active = Math.min(given, Math.max(0, rows - 1))
  const wanted = useRef<number>(undefined)
  useLayoutEffect(() => {
    if (wanted.current === undefined) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`)
    wanted.current = undefined
    row?.focus({ preventScroll: true })
  })
  /** The row that a key pressed in the list leads to, or that Enter opens. */
  const hear = (
    event: KeyboardEvent<HTMLElement>,
    go: { show: (row: number) => void; open: (row: number) => void },
  ): void => {
    if ((event.target as HTMLElement).dataset.row === undefined) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowPixels) - 2)
    const to = rowFor(event.key, active, rows, page)
    if (event.key !== 'Enter' && to === undefined) return
    event.preventDefault()
    if (to === undefined) {
      go.open(active)
      return
    }
    wanted.current = to
    take(to)
    go.show(to)
  }
  return { active, take, hear }
}

/** The rows in sight and the one that has the focus, in order. */
export function keep(inSight: readonly number[], active: number, rows: number): number[] {
  if (rows === 0 || inSight.includes(active)) return [...inSight]
  return [...inSight, active].sort((one, other) => one - other)
}
