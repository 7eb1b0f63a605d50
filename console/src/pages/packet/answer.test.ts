import { expect, test } from 'vitest'
import { nodesOf } from './answer.ts'

test('what is wrong stands at its field, or at the layer when the field is not there', () => {
  const [layer] = nodesOf({
    layers: [
      {
        protocol: 'modbus-tcp',
        title: 'Modbus/TCP',
        start: 54,
        end: 66,
        fields: [
          { name: 'length', value: '9' },
          { name: 'data', value: '', fields: [{ name: 'code', value: '7' }] },
        ],
        anomalies: [
          { field: 'length', why: 'counts the bytes that follow' },
          { field: 'data.code', why: 'is 1 to 4' },
          { field: 'gone', why: 'is missing' },
        ],
      },
    ],
  })
  expect(layer?.wrong).toBe('gone is missing')
  expect(layer?.children.map(({ wrong }) => wrong)).toEqual(['counts the bytes that follow', undefined])
  expect(layer?.children[1]?.children[0]?.wrong).toBe('is 1 to 4')
})
