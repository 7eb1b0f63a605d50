import { Go } from '../../parts/Go.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { links } from '../../parts/links.ts'
import { AssetName } from '../../parts/names/AssetName.tsx'
import { whole } from '../../parts/numbers.ts'
import { Part } from '../../parts/Page.tsx'
import { Sign } from '../../parts/Sign.tsx'
import { Time } from '../../parts/Time.tsx'
import { points, type Seen, worthALook } from './attention.ts'
import css from './Overview.module.css'

const MOST = 8

/** What is abnormal, in the order in which a person would want to know. */
export function Attention({ site, seen }: { site: string; seen: Seen }) {
  const listening = points(seen)
  const done = worthALook(seen.operations.notable, MOST)
  if (listening.length === 0 && done.length === 0)
    return (
      <Part title="Worth a look">
        <Sign level="calm">Nothing abnormal in the last 24 hours</Sign>
      </Part>
    )
  return (
    <Part title="Worth a look" beside="in the last 24 hours">
      <ul className={css.points}>
        {listening.map(({ level, words, to }) => (
          <li key={words}>
            <Sign level={level}>
              <Heard text={words} most={160} />
            </Sign>{' '}
            <Go href={to === 'sensors' ? links.sensors(site) : links.assets(site, 'heard = false')}>Look</Go>
          </li>
        ))}
        {done.map((operation) => (
          <Done key={JSON.stringify(operation)} site={site} operation={operation} />
        ))}
      </ul>
    </Part>
  )
}

/** One operation in a sentence: who did what to whom, how it ended, and the packet. */
function Done({ site, operation }: { site: string; operation: Seen['operations']['notable'][number] }) {
  const { verb, initiator, responder, target, outcome, count, last, capture, packets } = operation
  const whom = target.asset ?? responder
  return (
    <li>
      <Sign level="warn">{verb}</Sign> {initiator !== null && <AssetName site={site} id={initiator} inText />}
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
