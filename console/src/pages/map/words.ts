import { many } from '../../parts/numbers.ts'
import { few, sumOf } from './bundle.ts'
import { glyphOf } from './glyphs.ts'
import type { Mark } from './layout.ts'
import { shownName } from './names.ts'
import { LANES } from './plant.ts'
import type { Scene } from './scene.ts'

/** A lane in words. */
export function laneWords(lane: number): string {
  const { level, title } = LANES[lane]!
  return level === null ? 'level unknown' : `level ${level}, ${title}`
}

/** What stands at a mark, for who cannot see it. */
export function markWords(scene: Scene, mark: Mark): string {
  const zone = shownName(scene.tree.zones.get(mark.zone)?.title ?? mark.zone)
  const grave = scene.grave[scene.picture.marks.indexOf(mark)] === 1 ? '. Something grave was done here' : ''
  if (mark.asset === undefined)
    return `Closed zone ${zone}, ${many(mark.count, 'asset')} on ${laneWords(mark.lane)}${grave}. Enter opens it.`
  const { name, role, heard } = scene.plant.assets[mark.asset]!
  const talks = [...scene.plant.talks.keys()].filter((index) => {
    const { from, to } = scene.plant.talks[index]!
    return scene.shown.talks[index] === 1 && (from === mark.asset || to === mark.asset)
  })
  const sum = sumOf(scene.plant, talks)
  const said =
    talks.length === 0 ? 'talks to nobody' : `talks by ${few(sum.protocols, 3)}: ${few(sum.verbs, 4)}`
  const silent = heard ? '' : ', never heard'
  return `${shownName(name)}, ${glyphOf(role).words}${silent}, ${laneWords(mark.lane)}, zone ${zone}; ${said}${grave}.`
}
