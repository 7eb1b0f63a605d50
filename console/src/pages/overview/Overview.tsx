import { useParams } from '@tanstack/react-router'
import { wordsOf } from '../../api/problem.ts'
import { useAsk } from '../../api/use.ts'
import { roleWords } from '../../parts/asset-words.ts'
import { Bars } from '../../parts/Bar.tsx'
import { clause } from '../../parts/filter/filter.ts'
import { Go } from '../../parts/Go.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { links } from '../../parts/links.ts'
import { many, whole } from '../../parts/numbers.ts'
import { Page, Part, Parts } from '../../parts/Page.tsx'
import { byWeight } from '../../parts/verbs.ts'
import { Attention } from './Attention.tsx'
import type { Seen } from './attention.ts'
import { Changed } from './Changed.tsx'
import { Introduction } from './Introduction.tsx'
import { Listeners } from './Listeners.tsx'
import css from './Overview.module.css'
import { Trend } from './Trend.tsx'

/** The site at a glance: what is abnormal first, then what is there, what changed, and what cannot be seen. */
export function Overview() {
  const { site } = useParams({ from: '/inside/sites/$site/overview' })
  const { data, error } = useAsk('/sites/{site}/overview', { params: { path: { site } } })
  return (
    <Page title="Overview" beside={data === undefined ? undefined : many(data.assets.total, 'asset')}>
      {error !== null && <p role="alert">{wordsOf(error)}</p>}
      {data !== undefined && <Glance site={site} seen={data} />}
    </Page>
  )
}

function Glance({ site, seen }: { site: string; seen: Seen }) {
  return (
    <>
      <Introduction
        site={site}
        demo={seen.sensors.some(({ kind }) => kind === 'demo')}
        assets={seen.assets.total}
      />
      <Attention site={site} seen={seen} />
      <Parts>
        <Part title="Assets by level" beside="Purdue model, field at the bottom">
          <Bars rows={levels(site, seen)} />
        </Part>
        <Part title="Assets by role">
          <Bars
            rows={seen.assets.byRole.map(({ role, count }) => ({
              key: role,
              name: <Go href={links.assets(site, clause('role', role))}>{roleWords(role)}</Go>,
              value: count,
            }))}
          />
        </Part>
        <Part title="Activity">
          <Trend activity={seen.activity} />
          <Verbs site={site} seen={seen} />
        </Part>
        <Changed site={site} changes={seen.changes} />
        <Listeners site={site} sensors={seen.sensors} />
        <Part title="What cannot be seen" beside="from where the sensors are">
          {seen.coverage.length === 0 ? (
            <p className="soft">
              Nothing that would be known of. What no sensor is near to is not heard at all.
            </p>
          ) : (
            <ul className={css.plain}>
              {seen.coverage.map((note) => (
                <li key={note}>
                  <Heard text={note} most={200} />
                </li>
              ))}
            </ul>
          )}
        </Part>
      </Parts>
    </>
  )
}

function levels(site: string, seen: Seen) {
  return seen.assets.byLevel
    .toSorted((one, other) => (other.level ?? -1) - (one.level ?? -1))
    .map(({ level, count }) => ({
      key: String(level),
      name: (
        <Go href={links.assets(site, level === null ? 'not level known' : `level = ${level}`)}>
          {level === null ? 'not known' : `${level} ${LEVELS[level] ?? ''}`}
        </Go>
      ),
      value: count,
    }))
}
const LEVELS: Readonly<Record<number, string>> = {
  0: 'process',
  1: 'control',
  2: 'supervision',
  3: 'operations',
  3.5: 'between IT and OT',
  4: 'business',
  5: 'enterprise',
}

function Verbs({ site, seen }: { site: string; seen: Seen }) {
  if (seen.operations.last24h.length === 0)
    return <p className="soft">Nothing was done in the last 24 hours.</p>
  return (
    <p className={css.verbs}>
      {seen.operations.last24h
        .toSorted((one, other) => byWeight(one.verb, other.verb))
        .map(({ verb, count }) => (
          <Go key={verb} href={links.activity(site, clause('verb', verb))} className={css.verb}>
            {verb} <span className="soft">{whole(count)}</span>
          </Go>
        ))}
    </p>
  )
}
