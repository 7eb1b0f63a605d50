import { useSyncExternalStore } from 'react'
import { ago, local } from './time.ts'

/** A time as people read it: local in sight, UTC when pointed at. `since` says how long ago instead, and keeps it true. */
export function Time({ at, since = false }: { at: string; since?: boolean }) {
  return since ? <Since at={at} /> : <Stamp at={at}>{local(at)}</Stamp>
}

function Since({ at }: { at: string }) {
  const now = useSyncExternalStore(everyTenSeconds, tens)
  return <Stamp at={at}>{ago(at, now)}</Stamp>
}

function Stamp({ at, children }: { at: string; children: string }) {
  return (
    <time dateTime={at} title={`${at.replace('T', ' ').replace(/Z$/, '')} UTC`}>
      {children}
    </time>
  )
}

const STEP_MS = 10_000
const tens = (): number => Math.ceil(Date.now() / STEP_MS) * STEP_MS
function everyTenSeconds(tell: () => void): () => void {
  const timer = setInterval(tell, STEP_MS)
  return () => clearInterval(timer)
}
