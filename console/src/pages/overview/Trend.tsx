import { many, whole } from '../../parts/numbers.ts'
import { span } from '../../parts/time.ts'
import { type Seen, trend } from './attention.ts'
import css from './Overview.module.css'

/** How busy the plant's networks were, in steps; numbers for the newest and the highest step, because a curve alone says neither. */
export function Trend({ activity }: { activity: Seen['activity'] }) {
  const { counts, bucket } = activity
  const path = trend(counts)
  const most = Math.max(0, ...counts)
  const words = `${many(counts.at(-1) ?? 0, 'operation')} in the last ${span(bucket)}, ${whole(most)} at most`
  return (
    <figure className={css.trend}>
      <svg viewBox={`0 0 ${Math.max(1, counts.length)} 1`} preserveAspectRatio="none" aria-hidden="true">
        <path d={`${path}V1H0Z`} className={css.area} />
        <path d={path} className={css.line} vectorEffect="non-scaling-stroke" />
      </svg>
      <div className={css.ends} aria-hidden="true">
        <span>{span(counts.length * bucket)} ago</span>
        <span>now</span>
      </div>
      <figcaption className="soft">{words}</figcaption>
    </figure>
  )
}
