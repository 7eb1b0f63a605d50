import { many } from '../../parts/numbers.ts'
import { few, sumOf } from './bundle.ts'
import { zonesOf } from './emphasis.ts'
import { glyphOf } from './glyphs.ts'
import type { Hit } from './hit.ts'
import css from './Map.module.css'
import { shownName } from './names.ts'
import type { Scene } from './scene.ts'

/** What the pointer is over, in a few words beside it. */
export function Tip(props: { scene: Scene; hit: NonNullable<Hit>; x: number; y: number }) {
  const words = tipOf(props.scene, props.hit)
  if (words === undefined) return null
  const [title, ...rest] = words
  return (
    <div className={css.tip} style={{ left: props.x + 14, top: props.y + 16 }} aria-hidden="true">
      <strong>{title}</strong>
      {rest.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  )
}

function tipOf({ plant, picture, tree }: Scene, hit: NonNullable<Hit>): string[] | undefined {
  const title = (zone: string) => shownName(tree.zones.get(zone)?.title ?? zone)
  if (hit.kind === 'frame') return undefined
  if (hit.kind === 'conduit') {
    const [one, two] = zonesOf(picture, hit.line)
    const sum = sumOf(plant, hit.line.talks)
    const ends = one === two ? `inside ${title(one)}` : `${title(one)} ↔ ${title(two)}`
    return [ends, many(sum.talks, 'pair talks', 'pairs talk'), few(sum.protocols, 4), few(sum.verbs, 5)]
  }
  const mark = picture.marks[hit.mark]
  if (mark === undefined) return undefined
  if (mark.asset === undefined) return [title(mark.zone), many(mark.count, 'asset'), 'double-click opens it']
  const { name, role, heard, vendor } = plant.assets[mark.asset]!
  const what = [glyphOf(role).words, vendor === undefined ? '' : shownName(vendor)].filter(Boolean).join(', ')
  return [shownName(name), what, ...(heard ? [] : ['never heard, only addressed'])]
}
