import { Empty } from '../../../parts/Empty.tsx'
import { Go } from '../../../parts/Go.tsx'
import { Heard } from '../../../parts/Heard.tsx'
import { links } from '../../../parts/links.ts'
import { many } from '../../../parts/numbers.ts'
import { Sign } from '../../../parts/Sign.tsx'
import { byAttribute, type Claim, sureness } from '../claims.ts'

/** Packets shown for a value; the rest is counted. */
const SHOWN = 4

/** Every value that was ever claimed, with the packets that did. */
export function Claims(props: { site: string; claims: readonly Claim[]; conflicts: readonly string[] }) {
  const attributes = byAttribute(props.claims, props.conflicts)
  if (attributes.length === 0)
    return (
      <Empty title="No packet says what it is">
        <p>It was addressed or heard, but nothing it sent or was sent tells its vendor, model or name.</p>
      </Empty>
    )
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>Attribute</th>
            <th>Value</th>
            <th>How sure</th>
            <th>Packets</th>
          </tr>
        </thead>
        <tbody>
          {attributes.flatMap(({ attribute, values, conflict }) =>
            values.map(({ value, claims }, index) => (
              <tr key={`${attribute} ${value}`}>
                <td>
                  {index === 0 && attribute}{' '}
                  {index === 0 && conflict && <Sign level="warn">contradicted</Sign>}
                </td>
                <td>
                  <Heard text={value} />
                </td>
                <td>{sureness(claims[0]!.confidence)}</td>
                <td>
                  <Packets site={props.site} claims={claims} />
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}

function Packets({ site, claims }: { site: string; claims: readonly Claim[] }) {
  const rest = claims.length - SHOWN
  return (
    <span className="row">
      {claims.slice(0, SHOWN).map(({ protocol, capture, packet }) => (
        <Go key={`${protocol} ${capture} ${packet}`} href={links.packet(site, capture, packet)}>
          {protocol} {packet}
        </Go>
      ))}
      {rest > 0 && <span className="soft">and {many(rest, 'more', 'more')}</span>}
    </span>
  )
}
