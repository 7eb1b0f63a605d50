import { Button } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { wordsOf } from '../../api/problem.ts'
import { useKeys } from '../../frame/use-keys.ts'
import { Empty } from '../../parts/Empty.tsx'
import { Go } from '../../parts/Go.tsx'
import { links } from '../../parts/links.ts'
import { many, whole } from '../../parts/numbers.ts'
import { Page } from '../../parts/Page.tsx'
import { type Address, listed, pickText } from './address.ts'
import type { MapCanvas } from './canvas.ts'
import type { Pick } from './emphasis.ts'
import { turnAll, turned, turnToShow } from './fold.ts'
import { Legend } from './Legend.tsx'
import css from './Map.module.css'
import { innerZones } from './nest.ts'
import { Side } from './Side.tsx'
import { Stage, type StageActions, wholeOf } from './Stage.tsx'
import { findAssets } from './shown.ts'
import { Tables } from './Tables.tsx'
import { TimeSlider } from './TimeSlider.tsx'
import { Toolbar } from './Toolbar.tsx'
import { type MapData, useMap } from './use-map.ts'

const MOST_FOUND = 200
const ZOOM = 1.3

/** The site in Purdue swim lanes: zones, who talks to whom across them, and with which verbs. */
export function MapPage() {
  const { site } = useParams({ from: '/inside/sites/$site/map' })
  const address: Address = useSearch({ from: '/inside/sites/$site/map' })
  const data = useMap(site, address)
  const change = useChange()
  const [canvas, setCanvas] = useState<MapCanvas>()
  const steps = useSteps(site, data, address, canvas, change)
  const found = useMemo(() => {
    const assets = findAssets(data.plant, address.q ?? '', MOST_FOUND)
    return new Set(assets.map((asset) => data.scene.picture.markOf[asset]!))
  }, [data.plant, data.scene, address.q])
  useMapKeys(canvas, data, steps)
  const { plant } = data
  const nothing = data.data !== undefined && plant.assets.length === 0
  return (
    <Page
      title="Map"
      fill
      beside={plant.assets.length > 0 && <Counts data={data} />}
      actions={
        plant.assets.length > 0 && <Buttons data={data} address={address} canvas={canvas} change={change} />
      }
    >
      {data.error !== null && <p role="alert">{wordsOf(data.error)}</p>}
      {data.data === undefined && data.error === null && <p role="status">Loading the map …</p>}
      {nothing && <Nothing site={site} />}
      {plant.assets.length > 0 && (
        <>
          <Toolbar plant={plant} address={address} change={change} show={steps.show} />
          <div className={css.body}>
            {address.as === 'tables' ? (
              <Tables data={data} pick={steps.actions.pick} />
            ) : (
              <Stage
                scene={data.scene}
                emphasis={data.emphasis}
                pick={data.pick}
                found={found}
                at={address.at}
                actions={steps.actions}
                onCanvas={setCanvas}
              />
            )}
            <Side site={site} data={data} address={address} steps={steps} />
          </div>
          <TimeSlider site={site} plant={plant} address={address} change={change} />
          <Legend />
          {address.as !== 'tables' && (
            <div className={css.paper}>
              <Tables data={data} pick={steps.actions.pick} />
            </div>
          )}
        </>
      )}
    </Page>
  )
}

export type Change = (next: Address, quietly?: boolean) => void

/** Changes what the address says; `quietly` leaves no step to go back to. */
function useChange(): Change {
  const navigate = useNavigate({ from: '/sites/$site/map' })
  return useCallback(
    (next, quietly = false) => void navigate({ search: (now) => ({ ...now, ...next }), replace: quietly }),
    [navigate],
  )
}

export interface Steps {
  actions: StageActions
  /** Opens the zones around an asset, picks it and brings it into sight. */
  show(asset: number): void
  pathFrom(asset: number): void
  endPath(): void
}

function useSteps(
  site: string,
  data: MapData,
  address: Address,
  canvas: MapCanvas | undefined,
  change: Change,
): Steps {
  const navigate = useNavigate()
  const { plant, tree, first, turned: turns, pick: picked } = data
  const { open } = data.scene
  return useMemo(() => {
    const idOf = (asset: number) => plant.assets[asset]!.id
    const waiting = address.a !== undefined && address.b === undefined
    const pick = (next: Pick | undefined): void => {
      // What is open stays open, also when only the last pick had opened it.
      const now = { pick: pickText(plant, next), turned: listed(turns) }
      if (waiting && next?.kind === 'asset') change({ ...now, b: idOf(next.asset) })
      else
        change({
          ...now,
          ...(address.b !== undefined && { a: undefined, b: undefined }),
        })
    }
    const show = (asset: number): void => {
      canvas?.revealSoon(asset)
      const turned = listed(turnToShow(tree, first, turns, plant.assets[asset]!.zone))
      const next = { pick: ['asset', idOf(asset)], as: undefined }
      change({ ...next, turned, ...(waiting && { b: idOf(asset) }) })
    }
    const actions: StageActions = {
      pick,
      turn: (zone) => {
        canvas?.anchor(zone)
        // What is picked in a zone that closes is let go: an address with a picked asset means open zones around it.
        const closes = open.has(zone) && picked?.kind === 'asset'
        const gone = closes && innerZones(tree, zone).has(plant.assets[picked.asset]!.zone)
        change({ turned: listed(turned(turns, zone)), ...(gone && { pick: undefined }) })
      },
      open: (asset) => void navigate({ href: links.asset(site, idOf(asset)) }),
      out: () => (address.a === undefined ? pick(undefined) : change({ a: undefined, b: undefined })),
      look: (at) => change({ at }, true),
    }
    const pathFrom = (asset: number) => change({ a: idOf(asset), b: undefined, pick: ['asset', idOf(asset)] })
    return { actions, show, pathFrom, endPath: () => change({ a: undefined, b: undefined }) }
  }, [site, plant, tree, first, turns, picked, open, address.a, address.b, canvas, change, navigate])
}

function useMapKeys(canvas: MapCanvas | undefined, data: MapData, steps: Steps): void {
  const { scene, pick } = data
  const keys = useMemo(
    () => [
      { keys: '+', does: 'Map: closer', run: () => canvas?.zoom(ZOOM) },
      { keys: '-', does: 'Map: farther', run: () => canvas?.zoom(1 / ZOOM) },
      { keys: '0', does: 'Map: all of it', run: () => canvas?.fitTo(wholeOf(scene)) },
      {
        keys: 'p',
        does: 'Map: path from the picked asset',
        run: () => pick?.kind === 'asset' && steps.pathFrom(pick.asset),
      },
    ],
    [canvas, scene, pick, steps],
  )
  useKeys(keys)
}

function Counts({ data }: { data: MapData }) {
  const { plant, tree } = data
  const zones = [...tree.zones.values()].filter(({ assets }) => assets.length > 0).length
  return (
    <>
      {many(plant.assets.length, 'asset')} in {many(zones, 'zone')}, {whole(plant.talks.length)} talking pairs
      {plant.truncated && '; there is more than the map holds, what was heard last is here'}
    </>
  )
}

function Buttons(props: { data: MapData; address: Address; canvas: MapCanvas | undefined; change: Change }) {
  const { data, address, canvas, change } = props
  const { tree, first, scene } = data
  const tables = address.as === 'tables'
  const turn = (open: boolean) => change({ turned: listed(turnAll(tree, first, open)) })
  return (
    <>
      {!tables && (
        <>
          <Button.Group aria-label="Zoom">
            <Button variant="default" size="xs" aria-label="Closer" onClick={() => canvas?.zoom(ZOOM)}>
              +
            </Button>
            <Button variant="default" size="xs" aria-label="Farther" onClick={() => canvas?.zoom(1 / ZOOM)}>
              −
            </Button>
            <Button variant="default" size="xs" onClick={() => canvas?.fitTo(wholeOf(scene))}>
              All
            </Button>
          </Button.Group>
          <Button variant="default" size="xs" onClick={() => turn(true)}>
            Open zones
          </Button>
          <Button variant="default" size="xs" onClick={() => turn(false)}>
            Close zones
          </Button>
        </>
      )}
      <Button variant="default" size="xs" onClick={() => change({ as: tables ? undefined : 'tables' })}>
        {tables ? 'Show as map' : 'Show as tables'}
      </Button>
    </>
  )
}

function Nothing({ site }: { site: string }) {
  return (
    <Empty title="Nothing was heard yet">
      <p>
        The map draws itself from traffic. <Go href={links.captures(site)}>Add a capture</Go> or{' '}
        <Go href={links.sensors(site)}>listen on an interface</Go>, and assets appear here in their zones and
        levels.
      </p>
    </Empty>
  )
}
