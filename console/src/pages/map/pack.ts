/** Something with a size that wants a place. */
export interface Item {
  w: number
  h: number
}

/** Puts items on shelves from left to right and top to bottom, in their order, no wider than `width` unless one item is. */
export function pack(
  items: readonly Item[],
  width: number,
  gap: number,
): { at: { x: number; y: number }[]; w: number; h: number } {
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
