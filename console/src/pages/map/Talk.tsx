import { clause } from '../../parts/filter/filter.ts'
import { Go } from '../../parts/Go.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { links } from '../../parts/links.ts'
import { bytes, many, whole } from '../../parts/numbers.ts'
import { Sign } from '../../parts/Sign.tsx'
import { Time } from '../../parts/Time.tsx'
import { gravest, weightOf } from '../../parts/verbs.ts'
import { few, sumOf } from './bundle.ts'
import css from './Map.module.css'
import type { Steps } from './MapPage.tsx'
import { byName, type Plant } from './plant.ts'
import type { MapData } from './use-map.ts'

/** Verbs, the grave ones marked. */
export function Verbs({ verbs, most = 12 }: { verbs: readonly string[]; most?: number }) {
  if (verbs.length === 0) return <span className="soft">none read</span>
  const grave = verbs.filter((verb) => weightOf(verb) === 'grave')
  const rest = verbs.filter((verb) => weightOf(verb) !== 'grave')
  return (
    <>
      {grave.length > 0 && <Sign level="warn">{few(grave, most)}</Sign>}
      {grave.length > 0 && rest.length > 0 && ', '}
      <span className="soft">{few(rest, most)}</span>
    </>
  )
}

/** What some talks come to, as lines of a list of facts. */
export function TalkFacts({
  plant,
  talks,
  title = 'Traffic',
}: {
  plant: Plant
  talks: readonly number[]
  title?: string
}) {
  if (talks.length === 0)
    return (
      <>
        <dt>{title}</dt>
        <dd className="soft">none in what is shown</dd>
      </>
    )
  const sum = sumOf(plant, talks)
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {many(sum.talks, 'talking pair')}, {many(sum.packets, 'packet')}, {bytes(sum.bytes)}
      </dd>
      <dt>Protocols</dt>
      <dd>{sum.protocols.join(', ') || <span className="soft">none read</span>}</dd>
      <dt>Verbs</dt>
      <dd>
        <Verbs verbs={sum.verbs} />
      </dd>
      <dt>Heard</dt>
      <dd>
        <Time at={new Date(sum.first).toISOString()} /> to <Time at={new Date(sum.last).toISOString()} />
      </dd>
    </>
  )
}

const MOST_PAIRS = 40

/** Pairs that talk, the gravest and busiest first; with `of`, who one asset talks to. */
export function Pairs(props: {
  site: string
  data: MapData
  talks: readonly number[]
  steps: Steps
  of?: number
}) {
  const { site, data, steps, of } = props
  const { plant } = data
  const sorted = props.talks.toSorted((a, b) => weigh(plant, b) - weigh(plant, a) || byEnds(plant, a, b))
  const left = sorted.length - MOST_PAIRS
  if (sorted.length === 0) return <p className="soft">Nobody, in what is shown.</p>
  return (
    <>
      <ul className={css.pairs}>
        {sorted.slice(0, MOST_PAIRS).map((index) => {
          const talk = plant.talks[index]!
          const [from, to] = [plant.assets[talk.from]!, plant.assets[talk.to]!]
          const filter = `${clause('initiator', from.id)} and ${clause('responder', to.id)}`
          const end = (asset: number) => (
            <button type="button" className={css.link} onClick={() => steps.show(asset)}>
              <Heard text={plant.assets[asset]!.name} most={40} />
            </button>
          )
          return (
            <li key={index}>
              <div>
                {of === talk.from ? <>asks {end(talk.to)}</> : null}
                {of === talk.to ? <>asked by {end(talk.from)}</> : null}
                {of === undefined && (
                  <>
                    {end(talk.from)} → {end(talk.to)}
                  </>
                )}
              </div>
              <div className={css.said}>
                {few(talk.protocols, 3) || 'not decoded'} · <Verbs verbs={talk.verbs} most={4} /> ·{' '}
                {whole(talk.packets)} packets · <Go href={links.activity(site, filter)}>operations</Go>
              </div>
            </li>
          )
        })}
      </ul>
      {left > 0 && <p className="soft">and {many(left, 'more pair')}; the tables hold all conduits.</p>}
    </>
  )
}

function weigh(plant: Plant, index: number): number {
  const talk = plant.talks[index]!
  return (gravest(talk.verbs) === 'grave' ? 1e12 : 0) + talk.packets
}

function byEnds(plant: Plant, a: number, b: number): number {
  const name = (index: number) => plant.assets[plant.talks[index]!.from]!.name
  return byName(name(a), name(b)) || a - b
}
