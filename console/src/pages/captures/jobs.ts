import type { Answer } from '../../api/use.ts'
import { bytes, many, rate } from '../../parts/numbers.ts'
import type { Level } from '../../parts/Sign.tsx'

export type Job = Answer<'/sites/{site}/captures'>[number]

/** Whether anything goes on with it. */
export function goesOn({ state }: Job): boolean {
  return state === 'queued' || state === 'reading' || state === 'storing'
}

/** How it is, as a level and in words. */
export function stateOf(job: Job): { level: Level; words: string } {
  switch (job.state) {
    case 'queued':
      return { level: 'calm', words: 'waits for its turn' }
    case 'reading':
      return { level: 'calm', words: 'being read' }
    case 'storing':
      return { level: 'calm', words: 'being stored' }
    case 'done':
      return job.notes.length > 0
        ? { level: 'warn', words: 'read in part' }
        : { level: 'calm', words: 'read' }
    case 'failed':
      return { level: 'bad', words: 'not read' }
    case 'cancelled':
      return { level: 'calm', words: 'cancelled' }
  }
}

/** Its numbers in a line: size, packets, how fast, what it added. */
export function numbersOf(job: Job): string {
  const parts = [bytes(job.size)]
  if (job.packets > 0) parts.push(many(job.packets, 'packet'))
  if (job.state === 'reading' && job.rate > 0) parts.push(`${rate(job.rate)} packets/s`)
  if (job.state === 'done' && job.added != null)
    parts.push(
      `${many(job.added.assets, 'asset')}, ${many(job.added.conversations, 'conversation')} and ${many(job.added.operations, 'operation')} in it`,
    )
  return parts.join(', ')
}
