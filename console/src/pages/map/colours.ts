/** The colours of the map, from the tokens of the page, so that light, dark and paper are one drawing. */
const NAMES = [
  'ground',
  'panel',
  'raised',
  'line',
  'edge',
  'text',
  'soft',
  'node',
  'fill',
  'warn',
  'warn-ground',
  'pick',
  'pick-ground',
  'focus',
] as const
export type Colours = Readonly<Record<(typeof NAMES)[number], string>>

export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element)
  const colours = NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim() || '#888'] as const)
  return Object.fromEntries(colours) as Colours
}
