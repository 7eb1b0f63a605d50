import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { Address } from './address.ts'
import { cameraOf, cameraText } from './address.ts'
import { MapCanvas } from './canvas.ts'
import type { Emphasis, Pick } from './emphasis.ts'
import { emphasisOf, zonesOf } from './emphasis.ts'
import type { Hit } from './hit.ts'
import css from './Map.module.css'
import { focusedMark, moved, type Way } from './move.ts'
import { anchorOf, type Scene } from './scene.ts'
import { Tip } from './Tip.tsx'
import { usePointer } from './use-pointer.ts'
import { markWords } from './words.ts'

export interface StageActions {
  pick(pick: Pick | undefined): void
  turn(zone: string): void
  open(asset: number): void
  out(): void
  look(at: string): void
}

const WAYS: Readonly<Record<string, Way>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** The drawn map, with mouse, touch and keys. */
export function Stage(props: {
  scene: Scene
  emphasis: Emphasis | undefined
  pick: Pick | undefined
  found: ReadonlySet<number>
  at: Address['at']
  actions: StageActions
  /** Gets the canvas, for buttons outside. */
  onCanvas: (canvas: MapCanvas | undefined) => void
}) {
  const { scene, emphasis, pick, found, actions } = props
  const element = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapCanvas>()
  const [hover, setHover] = useState<{ hit: Hit; x: number; y: number }>()
  const [focus, setFocus] = useState('')
  const [said, setSaid] = useState('')
  const focused = focusedMark(scene.picture, scene.tree, focus)

  const attach = useCanvas(props, element, setMap)
  useEffect(() => map?.mark({ emphasis, found }), [map, emphasis, found])
  useEffect(() => map?.mark({ focus: focused }), [map, focused])
  useEffect(
    () => map?.mark({ hover: hoverOf(scene, hover?.hit, emphasis) }),
    [map, scene, hover?.hit, emphasis],
  )

  const choose = useCallback(
    (hit: Hit, twice: boolean) => chooseHit(scene, actions, hit, twice),
    [scene, actions],
  )
  usePointer(element, map, { hover: setHover, choose })

  const go = (index: number): void => {
    const mark = scene.picture.marks[index]
    if (mark === undefined) return
    setFocus(mark.key)
    setSaid(markWords(scene, mark))
    map?.reveal(mark)
  }
  const press = (event: KeyboardEvent): void => {
    const mark = scene.picture.marks[focused]
    const way = WAYS[event.key]
    if (way !== undefined) go(moved(scene.picture.marks, focused, way))
    else if (event.key === 'Enter' && mark !== undefined) enter(mark, pick, actions)
    else if (event.key === ' ' && mark !== undefined) actions.pick(pickOfMark(mark))
    else if (event.key === 'Escape') actions.out()
    else if (event.key === 'c' && mark !== undefined && scene.open.has(mark.zone)) actions.turn(mark.zone)
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={element}
      className={css.stage}
      role="application"
      aria-label="Map of the site"
      aria-describedby="map-keys"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a drawing that is worked with keys; the tables say the same
      tabIndex={0}
      onKeyDown={press}
      onFocus={() => focused === -1 && element.current?.matches(':focus-visible') && go(0)}
      onBlur={() => map?.mark({ focus: -1 })}
    >
      <canvas ref={attach} className={css.canvas} />
      <div className="hidden-visually" role="status">
        {said}
      </div>
      {hover?.hit !== undefined && <Tip scene={scene} hit={hover.hit} x={hover.x} y={hover.y} />}
    </div>
  )
}

/** Makes the canvas, keeps it as large as its place, and shows the scene in it. */
function useCanvas(
  props: Parameters<typeof Stage>[0],
  element: React.RefObject<HTMLDivElement | null>,
  setMap: (map: MapCanvas | undefined) => void,
): (canvas: HTMLCanvasElement | null) => void {
  const { scene, at, actions, onCanvas } = props
  const made = useRef<MapCanvas>(undefined)
  const latest = useRef({ at, actions })
  latest.current = { at, actions }
  const attach = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      made.current?.close()
      made.current = canvas === null ? undefined : new MapCanvas(canvas)
      setMap(made.current)
      onCanvas(made.current)
      const map = made.current
      if (map !== undefined)
        map.onCamera = (camera) => latest.current.actions.look(cameraText(camera, map.size))
    },
    [setMap, onCanvas],
  )
  useEffect(() => {
    const map = made.current
    const place = element.current
    if (map === undefined || place === null) return
    const measure = (): void => {
      map.resize({ w: place.clientWidth, h: place.clientHeight }, window.devicePixelRatio)
    }
    const watch = new ResizeObserver(measure)
    watch.observe(place)
    measure()
    const look = new MutationObserver(() => map.redraw())
    look.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] })
    const paper = window.matchMedia('print')
    const print = (): void => map.onPaper(paper.matches, wholeOf)
    paper.addEventListener('change', print)
    return () => {
      watch.disconnect()
      look.disconnect()
      paper.removeEventListener('change', print)
    }
  }, [element])
  const begun = useRef(false)
  useEffect(() => {
    const map = made.current
    if (map === undefined) return
    map.show(scene)
    if (begun.current || scene.picture.marks.length === 0) return
    begun.current = true
    const camera = latest.current.at === undefined ? undefined : cameraOf(latest.current.at, map.size)
    if (camera === undefined) map.fitTo(wholeOf(scene))
    else map.look(camera)
  }, [scene])
  return attach
}

export function wholeOf({ picture }: Scene) {
  return { x: 0, y: 0, w: picture.width, h: picture.height }
}

function pickOfMark(mark: Scene['picture']['marks'][number]): Pick {
  return mark.asset === undefined ? { kind: 'zone', zone: mark.zone } : { kind: 'asset', asset: mark.asset }
}

function enter(mark: Scene['picture']['marks'][number], pick: Pick | undefined, actions: StageActions): void {
  if (mark.asset === undefined) actions.turn(mark.zone)
  else if (pick?.kind === 'asset' && pick.asset === mark.asset) actions.open(mark.asset)
  else actions.pick({ kind: 'asset', asset: mark.asset })
}

/** One click picks, two open or close a zone, or open the page of an asset. */
function chooseHit(scene: Scene, actions: StageActions, hit: Hit, twice: boolean): void {
  if (hit === undefined) actions.pick(undefined)
  else if (hit.kind === 'conduit') actions.pick({ kind: 'conduit', zones: zonesOf(scene.picture, hit.line) })
  else if (hit.kind === 'frame') {
    const { zone } = scene.picture.frames[hit.frame]!
    if (twice) actions.turn(zone)
    else actions.pick({ kind: 'zone', zone })
  } else {
    const mark = scene.picture.marks[hit.mark]!
    if (!twice) actions.pick(pickOfMark(mark))
    else if (mark.asset === undefined) actions.turn(mark.zone)
    else actions.open(mark.asset)
  }
}

function hoverOf(scene: Scene, hit: Hit, emphasis: Emphasis | undefined): Emphasis | undefined {
  if (hit?.kind === 'conduit') return { lines: [hit.line], marks: new Set(), picked: [] }
  if (hit?.kind !== 'mark') return undefined
  const mark = scene.picture.marks[hit.mark]
  if (mark === undefined) return undefined
  if (emphasis !== undefined) return { lines: [], marks: new Set(), picked: [anchorOf(mark)] }
  return mark.asset === undefined
    ? emphasisOf(scene, { kind: 'zone', zone: mark.zone }, undefined)
    : emphasisOf(scene, { kind: 'asset', asset: mark.asset }, undefined)
}
