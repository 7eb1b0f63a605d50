import { type RefObject, useEffect, useRef } from 'react'
import { toWorld } from './camera.ts'
import type { MapCanvas } from './canvas.ts'
import { type Hit, hitAt } from './hit.ts'

export interface PointerActions {
  hover(over: { hit: Hit; x: number; y: number } | undefined): void
  choose(hit: Hit, twice: boolean): void
}

/** A pointer that moved less than this was a click. */
const STILL = 4
const TWICE_MS = 350
/** How near a line the pointer has to be, in pixels. */
const REACH = 6

/** Drags, pinches, wheels, points and clicks on the map. */
export function usePointer(
  element: RefObject<HTMLElement | null>,
  map: MapCanvas | undefined,
  actions: PointerActions,
): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    const place = element.current
    if (place === null || map === undefined) return
    const hand = new Hand(place, map, () => latest.current)
    return hand.take()
  }, [element, map])
}

class Hand {
  readonly #place: HTMLElement
  readonly #map: MapCanvas
  readonly #actions: () => PointerActions
  /** Where each finger is. */
  readonly #fingers = new Map<number, { x: number; y: number }>()
  #moved = 0
  #clicked = 0

  constructor(place: HTMLElement, map: MapCanvas, actions: () => PointerActions) {
    this.#place = place
    this.#map = map
    this.#actions = actions
  }

  take(): () => void {
    const stop = new AbortController()
    const { signal } = stop
    const on = <K extends keyof HTMLElementEventMap>(
      kind: K,
      does: (event: HTMLElementEventMap[K]) => void,
    ) => this.#place.addEventListener(kind, does, { signal, passive: false })
    on('pointerdown', (event) => this.#down(event))
    on('pointermove', (event) => this.#move(event))
    on('pointerup', (event) => this.#up(event))
    on('pointercancel', ({ pointerId }) => this.#fingers.delete(pointerId))
    on('pointerleave', () => this.#actions().hover(undefined))
    on('wheel', (event) => this.#wheel(event))
    return () => stop.abort()
  }

  #at(event: MouseEvent): { x: number; y: number } {
    const { left, top } = this.#place.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }

  #hit({ x, y }: { x: number; y: number }): Hit {
    const { scene, camera, left } = this.#map
    if (scene === undefined || x < left) return undefined
    const world = toWorld(camera, x, y)
    return hitAt(scene, world.x, world.y, REACH / camera.scale)
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return
    this.#place.setPointerCapture(event.pointerId)
    if (this.#fingers.size === 0) this.#moved = 0
    this.#fingers.set(event.pointerId, this.#at(event))
    this.#actions().hover(undefined)
  }

  #move(event: PointerEvent): void {
    const at = this.#at(event)
    const before = this.#fingers.get(event.pointerId)
    if (before === undefined) {
      this.#actions().hover({ hit: this.#hit(at), ...at })
      return
    }
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1]
    this.#fingers.set(event.pointerId, at)
    this.#moved += Math.hypot(at.x - before.x, at.y - before.y)
    if (this.#moved < STILL) return
    if (other === undefined) this.#map.pan(at.x - before.x, at.y - before.y)
    else {
      const apart = (one: typeof at) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y))
      this.#map.zoom(apart(at) / apart(before), (at.x + other.x) / 2, (at.y + other.y) / 2)
      this.#map.pan((at.x - before.x) / 2, (at.y - before.y) / 2)
    }
  }

  #up(event: PointerEvent): void {
    if (!this.#fingers.delete(event.pointerId) || this.#moved >= STILL || this.#fingers.size > 0) return
    const twice = event.timeStamp - this.#clicked < TWICE_MS
    this.#clicked = twice ? Number.NEGATIVE_INFINITY : event.timeStamp
    this.#actions().choose(this.#hit(this.#at(event)), twice)
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault()
    const step = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 24 : 1
    if (event.shiftKey) {
      this.#map.pan(-(event.deltaX || event.deltaY) * step, 0)
      return
    }
    const { x, y } = this.#at(event)
    const strength = event.ctrlKey ? 0.01 : 0.0015
    this.#map.zoom(Math.exp(-event.deltaY * step * strength), x, y)
  }
}
