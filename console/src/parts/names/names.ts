import { queries } from '../../api/queries.ts'
import { ask } from '../../api/use.ts'
import { nameOf } from '../asset-words.ts'
import { quoted } from '../filter/filter.ts'

/** Names that are asked for at once. */
const TOGETHER = 50
const WAIT_MS = 5

interface Wanted {
  id: string
  tell: (name: string) => void
  fail: (error: unknown) => void
}
const waiting = new Map<string, Wanted[]>()

/** What to call an asset. Those asked for at about the same time are asked for in one request; one that is not there keeps its id. */
export function nameOfAsset(site: string, id: string): Promise<string> {
  return new Promise((tell, fail) => {
    const queue = waiting.get(site)
    if (queue !== undefined) {
      queue.push({ id, tell, fail })
      return
    }
    waiting.set(site, [{ id, tell, fail }])
    setTimeout(() => {
      const all = waiting.get(site) ?? []
      waiting.delete(site)
      for (let from = 0; from < all.length; from += TOGETHER)
        void answer(site, all.slice(from, from + TOGETHER))
    }, WAIT_MS)
  })
}

async function answer(site: string, wanted: readonly Wanted[]): Promise<void> {
  try {
    const filter = `id in (${wanted.map(({ id }) => quoted(id)).join(', ')})`
    const query = { filter, limit: TOGETHER }
    const { items } = await queries.fetchQuery(
      ask('/sites/{site}/assets', { params: { path: { site }, query } }),
    )
    const names = new Map(items.map((asset) => [asset.id, nameOf(asset)]))
    for (const { id, tell } of wanted) tell(names.get(id) ?? id)
  } catch (error) {
    for (const { fail } of wanted) fail(error)
  }
}
