import 'uplot/dist/uPlot.min.css'
import { Button } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useEffect, useMemo, useRef } from 'react'
import UPlot from 'uplot'
import { wordsOf } from '../../api/problem.ts'
import { useAsk } from '../../api/use.ts'
import { type Weight, weightOf } from '../../parts/verbs.ts'
import css from './Activity.module.css'
import { inWords, stacked } from './buckets.ts'
import { optionsFor } from './plot.ts'

const BUCKETS = 120
const HOUR_MS = 3_600_000
const STRETCHES = [
  { title: 'Last hour', hours: 1 },
  { title: 'Last day', hours: 24 },
  { title: 'Last week', hours: 24 * 7 },
] as const

/** Packets of a conversation weigh nothing by themselves. */
const noWeight = (): Weight => 'looks'

interface Props {
  site: string
  list: 'operations' | 'conversations'
  filter: string
  from: string | undefined
  until: string | undefined
  onStretch: (stretch: { from: string | undefined; until: string | undefined }) => void
}

/** How much happened when, the gravest at the bottom. Drag over it, or use the buttons, to look at a stretch of time. */
export function Timeline(props: Props) {
  const { site, list, filter, from, until, onStretch } = props
  const query = {
    list,
    buckets: BUCKETS,
    ...(filter === '' ? {} : { filter }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  }
  const { data, error } = useAsk('/sites/{site}/timeline', { params: { path: { site }, query } })
  const weigh = list === 'operations' ? weightOf : noWeight
  const buckets = useMemo(() => data?.buckets ?? [], [data])
  return (
    <section aria-label="Timeline" className={css.timeline}>
      <div className="row">
        {STRETCHES.map(({ title, hours }) => (
          <Button
            key={title}
            size="compact-sm"
            variant="default"
            onClick={() =>
              onStretch({ from: new Date(Date.now() - hours * HOUR_MS).toISOString(), until: undefined })
            }
          >
            {title}
          </Button>
        ))}
        <Button
          size="compact-sm"
          variant="default"
          disabled={from === undefined && until === undefined}
          onClick={() => onStretch({ from: undefined, until: undefined })}
        >
          All time
        </Button>
        {list === 'operations' && (
          <span className={css.legend} aria-hidden="true">
            <span className={css.grave}>■</span> changes what a controller runs{' '}
            <span className={css.changes}>■</span> changes values <span className={css.looks}>■</span> looks
          </span>
        )}
      </div>
      {error !== null && <p role="alert">{wordsOf(error)}</p>}
      <p className="hidden-visually">{inWords(buckets, weigh)}</p>
      <Plot columns={useMemo(() => stacked(buckets, weigh), [buckets, weigh])} onStretch={onStretch} />
    </section>
  )
}

function Plot(props: { columns: number[][]; onStretch: Props['onStretch'] }) {
  const { ref, width } = useElementSize()
  const plot = useRef<UPlot>(undefined)
  const stretch = useRef(props.onStretch)
  stretch.current = props.onStretch
  const room = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (room.current === null || width === 0) return
    const chosen = (from: number, until: number): void =>
      stretch.current({
        from: new Date(from * 1000).toISOString(),
        until: new Date(until * 1000).toISOString(),
      })
    const one = new UPlot(
      optionsFor(room.current, width, chosen),
      props.columns as UPlot.AlignedData,
      room.current,
    )
    plot.current = one
    return () => {
      plot.current = undefined
      one.destroy()
    }
  }, [width, props.columns])
  return (
    <div ref={ref} className={css.plot} aria-hidden="true">
      <div ref={room} />
    </div>
  )
}
