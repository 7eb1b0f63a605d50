import { useElementSize, useLocalStorage } from '@mantine/hooks'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Problem, wordsOf } from '../../api/problem.ts'
import { Empty } from '../Empty.tsx'
import { many } from '../numbers.ts'
import { ColumnChoice } from './ColumnChoice.tsx'
import { ariaSort, type Column, nextSort, shown } from './columns.ts'
import css from './DataTable.module.css'
import { keep, useRoving } from './use-roving.ts'

const ROW_PIXELS = 34
/** Rows on paper: a person who prints wants the list, not the screen. */
const PRINTED = 500

/** A list as `useList` gives it. */
export interface Listed<Row> {
  data: { pages: { items: Row[]; total?: number }[] } | undefined
  error: unknown
  isPending: boolean
  isPlaceholderData: boolean
  isFetchingNextPage: boolean
  hasNextPage: boolean
  fetchNextPage: () => unknown
}

export interface DataTableProps<Row> {
  /** Its name, also the name under which the choice of columns is kept. */
  label: string
  columns: readonly Column<Row>[]
  list: Listed<Row>
  idOf: (row: Row) => string
  /** `name` or `-name`, as in the address. */
  sort?: string | undefined
  onSort?: (sort: string | undefined) => void
  /** Enter or a click on a row. */
  onOpen?: (row: Row) => void
  /** The row that is open. */
  open?: string | undefined
  /** Whether a row is abnormal and marked so. */
  mark?: (row: Row) => boolean
  /** Shown when there is nothing. */
  empty: ReactNode
  /** Addresses that give the same list as a file. */
  files?: readonly { title: string; href: string }[]
}

/**
 * A list of any length: only the rows in sight are drawn, the next are fetched when one comes near the end. Arrow keys move between rows,
 * Enter opens one. Sorting is the server's; which columns are shown is the person's.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { list, idOf } = props
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const total = list.data?.pages[0]?.total
  const { ref: sized, width } = useElementSize()
  const [chosen, choose] = useLocalStorage<string[] | undefined>({ key: `sightglass.columns.${props.label}` })
  const columns = shown(props.columns, width, chosen)
  const tracks = columns.map((column) => column.width ?? 'minmax(8rem, 1fr)').join(' ')
  const scroller = useRef<HTMLDivElement>(null)
  const printing = usePrinting()
  const { active, take, hear } = useRoving(rows.length, { scroller, rowPixels: ROW_PIXELS })
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    overscan: printing ? PRINTED : 12,
    getItemKey: (index) => idOf(rows[index]!),
    rangeExtractor: (range) => keep(defaultRangeExtractor(range), active, rows.length),
  })
  const drawn = virtual.getVirtualItems()
  useMore(list, virtual.range?.endIndex ?? 0, rows.length)
  const keyDown = (event: KeyboardEvent<HTMLElement>): void =>
    hear(event, { show: (row) => virtual.scrollToIndex(row), open: (row) => props.onOpen?.(rows[row]!) })
  if (list.error != null && list.data === undefined) return <Refused error={list.error} />
  return (
    <div className={css.table} ref={sized}>
      <div className={css.tools}>
        <span className="soft" role="status">
          {list.isPending ? 'Loading …' : countOf(rows.length, total, list.hasNextPage)}
        </span>
        <span className={css.right}>
          {props.files?.map(({ title, href }) => (
            <a key={title} href={href} download>
              {title}
            </a>
          ))}
          <ColumnChoice columns={props.columns} shown={columns.map(({ id }) => id)} choose={choose} />
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: only the rows in sight exist, and a table cannot say how many there are */}
      <div
        className={css.scroller}
        ref={scroller}
        role="grid"
        tabIndex={rows.length === 0 ? 0 : -1}
        aria-label={props.label}
        aria-rowcount={list.hasNextPage && total === undefined ? -1 : (total ?? rows.length) + 1}
        aria-colcount={columns.length}
        aria-busy={list.isPlaceholderData || list.isPending}
        onKeyDown={keyDown}
      >
        <Heads columns={columns} tracks={tracks} sort={props.sort} onSort={props.onSort} />
        {rows.length === 0 && !list.isPending && <div className={css.none}>{props.empty}</div>}
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div role="rowgroup" className={css.body} style={{ height: virtual.getTotalSize() }}>
          {drawn.map(({ index, key, start }) => (
            // biome-ignore lint/a11y/useSemanticElements: see above
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys
            <div
              key={key}
              role="row"
              data-row={index}
              aria-rowindex={index + 2}
              aria-selected={props.open === undefined ? undefined : props.open === idOf(rows[index]!)}
              tabIndex={index === active ? 0 : -1}
              className={`${css.line} ${props.onOpen ? css.opens : ''} ${props.mark?.(rows[index]!) ? css.marked : ''}`}
              style={{ transform: `translateY(${start}px)`, gridTemplateColumns: tracks }}
              onFocus={() => take(index)}
              onClick={(event) => {
                if (!(event.target as Element).closest('a, button, input')) props.onOpen?.(rows[index]!)
              }}
            >
              {columns.map((column) => (
                // biome-ignore lint/a11y/useSemanticElements: see above
                // biome-ignore lint/a11y/useFocusableInteractive: rows take the focus here, not cells
                <div role="gridcell" key={column.id} className={column.align === 'end' ? css.end : css.cell}>
                  {column.cell(rows[index]!)}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

function Heads<Row>(props: {
  columns: readonly Column<Row>[]
  tracks: string
  sort: string | undefined
  onSort: ((sort: string | undefined) => void) | undefined
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of its own, see the table
    <div role="rowgroup" className={css.heads}>
      {/* biome-ignore lint/a11y/useSemanticElements: a grid of its own, see the table */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its buttons take the focus */}
      <div
        role="row"
        aria-rowindex={1}
        className={css.headLine}
        style={{ gridTemplateColumns: props.tracks }}
      >
        {props.columns.map((column) => {
          const direction = ariaSort(props.sort, column.sort)
          return (
            // biome-ignore lint/a11y/useSemanticElements: a grid of its own, see the table
            // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus
            <div
              role="columnheader"
              key={column.id}
              aria-sort={direction}
              className={column.align === 'end' ? css.end : css.cell}
            >
              {column.sort === undefined || props.onSort === undefined ? (
                column.title
              ) : (
                <button
                  type="button"
                  className={css.sorter}
                  onClick={() => props.onSort?.(nextSort(props.sort, column.sort!))}
                >
                  {column.title}
                  <span aria-hidden="true">
                    {direction === 'ascending' ? ' ▲' : direction === 'descending' ? ' ▼' : ''}
                  </span>
                </button>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** The filter's own line says what is wrong with a filter; here, that the list waits for it. */
function Refused({ error }: { error: unknown }) {
  if (error instanceof Problem && error.position !== undefined)
    return <Empty title="The list waits for a filter that can be read" />
  return <p role="alert">{wordsOf(error)}</p>
}

function countOf(rows: number, total: number | undefined, more: boolean): string {
  if (total !== undefined) return many(total, 'row')
  return more ? `${many(rows, 'row')} so far` : many(rows, 'row')
}

/** Fetches the next page when the rows in sight come near the end of what is there. */
function useMore(list: Listed<unknown>, last: number, rows: number): void {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && rows > 0 && last >= rows - 20) fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows])
}

function usePrinting(): boolean {
  const [printing, set] = useState(false)
  useEffect(() => {
    const media = window.matchMedia('print')
    const tell = (): void => set(media.matches)
    media.addEventListener('change', tell)
    return () => media.removeEventListener('change', tell)
  }, [])
  return printing
}
