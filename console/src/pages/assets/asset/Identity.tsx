import type { Answer } from '../../../api/use.ts'
import { levelWords, roleWords } from '../../../parts/asset-words.ts'
import { Fact, Facts } from '../../../parts/Fact.tsx'
import { Heard } from '../../../parts/Heard.tsx'
import { links } from '../../../parts/links.ts'
import { Part, Parts } from '../../../parts/Page.tsx'
import { Time } from '../../../parts/Time.tsx'
import { claimFor } from '../claims.ts'

export type AssetAnswer = Answer<'/sites/{site}/assets/{id}'>

const ATTRIBUTES = [
  ['vendor', 'Vendor'],
  ['model', 'Model'],
  ['orderNumber', 'Order number'],
  ['serial', 'Serial number'],
  ['firmware', 'Firmware'],
  ['hardware', 'Hardware'],
  ['os', 'Operating system'],
] as const

/** What it is and where it stands, each with the packet or the reason behind it. */
export function Identity({ site, asset }: { site: string; asset: AssetAnswer }) {
  const said = (attribute: string) => asset.said?.find((one) => one.attribute === attribute)
  const by = (attribute: string) => {
    const word = said(attribute)
    return word === undefined ? {} : { said: word }
  }
  return (
    <Parts>
      <Part title="Identity">
        <Facts>
          {ATTRIBUTES.map(([attribute, title]) => {
            const value = asset[attribute]
            const claim = claimFor(asset.evidence, attribute, value)
            return (
              <Fact
                key={attribute}
                name={title}
                value={value}
                conflict={asset.conflicts.includes(attribute)}
                {...(claim === undefined
                  ? {}
                  : {
                      evidence: {
                        href: links.packet(site, claim.capture, claim.packet),
                        words: `${claim.protocol}, packet ${claim.packet}`,
                      },
                    })}
              />
            )
          })}
          {asset.names.length > 0 && (
            <Fact
              name="Names heard"
              value={asset.names.join(', ')}
              conflict={asset.conflicts.includes('name')}
            />
          )}
        </Facts>
      </Part>
      <Part title="Place">
        <Facts>
          <Fact name="Role" value={roleWords(asset.role)} {...by('role')}>
            <Heard text={roleWords(asset.role)} />
            <Reason words={asset.roleReason} />
          </Fact>
          <Fact name="Purdue level" value={levelWords(asset.level)} {...by('level')}>
            <Heard text={levelWords(asset.level)} />
            <Reason words={asset.levelReason} />
          </Fact>
          <Fact name="Zone" value={asset.zone} {...by('zone')}>
            <Heard text={asset.zone} />
            <Reason words={asset.zoneReason} />
          </Fact>
          {asset.criticality !== undefined && (
            <Fact name="Criticality" value={asset.criticality} {...by('criticality')} />
          )}
          {asset.owner !== undefined && <Fact name="Owner" value={asset.owner} {...by('owner')} />}
          {asset.tags !== undefined && asset.tags.length > 0 && (
            <Fact name="Tags" value={asset.tags.join(', ')} {...by('tags')} />
          )}
        </Facts>
      </Part>
      <Part title="On the network">
        <Facts>
          {asset.interfaces.map(({ mac, ip, vlan }) => (
            <Fact
              key={`${mac} ${ip} ${vlan}`}
              name="Interface"
              value={[ip, mac, vlan === undefined ? undefined : `VLAN ${vlan}`]
                .filter((one) => one !== undefined)
                .join(' · ')}
            />
          ))}
          <Fact
            name="Protocols"
            value={asset.protocols.length === 0 ? undefined : asset.protocols.join(', ')}
          />
          <Fact name="First heard" value={asset.firstSeen}>
            <Time at={asset.firstSeen} />
          </Fact>
          <Fact name="Last heard" value={asset.lastSeen}>
            {asset.heard ? <Time at={asset.lastSeen} /> : 'never: others addressed it'}
          </Fact>
        </Facts>
      </Part>
      {asset.modules.length > 0 && (
        <Part title="Modules and units">
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th>Where</th>
                  <th>What</th>
                  <th>Serial number</th>
                  <th>Firmware</th>
                </tr>
              </thead>
              <tbody>
                {asset.modules.map((module) => (
                  <tr key={module.id}>
                    <td>
                      <Heard text={module.id} />
                    </td>
                    <td>
                      <Heard
                        text={[module.vendor, module.model, module.orderNumber, module.name]
                          .filter((one) => one !== undefined)
                          .join(' ')}
                      />
                    </td>
                    <td>
                      <Heard text={module.serial ?? ''} />
                    </td>
                    <td>
                      <Heard text={module.firmware ?? ''} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Part>
      )}
    </Parts>
  )
}

function Reason({ words }: { words: string }) {
  return words === '' ? null : (
    <div className="soft">
      because: <Heard text={words} most={200} />
    </div>
  )
}
