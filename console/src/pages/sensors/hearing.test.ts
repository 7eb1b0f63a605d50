import { expect, test } from 'vitest'
import { hearing, type Sensor } from './hearing.ts'

const sensor = (state: Sensor['state'], lost = 0, kind: Sensor['kind'] = 'live'): Sensor => ({
  id: 'a',
  title: 'a',
  kind,
  state,
  interfaces: [{ name: 'eth0', listening: true, packets: 1, rate: 1, lost }],
  reason: '',
  batches: 0,
  gaps: [],
})

test('a site without sensors is not listening, which is no fault', () => {
  expect(hearing([])).toEqual({ level: 'calm', words: 'Not listening' })
  expect(hearing([sensor('stopped', 0, 'capture')])).toEqual({ level: 'calm', words: 'Not listening' })
})
test('one failed sensor is worse than all else', () => {
  expect(hearing([sensor('listening', 5), sensor('failed')])).toEqual({
    level: 'bad',
    words: 'Sensor failed',
  })
})
test('losses and waiting are said', () => {
  expect(hearing([sensor('listening', 5)]).words).toBe('Losing packets')
  expect(hearing([sensor('listening'), sensor('waiting')]).words).toBe('Sensor waits')
})
test('all well is calm', () => {
  expect(hearing([sensor('listening')])).toEqual({ level: 'calm', words: 'Listening' })
})
