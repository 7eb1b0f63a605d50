import { wordsOf } from '../../../api/problem.ts'
import { useAsk } from '../../../api/use.ts'
import { roleWords } from '../../../parts/asset-words.ts'
import { Bar } from '../../../parts/Bar.tsx'
import { Empty } from '../../../parts/Empty.tsx'
import { quoted } from '../../../parts/filter/filter.ts'
import { Go } from '../../../parts/Go.tsx'
import { Heard } from '../../../parts/Heard.tsx'
import { links } from '../../../parts/links.ts'
import { bytes, whole } from '../../../parts/numbers.ts'
import { Time } from '../../../parts/Time.tsx'

/** Whom it talks to, and about what. */
export function Neighbours({ site, asset }: { site: string; asset: string }) {
  const { data, error } = useAsk('/sites/{site}/assets/{id}/neighbours', {
    params: { path: { site, id: asset } },
  })
  if (error !== null && data === undefined) return <p role="alert">{wordsOf(error)}</p>
  if (data === undefined) return <p role="status">Loading …</p>
  if (data.items.length === 0)
    return (
      <Empty title="It talked to nobody">
        <p>What it sent went to group addresses, or others only asked for it.</p>
      </Empty>
    )
  const most = Math.max(...data.items.map((one) => one.bytes))
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>Neighbour</th>
            <th>Role</th>
            <th>Protocols</th>
            <th>What is done</th>
            <th className="num">Packets</th>
            <th className="num">Bytes</th>
            <td />
            <th>Last</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map((one) => (
            <tr key={one.asset}>
              <td>
                <Go href={links.asset(site, one.asset)}>
                  <Heard text={one.name} most={60} />
                </Go>
              </td>
              <td>{roleWords(one.role)}</td>
              <td>{one.protocols.join(', ')}</td>
              <td>
                {one.verbs.length > 0 && (
                  <Go
                    href={links.activity(site, `asset = ${quoted(asset)} and asset = ${quoted(one.asset)}`)}
                  >
                    {one.verbs.join(', ')}
                  </Go>
                )}
              </td>
              <td className="num">{whole(one.packets)}</td>
              <td className="num">{bytes(one.bytes)}</td>
              <td>
                <Bar value={one.bytes} most={most} />
              </td>
              <td>
                <Time at={one.last} since />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
