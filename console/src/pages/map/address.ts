import type { Camera, Size } from './camera.ts'
import type { Pick } from './emphasis.ts'
import type { Plant } from './plant.ts'

/** What the page's address says; see route.ts. */
export interface Address {
  q?: string | undefined
  protocols?: string[] | undefined
  verbs?: string[] | undefined
  roles?: string[] | undefined
  from?: string | undefined
  until?: string | undefined
  turned?: string[] | undefined
  pick?: string[] | undefined
  a?: string | undefined
  b?: string | undefined
  as?: 'tables' | undefined
  at?: string | undefined
}

const MOST_IN_LIST = 500

/** Reads a list of texts of an address; what is none is left out. */
export function list(value: unknown): string[] | undefined {
  if (typeof value === 'string' && value !== '') return [value]
  if (!Array.isArray(value)) return undefined
  const texts = value.filter((one): one is string => typeof one === 'string').slice(0, MOST_IN_LIST)
  return texts.length === 0 ? undefined : texts
}

/** A list for an address: nothing when it is empty. */
export function listed(values: Iterable<string>): string[] | undefined {
  const texts = [...values]
  return texts.length === 0 ? undefined : texts
}

/** What is picked; nothing when it is no longer there. */
export function pickOf(plant: Plant, [kind, one, two]: readonly string[]): Pick | undefined {
  if (one === undefined) return undefined
  if (kind === 'asset') {
    const asset = plant.byId.get(one)
    return asset === undefined ? undefined : { kind, asset }
  }
  if (kind === 'zone') return { kind, zone: one }
  return kind === 'conduit' && two !== undefined ? { kind, zones: [one, two] } : undefined
}

export function pickText(plant: Plant, pick: Pick | undefined): string[] | undefined {
  if (pick === undefined) return undefined
  if (pick.kind === 'asset') return ['asset', plant.assets[pick.asset]!.id]
  return pick.kind === 'zone' ? ['zone', pick.zone] : ['conduit', ...pick.zones]
}

/** The view in an address: the middle of the screen in the picture, and the scale, so that it means the same on another screen. */
export function cameraText(camera: Camera, size: Size): string {
  const x = camera.x + size.w / 2 / camera.scale
  const y = camera.y + size.h / 2 / camera.scale
  return `${Math.round(x)},${Math.round(y)},${Number(camera.scale.toPrecision(3))}`
}

export function cameraOf(text: string, size: Size): Camera | undefined {
  const [x, y, scale, ...rest] = text.split(',').map(Number)
  if (x === undefined || y === undefined || scale === undefined || rest.length > 0) return undefined
  if (![x, y, scale].every(Number.isFinite) || scale < 0.01 || scale > 10) return undefined
  return { x: x - size.w / 2 / scale, y: y - size.h / 2 / scale, scale }
}

/** Milliseconds since 1970 of a time in an address; nothing when it is none. */
export function timeOf(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}
