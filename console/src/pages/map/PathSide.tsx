import { Button } from '@mantine/core'
import { Heard } from '../../parts/Heard.tsx'
import { many } from '../../parts/numbers.ts'
import { few, sumOf } from './bundle.ts'
import css from './Map.module.css'
import type { Step } from './path.ts'
import type { SideProps } from './Side.tsx'
import { Verbs } from './Talk.tsx'

/** The way from one asset to another, step by step. */
export function PathSide({ data, steps }: SideProps) {
  const { plant, ends, path } = data
  const [from, to] = ends
  const name = (asset: number | undefined) =>
    asset === undefined ? (
      'an asset that is no longer there'
    ) : (
      <Heard text={plant.assets[asset]!.name} most={40} />
    )
  if (to === undefined)
    return (
      <>
        <h2>Path from {name(from)}</h2>
        <p role="status">Now choose the other end: click an asset, press Enter on one, or find one above.</p>
        <Button size="xs" variant="default" onClick={steps.endPath}>
          Never mind
        </Button>
      </>
    )
  const found = path !== undefined && path.length > 0
  return (
    <>
      <h2>
        {name(from)} to {name(to)}
      </h2>
      <p role="status">
        {found ? `${many(path.length, 'step')}, over who talks to whom.` : noWay(from === to)}
      </p>
      {found && (
        <ol className={css.path}>
          {path.map((step) => (
            <PathStep key={step.to} step={step} data={data} show={steps.show} />
          ))}
        </ol>
      )}
      <Button size="xs" variant="default" onClick={steps.endPath}>
        End path
      </Button>
    </>
  )
}

function noWay(same: boolean): string {
  if (same) return 'Both ends are the same asset.'
  return 'No way: in what is shown, nobody passes anything on between these two. Filters and the time narrow what is shown.'
}

function PathStep({
  step,
  data,
  show,
}: {
  step: Step
  data: SideProps['data']
  show: (asset: number) => void
}) {
  const { plant, tree } = data
  const sum = sumOf(plant, step.talks)
  const [from, to] = [plant.assets[step.from]!, plant.assets[step.to]!]
  const title = (zone: string) => tree.zones.get(zone)?.title ?? zone
  return (
    <li>
      <div>
        <Heard text={from.name} most={40} /> talks to{' '}
        <button type="button" className={css.link} onClick={() => show(step.to)}>
          <Heard text={to.name} most={40} />
        </button>
      </div>
      <div className={css.said}>
        {few(sum.protocols, 4) || 'not decoded'} · <Verbs verbs={sum.verbs} most={5} /> ·{' '}
        {many(sum.packets, 'packet')}
      </div>
      {from.zone !== to.zone && (
        <div className={css.said}>
          crosses from <Heard text={title(from.zone)} most={40} /> into{' '}
          <Heard text={title(to.zone)} most={40} />
        </div>
      )}
    </li>
  )
}
