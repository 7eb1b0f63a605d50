/** Something with a size that wants a place. */
export interface Item {
  w: number
  h: number
}

/** Where items stand, in their order, and the size of them all. */
export interface Packed {
  at: { x: number; y: number }[]
  w: number
  h: number
}

/** Puts items on shelves from left to right and top to bottom, in their order, no wider than `width` unless one item is. */
export function pack(items: readonly Item[], width: number, gap: number): Packed {
  const at: { x: number; y: number }[] = []
  let [x, y, shelf, w] = [0, 0, 0, 0]
  for (const item of items) {
    if (x > 0 && x + item.w > width) {
      x = 0
      y += shelf + gap
      shelf = 0
    }
    at.push({ x, y })
    w = Math.max(w, x + item.w)
    x += item.w + gap
    shelf = Math.max(shelf, item.h)
  }
  return { at, w, h: y + shelf }
}
