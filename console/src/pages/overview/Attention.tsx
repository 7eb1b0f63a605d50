import { Go } from '../../parts/Go.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { links } from '../../parts/links.ts'
import { AssetName } from '../../parts/names/AssetName.tsx'
import { whole } from '../../parts/numbers.ts'
import { Part } from '../../parts/Page.tsx'
import { Sign } from '../../parts/Sign.tsx'
import { Time } from '../../parts/Time.tsx'
import { weightOf } from '../../parts/verbs.ts'
import { type Seen, worthALook } from './attention.ts'
import css from './Overview.module.css'

const MOST = 8

/** What is abnormal, the gravest first, each with the way to more; then single operations that a person would want to have seen. */
export function Attention({ site, seen }: { site: string; seen: Seen }) {
  const done = worthALook(seen.operations.notable, MOST)
  const day = seen.live ? 'in the last 24 hours' : 'in the last 24 hours that were heard'
  if (seen.abnormal.length === 0 && done.length === 0)
    return (
      <Part title="Worth a look">
        <Sign level="calm">Nothing abnormal {day}</Sign>
      </Part>
    )
  return (
    <Part title="Worth a look" beside={day}>
      <ul className={css.points}>
        {seen.abnormal.map(({ level, words, more }) => (
          <li key={words}>
            <Sign level={level}>
              <Heard text={words} most={200} />
            </Sign>{' '}
            <Go href={links.list(site, more.list, more.filter)} aria-label={`Look: ${words}`}>
              Look
            </Go>
          </li>
        ))}
      </ul>
      {done.length > 0 && (
        <>
          <h3 className={css.done}>The packets that prove it</h3>
          <ul className={css.points}>
            {done.map((operation) => (
              <Done key={JSON.stringify(operation)} site={site} operation={operation} />
            ))}
          </ul>
        </>
      )}
    </Part>
  )
}

/** One operation in a sentence: who did what to whom, how it ended, and the packet. */
function Done({ site, operation }: { site: string; operation: Seen['operations']['notable'][number] }) {
  const { verb, initiator, responder, target, outcome, count, last, capture, packets } = operation
  const whom = target.asset ?? responder
  return (
    <li>
      <Sign level={weightOf(verb) === 'grave' ? 'warn' : 'calm'}>{verb}</Sign>{' '}
      {initiator !== null && <AssetName site={site} id={initiator} inText />}
      {' → '}
      <AssetName site={site} id={whom} inText />
      {target.object !== '' && (
        <>
          {' '}
          <Heard text={target.object} most={50} />
        </>
      )}
      <span className="soft">
        {' '}
        {outcome}
        {count > 1 ? `, ${whole(count)} times` : ''}, <Time at={last} since />
        {packets[0] !== undefined && (
          <>
            ,{' '}
            <Go href={links.packet(site, capture, packets[0])} className={css.whole}>
              packet {whole(packets[0])}
            </Go>
          </>
        )}
      </span>
    </li>
  )
}
