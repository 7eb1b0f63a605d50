import type { Answer } from '../../api/use.ts'
import type { Level } from '../../parts/Sign.tsx'

export type Sensor = Answer<'/sites/{site}/sensors'>[number]

/** All sensors of a site in a few words: whether the plant is heard. */
export function hearing(sensors: readonly Sensor[]): { level: Level; words: string } {
  const live = sensors.filter(({ kind }) => kind !== 'capture')
  const failed = live.filter(({ state }) => state === 'failed').length
  if (failed > 0) return { level: 'bad', words: failed === 1 ? 'Sensor failed' : `${failed} sensors failed` }
  const lossy = live.some(
    ({ state, interfaces }) => state === 'listening' && interfaces.some(({ lost }) => lost > 0),
  )
  if (lossy) return { level: 'warn', words: 'Losing packets' }
  const waiting = live.filter(({ state }) => state === 'waiting').length
  if (waiting > 0) return { level: 'warn', words: waiting === 1 ? 'Sensor waits' : `${waiting} sensors wait` }
  if (live.some(({ state }) => state === 'listening')) return { level: 'calm', words: 'Listening' }
  return { level: 'calm', words: 'Not listening' }
}

/** How one sensor is, as a level. */
export function levelOf(sensor: Sensor): Level {
  if (sensor.state === 'failed') return 'bad'
  if (sensor.state === 'waiting') return 'warn'
  return sensor.state === 'listening' && sensor.interfaces.some(({ lost }) => lost > 0) ? 'warn' : 'calm'
}
