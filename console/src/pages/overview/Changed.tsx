import { Go } from '../../parts/Go.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { links } from '../../parts/links.ts'
import { AssetName } from '../../parts/names/AssetName.tsx'
import { whole } from '../../parts/numbers.ts'
import { Part } from '../../parts/Page.tsx'
import { Time } from '../../parts/Time.tsx'
import type { Seen } from './attention.ts'

const MOST = 8

/** What is known now and was not known yesterday, or was something else. */
export function Changed({ site, changes }: { site: string; changes: Seen['changes'] }) {
  const shown = changes.sinceYesterday.slice(0, MOST)
  return (
    <Part
      title="Changed since yesterday"
      beside={<Go href={links.changes(site)}>{whole(changes.count)} in all</Go>}
    >
      {shown.length === 0 ? (
        <p className="soft">Nothing.</p>
      ) : (
        <table>
          <tbody>
            {shown.map(({ asset, attribute, value, before, time }) => (
              <tr key={`${asset} ${attribute} ${time}`}>
                <td>
                  <AssetName site={site} id={asset} most={32} inText />
                </td>
                <td>
                  <Heard text={attribute} most={30} />
                </td>
                <td>
                  {before !== null && (
                    <>
                      <s className="soft">
                        <Heard text={before} most={30} />
                      </s>{' '}
                    </>
                  )}
                  {value === null ? (
                    <span className="soft">known no more</span>
                  ) : (
                    <Heard text={value} most={40} />
                  )}
                </td>
                <td className="num soft">
                  <Time at={time} since />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Part>
  )
}
