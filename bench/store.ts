import { writePlant } from '../checks/lib/plant.ts'
import type { Store } from '../src/store/contract.ts'
import { openSqliteStore } from '../src/store/sqlite/store.ts'
import { lists, PLANT_SITE, PLANT_UNTIL, type Question, SECONDS_PER_DAY, sums } from './questions.ts'
import { StorePlant } from './store-plant.ts'

/**
 * Measures the store as a plant loads it: filling it with assets and observations as fast as it takes them, then a steady stream of
 * observations while lists are asked for. Counts at the end that nothing was lost and nothing doubled.
 */

const ASSETS = 100_000
const BATCH = 5_000
const IN_FLIGHT = 4
/** Pauses between two lists, and between two looks at the overview, a map or a facet. */
const THINK_MS = 20
const LOOK_MS = 100

export interface StoreLoad {
  /** Observations there when measuring begins. */
  observations: number
  /** Observations per second while measuring, and for how many seconds. */
  rate: number
  seconds: number
}

/** Runs the whole measurement in a folder; gives false when something was lost, doubled, or damaged. */
export async function benchStore(
  folder: string,
  load: StoreLoad,
  say: (text: string) => void,
): Promise<boolean> {
  const store = await openSqliteStore(folder)
  try {
    await store.putSite({ id: 'works', title: 'Works' })
    const plant = new StorePlant(ASSETS)
    await fill(store, plant, load, say)
    const size = { assets: 2_000, conversations: 20_000, seed: 7, until: PLANT_UNTIL, site: PLANT_SITE }
    await writePlant(store, size)
    const answers = { lists: new Map<string, number[]>(), sums: new Map<string, number[]>() }
    let asking = true
    const going = (): boolean => asking
    const asked = Promise.all([
      ask(() => lists(store, plant), THINK_MS, answers.lists, going),
      ask(() => sums(store, plant), LOOK_MS, answers.sums, going),
    ])
    const begun = performance.now()
    const worst = await stream(store, plant, load)
    const seconds = (performance.now() - begun) / 1000
    asking = false
    await asked
    const sent = load.rate * load.seconds
    say(
      `  steady: ${count(sent / seconds)} observations/s of ${count(load.rate)} wanted for ${seconds.toFixed(0)} s, longest wait for an acknowledgement ${worst.toFixed(0)} ms`,
    )
    sayAnswers('all lists', answers.lists, say)
    sayAnswers('all sums', answers.sums, say)
    return await isWhole(store, plant, say)
  } finally {
    await store.close()
  }
}

async function fill(
  store: Store,
  plant: StorePlant,
  load: StoreLoad,
  say: (text: string) => void,
): Promise<void> {
  const assets = performance.now()
  for (const batch of plant.assetBatches()) await store.append(batch)
  say(
    `  assets: ${count(ASSETS)} at ${count(ASSETS / ((performance.now() - assets) / 1000))}/s, each with its history`,
  )
  const begun = performance.now()
  const waiting = new Set<Promise<unknown>>()
  for (let n = 0; n < load.observations; n += BATCH) {
    const sent: Promise<unknown> = store
      .append(plant.batch(BATCH, n / load.rate))
      .finally(() => waiting.delete(sent))
    waiting.add(sent)
    if (waiting.size >= IN_FLIGHT) await Promise.race(waiting)
  }
  await Promise.all(waiting)
  const seconds = (performance.now() - begun) / 1000
  say(`  filling: ${count(load.observations)} observations at ${count(load.observations / seconds)}/s`)
}

/** Sends at the wanted rate; gives the longest time until an acknowledgement. */
async function stream(store: Store, plant: StorePlant, load: StoreLoad): Promise<number> {
  let worst = 0
  const waiting: Promise<void>[] = []
  const begun = performance.now()
  for (let n = 0; n < load.rate * load.seconds; n += BATCH) {
    const due = begun + (n / load.rate) * 1000
    const early = due - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    const sent = performance.now()
    const batch = plant.batch(BATCH, SECONDS_PER_DAY + n / load.rate)
    waiting.push(
      store.append(batch).then(() => {
        worst = Math.max(worst, performance.now() - sent)
      }),
    )
    if (waiting.length > 10) await waiting.shift()
  }
  await Promise.all(waiting)
  return worst
}

/** Somebody who asks one question after the other, with a pause after each. */
async function ask(
  questions: () => Question[],
  pauseMs: number,
  answers: Map<string, number[]>,
  going: () => boolean,
): Promise<void> {
  while (going())
    for (const [name, question] of questions()) {
      if (!going()) return
      const begun = performance.now()
      await question()
      const took = performance.now() - begun
      const known = answers.get(name) ?? []
      known.push(took)
      answers.set(name, known)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
}

function sayAnswers(
  title: string,
  answers: ReadonlyMap<string, readonly number[]>,
  say: (text: string) => void,
): void {
  const line = (name: string, times: readonly number[]): void => {
    const sorted = [...times].sort((a, b) => a - b)
    const part = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1)
    say(
      `  ${name.padEnd(36)} ${part(0.5).padStart(7)} ms half, ${part(0.95).padStart(7)} ms p95, ${part(1).padStart(7)} ms longest, ${times.length} times`,
    )
  }
  for (const [name, times] of answers) line(name, times)
  line(title, [...answers.values()].flat())
}

async function isWhole(store: Store, plant: StorePlant, say: (text: string) => void): Promise<boolean> {
  const { faults, bytes, sites } = await store.health()
  const rows =
    sites.find((one) => one.site === 'works')?.kept.find((one) => one.kind === 'observations')?.rows ?? 0
  const good = faults.length === 0 && rows === plant.observations
  say(
    `  kept ${count(rows)} of ${count(plant.observations)} observations in ${(bytes / 1e6).toFixed(0)} MB, ${faults.length === 0 ? 'sound' : faults.join('; ')}`,
  )
  return good
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en')
}
