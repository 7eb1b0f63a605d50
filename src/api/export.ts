import { limits } from '../base/limits.ts'
import type { Query } from '../model/query.ts'
import type { ListName, Lists, Store } from '../store/contract.ts'
import { COLUMNS } from './columns.ts'
import { csvLine } from './csv.ts'

export const EXPORT_TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const
export type ExportFormat = keyof typeof EXPORT_TYPES
export const EXPORT_FORMATS = ['csv', 'ndjson'] as const satisfies readonly ExportFormat[]

/** What a list is written as: lines, with a first one where the format has it. */
interface Writer<T> {
  head: string
  line(item: T): string
}

function writerOf<L extends ListName>(list: L, format: ExportFormat): Writer<Lists[L]> {
  if (format === 'ndjson') return { head: '', line: (item) => `${JSON.stringify(item)}\n` }
  const columns = COLUMNS[list]
  return {
    head: csvLine(columns.map(([name]) => name)),
    line: (item) => csvLine(columns.map(([, cell]) => cell(item))),
  }
}

/**
 * A whole list as a stream that holds one page at a time: the next is asked of the store when the reader has taken the last. Resolves when the
 * first page is there, so that what the store refuses can still be answered; what goes wrong later breaks the stream off. `most` ends it
 * after so many items.
 */
export async function exportOf<L extends ListName>(
  store: Pick<Store, 'list'>,
  { list, site, query, most = Infinity }: { list: L; site: string; query: Query; most?: number | undefined },
  format: ExportFormat,
): Promise<ReadableStream<Uint8Array>> {
  const { head, line } = writerOf(list, format)
  const encoder = new TextEncoder()
  let left = most
  const pageAfter = (after: string | undefined) =>
    store.list(list, site, {
      ...query,
      limit: Math.min(left, limits.api.exportPageItems),
      ...(after === undefined ? {} : { after }),
    })
  let page: Awaited<ReturnType<typeof pageAfter>> | undefined = await pageAfter(query.after)
  let stopped = false
  let text = head
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // A page may hold nothing while the list goes on; a pull that enqueues nothing would not be called again.
        while (!stopped) {
          for (const item of page?.items ?? []) text += line(item)
          left -= page?.items.length ?? 0
          const after = left > 0 ? page?.next : undefined
          if (text !== '') controller.enqueue(encoder.encode(text))
          const written = text !== ''
          text = ''
          page = undefined
          if (after === undefined) return controller.close()
          page = await pageAfter(after)
          if (written) return
        }
      },
      cancel() {
        stopped = true
      },
    },
    { highWaterMark: 0 },
  )
}
