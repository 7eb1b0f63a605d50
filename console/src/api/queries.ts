import { QueryClient, type QueryKey } from '@tanstack/react-query'
import { Problem } from './problem.ts'

/** What was asked of the server and what it said; asked again when an event says that it changed. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // A refusal stays a refusal; only a server that does not answer is asked again.
      retry: (times, error) =>
        times < 2 && error instanceof Problem && [0, 502, 503, 504].includes(error.status),
    },
  },
})

/** Events and the last parts of the paths that each makes old. */
const MAKES_OLD: Readonly<Record<string, readonly string[]>> = {
  assets: ['overview', 'assets', 'map', 'facets', 'neighbours', 'changes', 'words'],
  operations: ['overview', 'operations', 'conversations', 'timeline', 'map', 'facets'],
  sensors: ['sensors', 'overview', 'evidence'],
  job: ['captures'],
  state: ['health', 'overview', 'sites'],
}

/** Whether an event of a kind makes the answer to a query old. Keys start with the path: ['/sites/{site}/assets', …]. */
export function makesOld(kind: string, key: QueryKey): boolean {
  const path = String(key[0])
  return (MAKES_OLD[kind] ?? []).some((part) => path.split('/').includes(part))
}

export async function refresh(kinds: Iterable<string>): Promise<void> {
  const all = [...kinds]
  await queries.invalidateQueries({
    predicate: ({ queryKey }) => all.some((kind) => makesOld(kind, queryKey)),
  })
}
