import { limits } from '../base/limits.ts'
import type { Asset, OperationRow } from '../model/analysis.ts'
import { quoted } from '../model/filter-tokens.ts'
import type { Abnormal } from '../model/overview.ts'
import type { SensorState } from '../model/sensing.ts'
import { type Matter, matters } from '../words/notable.ts'
import { DEEDS, GRAVE, plural } from '../words/words.ts'

/** What was asked of a store and of the sensors, to tell what is abnormal. */
export interface Signs {
  /** Grave operations of the day, and the assets that they name. */
  operations: readonly OperationRow[]
  parties: readonly Asset[]
  from: string
  /** Assets whose claims contradict each other: how many, and the first of them. */
  conflicts: { count: number; assets: readonly Asset[] }
  silent: number
  sensors: readonly SensorState[]
}

/** Everything that a person should look at, in sentences: what failed and what was done first, then what makes the picture doubtful. */
export function abnormal(signs: Signs): Abnormal[] {
  const deeds = matters(
    { operations: [...signs.operations], assets: [...signs.parties] },
    limits.overview.matters,
  )
  const all = [
    ...signs.sensors.flatMap(deaf),
    ...deeds.map((one) => deed(one, signs.from)),
    ...conflicting(signs.conflicts),
    ...silent(signs.silent),
  ]
  return all.sort((a, b) => weight(a) - weight(b))
}

function weight({ level }: Abnormal): number {
  return level === 'bad' ? 0 : 1
}

/** Something grave that was done, or asked for in vain. */
function deed({ words, verb, rows }: Matter, from: string): Abnormal {
  const [first] = rows
  const who = first?.initiator ?? null
  const done = first?.outcome === 'done'
  const by = who === null ? 'not initiator known' : `initiator = ${quoted(who)}`
  return {
    level: done && (DEEDS[verb]?.weight ?? 0) >= GRAVE ? 'bad' : 'warn',
    words: sentence(words),
    assets: [...new Set(rows.flatMap(({ initiator, responder }) => [initiator, responder]))]
      .filter((one) => one !== null)
      .slice(0, limits.overview.assetsNamed),
    more: { list: 'operations', filter: `${by} and verb = ${verb} and last >= ${from}` },
  }
}

/** A sensor that does not hear what it should. */
function deaf({ title, kind, state, reason, interfaces }: SensorState): Abnormal[] {
  const more = { list: 'sensors', filter: '' } as const
  const because = reason === '' ? '' : `: ${reason}`
  if (state === 'failed')
    return [{ level: 'bad', words: `${title} does not listen${because}`, assets: [], more }]
  if (kind === 'capture') return []
  const said: Abnormal[] = []
  if (state === 'waiting')
    said.push({ level: 'warn', words: `${title} waits to listen${because}`, assets: [], more })
  if (state === 'stopped')
    said.push({ level: 'warn', words: `${title} was stopped and does not listen`, assets: [], more })
  const lost = interfaces.reduce((sum, one) => sum + one.lost, 0)
  if (lost > 0)
    said.push({ level: 'warn', words: `${title} has lost ${plural(lost, 'packet')}`, assets: [], more })
  const quiet = state === 'listening' ? interfaces.filter((one) => one.silentSince !== undefined) : []
  for (const one of quiet)
    said.push({
      level: 'warn',
      words: `${title} hears nothing on ${one.name} since ${one.silentSince!.slice(0, 16).replace('T', ' ')} UTC`,
      ...{ assets: [], more },
    })
  return said
}

function conflicting({ count, assets }: Signs['conflicts']): Abnormal[] {
  if (count === 0) return []
  const what = [...new Set(assets.flatMap((one) => one.conflicts))].sort().join(', ')
  return [
    {
      level: 'warn',
      words: `${plural(count, 'asset')} ${count === 1 ? 'has' : 'have'} claims that contradict each other${what === '' ? '' : ` (${what})`}`,
      assets: assets.map((one) => one.id).slice(0, limits.overview.assetsNamed),
      more: { list: 'assets', filter: 'conflicts known' },
    },
  ]
}

function silent(count: number): Abnormal[] {
  if (count === 0) return []
  const words = `${plural(count, 'asset')} ${count === 1 ? 'is' : 'are'} addressed by others and never heard`
  return [{ level: 'warn', words, assets: [], more: { list: 'assets', filter: 'heard = false' } }]
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
