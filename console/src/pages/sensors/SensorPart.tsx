import { Button } from '@mantine/core'
import { api } from '../../api/client.ts'
import { useDo } from '../../api/use.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { rate, whole } from '../../parts/numbers.ts'
import { Part } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { Sign } from '../../parts/Sign.tsx'
import { Time } from '../../parts/Time.tsx'
import { levelOf, type Sensor } from './hearing.ts'
import css from './Sensors.module.css'

const KINDS = { live: 'listens on interfaces', capture: 'an imported capture', demo: 'a simulated plant' }

/** One sensor: how it is, each interface, what it missed. */
export function SensorPart(props: { site: string; sensor: Sensor; maySense: boolean }) {
  const { site, sensor, maySense } = props
  const stop = useDo(
    () => api.DELETE('/sites/{site}/sensors/{id}', { params: { path: { site, id: sensor.id } } }),
    ['sensors', 'overview'],
  )
  return (
    <Part title={sensor.title} beside={KINDS[sensor.kind]}>
      <div className={css.state}>
        <Sign level={levelOf(sensor)}>{sensor.state}</Sign>
        {sensor.reason !== '' && <Heard text={sensor.reason} most={240} />}
        {sensor.filter !== undefined && (
          <span className="soft">
            only <code>{sensor.filter}</code>
          </span>
        )}
        {sensor.lastBatch !== undefined && (
          <span className="soft">
            stored last: <Time at={sensor.lastBatch} since />
          </span>
        )}
        {maySense && sensor.kind === 'live' && (
          <Confirm
            question={`Stop listening with this sensor?`}
            detail="What it heard stays. From then on nothing is heard on its interfaces."
            act="Stop it"
            work={stop}
          >
            {(ask) => (
              <Button className={css.stop} size="compact-sm" variant="default" onClick={ask}>
                Stop
              </Button>
            )}
          </Confirm>
        )}
      </div>
      {sensor.interfaces.length > 0 && <Interfaces sensor={sensor} />}
      {sensor.gaps.length > 0 && <Gaps sensor={sensor} />}
    </Part>
  )
}

function Interfaces({ sensor }: { sensor: Sensor }) {
  return (
    <Scroll label="Interfaces">
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">Interface</th>
            <th scope="col" className="num">
              Packets/s
            </th>
            <th scope="col" className="num">
              Packets
            </th>
            <th scope="col" className="num">
              Lost
            </th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {sensor.interfaces.map((one) => (
            <tr key={one.name}>
              <td>
                <Heard text={one.name} most={40} />
              </td>
              <td className="num">{rate(one.rate)}</td>
              <td className="num">{whole(one.packets)}</td>
              <td className="num">{one.lost > 0 ? <Sign level="warn">{whole(one.lost)}</Sign> : '0'}</td>
              <td>
                {one.trouble !== undefined ? (
                  <Sign level="warn">
                    <Heard text={one.trouble} most={160} />
                  </Sign>
                ) : one.silentSince !== undefined ? (
                  <Sign level="warn">
                    silent since <Time at={one.silentSince} />
                  </Sign>
                ) : one.listening ? (
                  'heard'
                ) : (
                  <span className="soft">not listening</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function Gaps({ sensor }: { sensor: Sensor }) {
  return (
    <>
      <h3 className={css.gaps}>Missed lately</h3>
      <Scroll label="Missed lately">
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col" className="num">
                Packets
              </th>
              <th scope="col">Because</th>
            </tr>
          </thead>
          <tbody>
            {sensor.gaps.map((gap) => (
              <tr key={`${gap.capture} ${gap.from} ${gap.to} ${gap.reason}`}>
                <td>
                  <Time at={gap.from} />
                </td>
                <td>
                  <Time at={gap.to} />
                </td>
                <td className="num">{gap.packets === null ? 'not counted' : whole(gap.packets)}</td>
                <td>
                  <Heard text={gap.reason} most={160} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  )
}
