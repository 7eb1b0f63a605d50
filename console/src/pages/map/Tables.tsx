import { useMemo, useState } from 'react'
import { Heard } from '../../parts/Heard.tsx'
import { many, whole } from '../../parts/numbers.ts'
import { Time } from '../../parts/Time.tsx'
import { few } from './bundle.ts'
import type { Pick } from './emphasis.ts'
import { glyphOf } from './glyphs.ts'
import css from './Map.module.css'
import { shownName } from './names.ts'
import { Verbs } from './Talk.tsx'
import { conduitRows, zoneRows } from './tables.ts'
import type { MapData } from './use-map.ts'

const FIRST_ROWS = 200

/** The same as the map in two tables: zones, and conduits between them. */
export function Tables({ data, pick }: { data: MapData; pick: (pick: Pick) => void }) {
  const { plant, tree, scene } = data
  const zones = useMemo(() => zoneRows(plant, tree), [plant, tree])
  const conduits = useMemo(() => conduitRows(plant, tree, scene.shown), [plant, tree, scene.shown])
  const [most, setMost] = useState(FIRST_ROWS)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reachable by keys
    <section className={css.tables} tabIndex={0} aria-label="Zones and conduits">
      <table>
        <caption>{many(zones.length, 'zone')}</caption>
        <thead>
          <tr>
            <th scope="col">Zone</th>
            <th scope="col">Inside</th>
            <th scope="col">Levels</th>
            <th scope="col" className="num">
              Assets
            </th>
            <th scope="col">Roles</th>
          </tr>
        </thead>
        <tbody>
          {zones.map((row) => (
            <tr key={row.zone}>
              <th scope="row">
                <button
                  type="button"
                  className={css.link}
                  onClick={() => pick({ kind: 'zone', zone: row.zone })}
                >
                  <Heard text={row.title} most={60} />
                </button>
              </th>
              <td>{row.around.map(shownName).join(' / ')}</td>
              <td>{row.levels.join(', ')}</td>
              <td className="num">{whole(row.assets)}</td>
              <td>
                {few(
                  row.roles.map(({ role, count }) => `${glyphOf(role).words} ${count}`),
                  5,
                )}
                {row.silent > 0 && <span className="soft">; {whole(row.silent)} never heard</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>{many(conduits.length, 'conduit')}</caption>
        <thead>
          <tr>
            <th scope="col">Between</th>
            <th scope="col">Protocols</th>
            <th scope="col">Verbs</th>
            <th scope="col" className="num">
              Pairs
            </th>
            <th scope="col" className="num">
              Packets
            </th>
            <th scope="col">Last heard</th>
          </tr>
        </thead>
        <tbody>
          {conduits.slice(0, most).map((row) => (
            <tr key={row.zones.join('\n')}>
              <th scope="row">
                <button
                  type="button"
                  className={css.link}
                  onClick={() => pick({ kind: 'conduit', zones: row.zones })}
                >
                  <Heard text={row.titles[0]} most={40} /> ↔ <Heard text={row.titles[1]} most={40} />
                </button>
              </th>
              <td>{few(row.protocols, 5)}</td>
              <td>
                <Verbs verbs={row.verbs} most={6} />
              </td>
              <td className="num">{whole(row.talks)}</td>
              <td className="num">{whole(row.packets)}</td>
              <td>
                <Time at={new Date(row.last).toISOString()} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {conduits.length > most && (
        <button type="button" className={css.link} onClick={() => setMost(most + 1000)}>
          Show {many(Math.min(1000, conduits.length - most), 'more conduit')}
        </button>
      )}
    </section>
  )
}
