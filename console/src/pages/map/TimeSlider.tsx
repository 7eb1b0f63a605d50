import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useAsk } from '../../api/use.ts'
import { type Address, timeOf } from './address.ts'
import css from './Map.module.css'
import type { Change } from './MapPage.tsx'
import type { Plant } from './plant.ts'
import { barsOf, STEPS, spanOf, stepOf, timeAt } from './span.ts'

const BUCKETS = 80
/** Width of a handle, as in the style sheet. */
const THUMB = 14

/** How much was heard when, the loudest bucket as 1. */
function useBars(site: string, from: number, until: number): number[] {
  const times = { from: new Date(from).toISOString(), until: new Date(until).toISOString() }
  const query = { list: 'conversations', buckets: BUCKETS, ...times } as const
  const { data } = useAsk(
    '/sites/{site}/timeline',
    { params: { path: { site }, query } },
    { enabled: until > from },
  )
  return useMemo(() => barsOf(data?.buckets ?? [], from, until, BUCKETS), [data, from, until])
}

/** Two handles over the site's history: what was not heard between them fades on the map. */
export function TimeSlider(props: { site: string; plant: Plant; address: Address; change: Change }) {
  const { site, plant, address, change } = props
  const { from, until } = useMemo(() => spanOf(plant), [plant])
  const bars = useBars(site, from, until)
  const set = { from: timeOf(address.from), until: timeOf(address.until) }
  const [held, setHeld] = useState<{ low: number; high: number }>()
  const [owner, setOwner] = useState<'low' | 'high'>()
  const low = held?.low ?? (set.from === undefined ? 0 : stepOf(set.from, from, until))
  const high = held?.high ?? (set.until === undefined ? STEPS : stepOf(set.until, from, until))
  const words = (step: number) =>
    new Date(timeAt(step, from, until)).toISOString().slice(0, 16).replace('T', ' ')
  const settle = (): void => {
    if (held === undefined) return
    const iso = (step: number) => new Date(timeAt(step, from, until)).toISOString()
    change({ from: low === 0 ? undefined : iso(low), until: high === STEPS ? undefined : iso(high) })
    setHeld(undefined)
  }
  if (until <= from) return null
  const middle =
    held === undefined || owner === undefined ? Math.round((low + high) / 2) : owner === 'low' ? high : low
  const handle = (end: 'low' | 'high', value: number) => (
    <input
      type="range"
      {...placeOf(end === 'low' ? [0, Math.max(1, middle)] : [Math.min(STEPS - 1, middle), STEPS])}
      value={value}
      aria-label={end === 'low' ? 'From' : 'Until'}
      aria-valuetext={`${words(value)} UTC`}
      onChange={(event) => {
        const step = Number(event.currentTarget.value)
        setOwner(end)
        setHeld(
          end === 'low' ? { low: Math.min(step, high - 1), high } : { low, high: Math.max(step, low + 1) },
        )
      }}
      onPointerUp={settle}
      onKeyUp={settle}
      onBlur={settle}
    />
  )
  return (
    <section className={`${css.time} no-print`} aria-label="Time looked at">
      <div className={css.timeTrack}>
        <svg viewBox={`0 0 ${BUCKETS} 24`} preserveAspectRatio="none" aria-hidden="true">
          {bars.map((bar, index) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
              key={index}
              x={index + 0.1}
              width={0.8}
              y={24 - bar * 24}
              height={bar * 24}
              className={isOut(index, low, high) ? css.barOut : css.bar}
            />
          ))}
        </svg>
        {handle('low', low)}
        {handle('high', high)}
      </div>
      <div className={css.timeWords}>
        <span>{words(low)}</span>
        {low > 0 || high < STEPS ? (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => change({ from: undefined, until: undefined })}
          >
            All time
          </Button>
        ) : (
          <span className="soft">all time, UTC</span>
        )}
        <span>{words(high)}</span>
      </div>
    </section>
  )
}

/** Each handle has its part of the track, so that none lies over the other; the one that is held has all up to the other. */
function placeOf([min, max]: readonly [number, number]) {
  const share = (steps: number) => `${steps / STEPS} * (100% - ${THUMB}px)`
  return { min, max, style: { left: `calc(${share(min)})`, width: `calc(${share(max - min)} + ${THUMB}px)` } }
}

function isOut(bar: number, low: number, high: number): boolean {
  const at = ((bar + 0.5) / BUCKETS) * STEPS
  return at < low || at > high
}
