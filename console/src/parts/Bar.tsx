import css from './Bar.module.css'

/**
 * An analogue bar: how much, against how much there could be, with the range that is normal. Outside the range it takes the colour and
 * the shape of the abnormal. The number stands beside it; the bar alone says nothing to a screen reader.
 */
export function Bar(props: { value: number; most: number; normal?: readonly [number, number] }) {
  const { value, most, normal } = props
  const at = (number: number): number => (most <= 0 ? 0 : Math.min(100, Math.max(0, (number / most) * 100)))
  const odd = normal !== undefined && (value < normal[0] || value > normal[1])
  return (
    <svg className={css.bar} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect className={css.ground} width="100" height="10" />
      {normal !== undefined && (
        <rect className={css.normal} x={at(normal[0])} width={at(normal[1]) - at(normal[0])} height="10" />
      )}
      <rect className={odd ? css.odd : css.fill} y="2" width={at(value)} height="6" />
    </svg>
  )
}

/** Bars under each other with their names and numbers; each may lead somewhere. */
export function Bars(props: {
  rows: readonly { name: React.ReactNode; value: number; key: string; words?: string }[]
  most?: number
}) {
  const most = props.most ?? Math.max(1, ...props.rows.map(({ value }) => value))
  return (
    <dl className={css.bars}>
      {props.rows.map(({ name, value, key, words }) => (
        <div key={key} className={css.line}>
          <dt>{name}</dt>
          <dd className={css.number}>{words ?? value.toLocaleString('en')}</dd>
          <dd className={css.cell} aria-hidden="true">
            <Bar value={value} most={most} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
