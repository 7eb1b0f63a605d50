import { useEffect, useState } from 'react'
import { BASE } from './client.ts'
import { queries, refresh } from './queries.ts'

const KINDS = ['assets', 'operations', 'sensors', 'job', 'state']
/** Events come as fast as the plant talks; lists are asked again this often at most. */
const REFRESH_MS = 2000
const RETRY_MS = 5000

/**
 * Follows what happens at a site and asks again for what changed. The browser resumes a broken stream by itself with the id of the last
 * event; when the server refused, we begin anew and ask for everything. Says whether the stream is open.
 */
export function useEvents(site: string | undefined): boolean {
  const [open, setOpen] = useState(true)
  useEffect(() => {
    if (site === undefined) return
    const stream = follow(site, setOpen)
    return () => stream.stop()
  }, [site])
  return open
}

function follow(site: string, tell: (open: boolean) => void): { stop(): void } {
  const waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let source: EventSource
  const flush = (): void => {
    timer = undefined
    const kinds = [...waiting]
    waiting.clear()
    void refresh(kinds)
  }
  const connect = (anew: boolean): void => {
    source = new EventSource(`${BASE}/events?site=${encodeURIComponent(site)}`)
    for (const kind of KINDS)
      source.addEventListener(kind, () => {
        waiting.add(kind)
        timer ??= setTimeout(flush, REFRESH_MS)
      })
    // Too much came while we were away.
    source.addEventListener('reset', () => void queries.invalidateQueries())
    source.addEventListener('open', () => {
      tell(true)
      if (anew) void queries.invalidateQueries()
    })
    source.addEventListener('error', () => {
      tell(false)
      if (source.readyState === EventSource.CLOSED) again = setTimeout(() => connect(true), RETRY_MS)
    })
  }
  connect(false)
  return {
    stop() {
      clearTimeout(timer)
      clearTimeout(again)
      source.close()
    },
  }
}
