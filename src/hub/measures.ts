import type { Measure } from '../model/measure.ts'
import { SENSOR_STATES, type SensorState } from '../model/sensing.ts'

interface OfSite {
  site: string
  sensor: SensorState
}

/** What sensors have done, as a monitoring system reads it. */
export function sensorMeasures(sensors: readonly OfSite[]): Measure[] {
  const each = (value: (state: SensorState) => number): Measure['values'] =>
    sensors.map(({ site, sensor }) => ({ labels: { site, sensor: sensor.id }, value: value(sensor) }))
  const interfaces = (value: (one: SensorState['interfaces'][number]) => number): Measure['values'] =>
    sensors.flatMap(({ site, sensor }) =>
      sensor.interfaces.map((one) => ({
        labels: { site, sensor: sensor.id, interface: one.name },
        value: value(one),
      })),
    )
  return [
    {
      name: 'sightglass_sensor_packets_total',
      help: 'Packets captured since the sensor was started.',
      kind: 'counter',
      values: interfaces(({ packets }) => packets),
    },
    {
      name: 'sightglass_sensor_lost_packets_total',
      help: 'Packets lost since the sensor was started.',
      kind: 'counter',
      values: interfaces(({ lost }) => lost),
    },
    {
      name: 'sightglass_sensor_batches_total',
      help: 'Batches stored.',
      kind: 'counter',
      values: each(({ batches }) => batches),
    },
    {
      name: 'sightglass_sensor_state',
      help: 'How a sensor is doing: 1 for the state that holds.',
      kind: 'gauge',
      values: sensors.flatMap(({ site, sensor }) =>
        SENSOR_STATES.map((state) => ({
          labels: { site, sensor: sensor.id, state },
          value: sensor.state === state ? 1 : 0,
        })),
      ),
    },
  ]
}
