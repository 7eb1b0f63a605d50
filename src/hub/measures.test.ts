import { expect, test } from 'vitest'
import type { SensorState } from '../model/sensing.ts'
import { sensorMeasures } from './measures.ts'

const sensor: SensorState = {
  id: 'mirror',
  title: 'Mirror port',
  kind: 'live',
  state: 'waiting',
  reason: 'no such interface',
  interfaces: [
    { name: 'eth1', listening: true, packets: 70, rate: 7, lost: 2 },
    { name: 'eth2', listening: false, packets: 0, rate: 0, lost: 0 },
  ],
  batches: 5,
  gaps: [],
}

test('what sensors did is measured by site, sensor and interface', () => {
  const measures = new Map(sensorMeasures([{ site: 'works', sensor }]).map((one) => [one.name, one]))
  const of = { site: 'works', sensor: 'mirror' }
  expect(measures.get('sightglass_sensor_packets_total')?.values).toEqual([
    { labels: { ...of, interface: 'eth1' }, value: 70 },
    { labels: { ...of, interface: 'eth2' }, value: 0 },
  ])
  expect(measures.get('sightglass_sensor_lost_packets_total')?.values[0]?.value).toBe(2)
  expect(measures.get('sightglass_sensor_batches_total')?.values).toEqual([{ labels: of, value: 5 }])
  const states = measures.get('sightglass_sensor_state')?.values.filter(({ value }) => value === 1)
  expect(states).toEqual([{ labels: { ...of, state: 'waiting' }, value: 1 }])
  for (const { name, kind } of measures.values()) expect(name.endsWith('_total')).toBe(kind === 'counter')
})
