import { Button, CloseButton } from '@mantine/core'
import { clause } from '../../parts/filter/filter.ts'
import { Go } from '../../parts/Go.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { links } from '../../parts/links.ts'
import { many } from '../../parts/numbers.ts'
import type { Address } from './address.ts'
import { talksBetween } from './emphasis.ts'
import { glyphOf } from './glyphs.ts'
import css from './Map.module.css'
import type { Steps } from './MapPage.tsx'
import { innerZones } from './nest.ts'
import { PathSide } from './PathSide.tsx'
import { LANES } from './plant.ts'
import { Pairs, TalkFacts } from './Talk.tsx'
import { countsOf } from './tables.ts'
import type { MapData } from './use-map.ts'
import { laneWords } from './words.ts'

export interface SideProps {
  site: string
  data: MapData
  address: Address
  steps: Steps
}

/** What is picked, in words beside the map. */
export function Side(props: SideProps) {
  const { data, address, steps } = props
  const { pick } = data
  const onPath = address.a !== undefined
  if (!onPath && pick === undefined) return null
  const close = () => (onPath ? steps.endPath() : steps.actions.pick(undefined))
  return (
    <aside className={css.side} aria-label="About what is picked">
      <CloseButton className={css.close} aria-label="Close" onClick={close} />
      {onPath ? (
        <PathSide {...props} />
      ) : pick?.kind === 'asset' ? (
        <AssetSide {...props} asset={pick.asset} />
      ) : pick?.kind === 'zone' ? (
        <ZoneSide {...props} zone={pick.zone} />
      ) : (
        pick !== undefined && <ConduitSide {...props} zones={pick.zones} />
      )}
    </aside>
  )
}

function AssetSide({ site, data, steps, asset }: SideProps & { asset: number }) {
  const { plant, scene } = data
  const { id, name, role, vendor, lane, zone, heard } = plant.assets[asset]!
  const talks = [...plant.talks.keys()].filter((index) => {
    const { from, to } = plant.talks[index]!
    return scene.shown.talks[index] === 1 && (from === asset || to === asset)
  })
  const both = `${clause('initiator', id)} or ${clause('responder', id)}`
  return (
    <>
      <h2>
        <Go href={links.asset(site, id)}>
          <Heard text={name} most={60} />
        </Go>
      </h2>
      <dl className={css.facts}>
        <dt>Role</dt>
        <dd>{glyphOf(role).words}</dd>
        {vendor !== undefined && (
          <>
            <dt>Vendor</dt>
            <dd>
              <Heard text={vendor} most={60} />
            </dd>
          </>
        )}
        <dt>Level</dt>
        <dd>{laneWords(lane)}</dd>
        <dt>Zone</dt>
        <dd>
          <button
            type="button"
            className={css.link}
            onClick={() => steps.actions.pick({ kind: 'zone', zone })}
          >
            <Heard text={data.tree.zones.get(zone)?.title ?? zone} most={60} />
          </button>
        </dd>
        {!heard && (
          <>
            <dt>Heard</dt>
            <dd>never: others address it</dd>
          </>
        )}
        <TalkFacts plant={plant} talks={talks} />
      </dl>
      <div className="row">
        <Button size="xs" variant="default" onClick={() => steps.pathFrom(asset)}>
          Path from here
        </Button>
        <Go href={links.activity(site, both)}>Its operations</Go>
      </div>
      <h3>Talks to</h3>
      <Pairs site={site} data={data} talks={talks} steps={steps} of={asset} />
    </>
  )
}

function ZoneSide({ site, data, steps, zone }: SideProps & { zone: string }) {
  const { plant, tree, scene } = data
  const here = tree.zones.get(zone)
  if (here === undefined) return <p>This zone is no longer there.</p>
  const inner = innerZones(tree, zone)
  const assets = plant.assets.filter((asset) => inner.has(asset.zone))
  const lanes = [...new Set(assets.map(({ lane }) => lane))].sort((a, b) => a - b)
  const crossing = [...plant.talks.keys()].filter((index) => {
    const { from, to } = plant.talks[index]!
    return (
      scene.shown.talks[index] === 1 &&
      inner.has(plant.assets[from]!.zone) !== inner.has(plant.assets[to]!.zone)
    )
  })
  const open = scene.open.has(zone)
  return (
    <>
      <h2>
        Zone <Heard text={here.title} most={60} />
      </h2>
      {here.assets.length === 0 && (
        <p className="soft">Gathers the zones inside it; their addresses begin alike.</p>
      )}
      <dl className={css.facts}>
        <dt>Assets</dt>
        <dd>{many(assets.length, 'asset')}</dd>
        <dt>Levels</dt>
        <dd>{lanes.map((lane) => LANES[lane]!.short).join(', ')}</dd>
        <dt>Roles</dt>
        <dd>
          {countsOf(assets.map(({ role }) => role))
            .map(({ role, count }) => `${glyphOf(role).words} ${count}`)
            .join(', ')}
        </dd>
        <TalkFacts plant={plant} talks={crossing} title="Across its border" />
      </dl>
      <div className="row">
        <Button size="xs" variant="default" onClick={() => steps.actions.turn(zone)}>
          {open ? 'Close zone' : 'Open zone'}
        </Button>
        {here.assets.length > 0 && <Go href={links.assets(site, clause('zone', zone))}>Its assets</Go>}
      </div>
      <h3>Conduits</h3>
      <Pairs site={site} data={data} talks={crossing} steps={steps} />
    </>
  )
}

function ConduitSide({ site, data, steps, zones }: SideProps & { zones: readonly [string, string] }) {
  const { tree, plant, scene } = data
  const [one, two] = zones.map((zone) => tree.zones.get(zone)?.title ?? zone) as [string, string]
  const same = zones[0] === zones[1]
  const inside = (index: number) => {
    const { from, to } = plant.talks[index]!
    return (
      scene.shown.talks[index] === 1 &&
      plant.assets[from]!.zone === zones[0] &&
      plant.assets[to]!.zone === zones[0]
    )
  }
  const talks = same ? [...plant.talks.keys()].filter(inside) : talksBetween(scene, zones)
  return (
    <>
      <h2>
        {same ? 'Inside ' : 'Conduit '}
        <Heard text={one} most={40} />
        {!same && (
          <>
            {' ↔ '}
            <Heard text={two} most={40} />
          </>
        )}
      </h2>
      <dl className={css.facts}>
        <TalkFacts plant={plant} talks={talks} />
      </dl>
      <h3>Who talks</h3>
      <Pairs site={site} data={data} talks={talks} steps={steps} />
    </>
  )
}
