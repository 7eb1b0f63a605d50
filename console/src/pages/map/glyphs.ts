import type { Rect } from './layout.ts'

/** The outline that says what family a role belongs to; the letters inside say which role. */
export type Shape = 'controller' | 'screen' | 'server' | 'field' | 'network' | 'host' | 'unknown'

export interface Glyph {
  shape: Shape
  code: string
  words: string
}

const glyph = (shape: Shape, code: string, words: string): Glyph => ({ shape, code, words })

/** In the order of the legend. */
export const GLYPHS: Readonly<Record<string, Glyph>> = {
  plc: glyph('controller', 'PLC', 'PLC'),
  rtu: glyph('controller', 'RTU', 'RTU'),
  ied: glyph('controller', 'IED', 'IED'),
  'safety-controller': glyph('controller', 'SIS', 'safety controller'),
  'building-controller': glyph('controller', 'BC', 'building controller'),
  hmi: glyph('screen', 'HMI', 'HMI'),
  'engineering-workstation': glyph('screen', 'EWS', 'engineering workstation'),
  'scada-server': glyph('server', 'SCA', 'SCADA server'),
  historian: glyph('server', 'HIS', 'historian'),
  'remote-io': glyph('field', 'I/O', 'remote I/O'),
  drive: glyph('field', 'DRV', 'drive'),
  gateway: glyph('network', 'GW', 'gateway'),
  switch: glyph('network', 'SW', 'switch'),
  router: glyph('network', 'RTR', 'router'),
  firewall: glyph('network', 'FW', 'firewall'),
  'it-host': glyph('host', 'PC', 'IT host'),
  printer: glyph('host', 'PRN', 'printer'),
  camera: glyph('host', 'CAM', 'camera'),
  unknown: glyph('unknown', '?', 'role unknown'),
}

export function glyphOf(role: string): Glyph {
  return GLYPHS[role] ?? GLYPHS.unknown!
}

export const GLYPH = { w: 36, h: 22, top: 5 }

/** Where the glyph of an asset stands in its cell. */
export function glyphIn(cell: Rect): Rect {
  return { x: cell.x + (cell.w - GLYPH.w) / 2, y: cell.y + GLYPH.top, w: GLYPH.w, h: GLYPH.h }
}

/** What a path is drawn with: a canvas, or something that writes it down. */
export interface Pen {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void
  closePath(): void
}

/** Traces the outline of a shape. */
export function trace(pen: Pen, shape: Shape, { x, y, w, h }: Rect): void {
  if (shape === 'network') {
    const cut = h * 0.38
    corners(pen, [
      [x + cut, y],
      [x + w - cut, y],
      [x + w, y + h / 2],
      [x + w - cut, y + h],
      [x + cut, y + h],
      [x, y + h / 2],
    ])
    return
  }
  if (shape === 'server') {
    pen.moveTo(x, y + 3)
    pen.quadraticCurveTo(x + w / 2, y - 3, x + w, y + 3)
    pen.lineTo(x + w, y + h - 3)
    pen.quadraticCurveTo(x + w / 2, y + h + 3, x, y + h - 3)
    pen.closePath()
    return
  }
  rounded(pen, { x, y, w, h }, { field: h / 2, screen: 5, host: 5, controller: 1, unknown: 1 }[shape])
}

function corners(pen: Pen, points: readonly (readonly [number, number])[]): void {
  for (const [index, [x, y]] of points.entries()) index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)
  pen.closePath()
}

export function rounded(pen: Pen, { x, y, w, h }: Rect, r: number): void {
  pen.moveTo(x + r, y)
  pen.lineTo(x + w - r, y)
  pen.quadraticCurveTo(x + w, y, x + w, y + r)
  pen.lineTo(x + w, y + h - r)
  pen.quadraticCurveTo(x + w, y + h, x + w - r, y + h)
  pen.lineTo(x + r, y + h)
  pen.quadraticCurveTo(x, y + h, x, y + h - r)
  pen.lineTo(x, y + r)
  pen.quadraticCurveTo(x, y, x + r, y)
  pen.closePath()
}

/** A second line that tells a screen's foot, a server's lid and a host's bar from each other; none for the rest. */
export function traceInner(pen: Pen, shape: Shape, { x, y, w, h }: Rect): void {
  if (shape === 'screen') {
    pen.moveTo(x + w * 0.3, y + h + 2.5)
    pen.lineTo(x + w * 0.7, y + h + 2.5)
  }
  if (shape === 'server') {
    pen.moveTo(x, y + 3)
    pen.quadraticCurveTo(x + w / 2, y + 9, x + w, y + 3)
  }
}
