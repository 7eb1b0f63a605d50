import { anchored } from './anchor.ts'
import { type Camera, fit, hold, panBy, reveal, type Size, zoomAt } from './camera.ts'
import { type Colours, coloursOf } from './colours.ts'
import { drawLaneNames, drawScene } from './draw.ts'
import { drawLabels, takenBy } from './labels.ts'
import type { Rect } from './layout.ts'
import { drawMoment, type Moment } from './overlay.ts'
import type { Line, Scene } from './scene.ts'
import type { Sheet } from './sheet.ts'

/** Pixels around the screen that are drawn ahead, so that a pan only moves what is drawn. */
const AHEAD = 220
/** After a zoom has stood still so long, it is drawn sharp. */
const SETTLE_MS = 90
/** A drawing is stretched so far before it is drawn anew. */
const STRETCH = { closer: 1.9, farther: 0.65 }
const NARROW = 620
const PAPER_DENSE = 2
/** Names can be read from this scale on. */
const READABLE = 0.9
export const FIRST_DRAWN = 'map-drawn'

/** More labels than these are noise from afar; then only grave conduits have one. */
const MOST_QUIET = 90
const NEAR = 0.5

/** The lines that have a label, the most important first: what is grave, also inside zones when one is near, then the other conduits. */
function labelled({ conduits, lines }: Scene, scale: number): Line[] {
  const grave = ({ weight }: Line) => weight === 'grave'
  const near = scale >= NEAR
  const quiet = conduits.length <= MOST_QUIET || near ? conduits.filter((line) => !grave(line)) : []
  return [...conduits.filter(grave), ...(near ? lines.filter(grave) : []), ...quiet]
}

/**
 * The canvas of the map. The scene is drawn once into a sheet somewhat larger than the screen; while one pans or zooms that sheet is moved
 * and stretched, and drawn anew when it no longer covers the screen or the movement has ended. What is picked is drawn over it.
 */
export class MapCanvas {
  camera: Camera = { x: 0, y: 0, scale: 1 }
  size: Size = { w: 0, h: 0 }
  onCamera: (camera: Camera) => void = () => undefined
  readonly #canvas: HTMLCanvasElement
  readonly #pen: CanvasRenderingContext2D
  readonly #behind: HTMLCanvasElement
  #behindCamera: Camera | undefined
  #scene: Scene | undefined
  #moment: Moment = { emphasis: undefined, hover: undefined, focus: -1, found: new Set() }
  #colours: Colours
  #font: string
  #dense = 1
  #anchor: string | undefined
  #wanted = -1
  #beforePaper: Camera | undefined
  #frame = 0
  #settle = 0

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas
    this.#pen = canvas.getContext('2d', { alpha: false })!
    this.#behind = document.createElement('canvas')
    this.#colours = coloursOf(canvas)
    this.#font = getComputedStyle(canvas).fontFamily
  }

  /** Pixels that the names of the lanes cover. */
  get left(): number {
    return this.size.w < NARROW ? 34 : 136
  }

  get scene(): Scene | undefined {
    return this.#scene
  }

  show(scene: Scene): void {
    const before = this.#scene?.picture
    if (this.#anchor !== undefined && before !== undefined && before !== scene.picture) {
      this.camera = anchored(this.camera, before, scene.picture, this.#anchor)
      this.#anchor = undefined
    }
    this.#scene = scene
    const wanted = scene.picture.marks[scene.picture.markOf[this.#wanted] ?? -1]
    if (wanted?.asset === this.#wanted) {
      this.#wanted = -1
      this.approach(wanted)
    }
    this.redraw()
  }

  /** The zone that will be turned next stays where it is on the screen. */
  anchor(zone: string): void {
    this.#anchor = zone
  }

  /** Brings an asset into sight, now or as soon as its zones are open. */
  revealSoon(asset: number): void {
    const mark = this.#scene?.picture.marks[this.#scene.picture.markOf[asset] ?? -1]
    if (mark?.asset === asset) this.approach(mark)
    else this.#wanted = asset
  }

  /** Brings something into sight near enough to read. */
  approach(rect: Rect): void {
    if (this.camera.scale < READABLE) this.camera = fit(rect, this.size, this.left, 24, READABLE)
    this.reveal(rect)
  }

  /** Says what stands out; when that changes what is dimmed, the scene is drawn anew. */
  mark(moment: Partial<Moment>): void {
    const dimmed = this.#dims
    this.#moment = { ...this.#moment, ...moment }
    if (dimmed !== this.#dims) this.#behindCamera = undefined
    this.#ask()
  }

  get #dims(): boolean {
    return this.#moment.emphasis !== undefined
  }

  /** Draws everything anew, with the colours of now. */
  redraw(): void {
    this.#colours = coloursOf(this.#canvas)
    this.#behindCamera = undefined
    this.#ask()
  }

  resize(size: Size, dense: number): void {
    if (size.w === this.size.w && size.h === this.size.h && dense === this.#dense) return
    this.size = size
    this.#dense = dense
    this.#canvas.width = Math.round(size.w * dense)
    this.#canvas.height = Math.round(size.h * dense)
    this.#behind.width = Math.round((size.w + 2 * AHEAD) * dense)
    this.#behind.height = Math.round((size.h + 2 * AHEAD) * dense)
    this.#behindCamera = undefined
    // Without this the canvas would be blank until the next frame.
    this.#draw()
  }

  /** Goes onto paper: all of the picture, sharp, in the colours of paper; and back to what was seen. */
  onPaper(paper: boolean, wholeOf: (scene: Scene) => Rect): void {
    if (this.#scene === undefined) return
    if (!paper) {
      const back = this.#beforePaper
      this.#beforePaper = undefined
      if (back !== undefined) this.camera = back
    } else if (this.#beforePaper === undefined) {
      this.#beforePaper = this.camera
      const place = this.#canvas.getBoundingClientRect()
      this.resize({ w: place.width, h: place.height }, Math.max(this.#dense, PAPER_DENSE))
      this.camera = fit(wholeOf(this.#scene), this.size, this.left, 8)
    }
    this.redraw()
    this.#draw()
  }

  look(camera: Camera): void {
    const picture = this.#scene?.picture
    const sides = picture && { w: picture.width, h: picture.height }
    this.camera = sides === undefined ? camera : hold(camera, sides, this.size, this.left)
    this.#ask()
    clearTimeout(this.#settle)
    this.#settle = window.setTimeout(() => {
      if (this.#behindCamera?.scale !== this.camera.scale) this.#behindCamera = undefined
      this.#ask()
      this.onCamera(this.camera)
    }, SETTLE_MS)
  }

  pan(dx: number, dy: number): void {
    this.look(panBy(this.camera, dx, dy))
  }

  zoom(factor: number, x = (this.size.w + this.left) / 2, y = this.size.h / 2): void {
    this.look(zoomAt(this.camera, factor, x, y))
  }

  fitTo(rect: Rect, most?: number): void {
    this.look(fit(rect, this.size, this.left, Math.min(12, this.size.w * 0.02), most))
  }

  reveal(rect: Rect): void {
    this.look(reveal(this.camera, rect, this.size, this.left))
  }

  close(): void {
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#settle)
  }

  #ask(): void {
    if (this.#frame !== 0) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      this.#draw()
    })
  }

  #sheet(pen: CanvasRenderingContext2D, camera: Camera, size: Size): Sheet {
    return {
      pen,
      camera,
      size,
      dense: this.#dense,
      colours: this.#colours,
      left: this.left,
      font: this.#font,
    }
  }

  #draw(): void {
    const scene = this.#scene
    if (scene === undefined || this.size.w === 0) return
    if (!this.#isCovered()) this.#drawBehind(scene)
    this.#moveBehind()
    const sheet = this.#sheet(this.#pen, this.camera, this.size)
    drawMoment(sheet, scene, this.#moment)
    drawLaneNames(sheet, scene)
    if (performance.getEntriesByName(FIRST_DRAWN).length === 0) performance.mark(FIRST_DRAWN)
  }

  #isCovered(): boolean {
    const behind = this.#behindCamera
    if (behind === undefined) return false
    const stretch = this.camera.scale / behind.scale
    if (stretch > STRETCH.closer || stretch < STRETCH.farther) return false
    // While one zooms, the edges may stay empty for a moment: they are drawn when it stands still.
    if (stretch !== 1) return true
    const x = (this.camera.x - behind.x) * behind.scale
    const y = (this.camera.y - behind.y) * behind.scale
    return x >= 0 && y >= 0 && x <= 2 * AHEAD && y <= 2 * AHEAD
  }

  #drawBehind(scene: Scene): void {
    const { scale } = this.camera
    const camera = { scale, x: this.camera.x - AHEAD / scale, y: this.camera.y - AHEAD / scale }
    const size = { w: this.size.w + 2 * AHEAD, h: this.size.h + 2 * AHEAD }
    const sheet = this.#sheet(this.#behind.getContext('2d', { alpha: false })!, camera, size)
    drawScene(sheet, scene, this.#dims)
    if (!this.#dims)
      drawLabels(sheet, labelled(scene, scale), [...this.#borders, ...takenBy(sheet, scene.picture)])
    this.#behindCamera = camera
  }

  /** Where labels on the sheet behind would be cut: under the names of the lanes, and at the edges of the screen. */
  get #borders(): Rect[] {
    const { w, h } = this.size
    const [right, bottom] = [w + 2 * AHEAD, h + 2 * AHEAD]
    return [
      { x: 0, y: 0, w: AHEAD + this.left, h: bottom },
      { x: AHEAD + w - 2, y: 0, w: 4, h: bottom },
      { x: 0, y: AHEAD - 2, w: right, h: 4 },
      { x: 0, y: AHEAD + h - 2, w: right, h: 4 },
    ]
  }

  #moveBehind(): void {
    const behind = this.#behindCamera!
    const stretch = this.camera.scale / behind.scale
    const [x, y] = [
      (behind.x - this.camera.x) * this.camera.scale,
      (behind.y - this.camera.y) * this.camera.scale,
    ]
    this.#pen.setTransform(1, 0, 0, 1, 0, 0)
    const still = Math.abs(stretch - 1) < 1e-9
    this.#pen.imageSmoothingEnabled = !still
    if (!still) {
      this.#pen.fillStyle = this.#colours.ground
      this.#pen.fillRect(0, 0, this.#canvas.width, this.#canvas.height)
    }
    const { width, height } = this.#behind
    const d = this.#dense
    if (still) this.#pen.drawImage(this.#behind, Math.round(x * d), Math.round(y * d))
    else this.#pen.drawImage(this.#behind, x * d, y * d, width * stretch, height * stretch)
  }
}
