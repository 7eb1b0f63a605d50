import { Go } from '../../parts/Go.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { links } from '../../parts/links.ts'
import { rate } from '../../parts/numbers.ts'
import { Part } from '../../parts/Page.tsx'
import { Sign } from '../../parts/Sign.tsx'
import { levelOf, type Sensor } from '../sensors/hearing.ts'

/** Who listens, in a line each. */
export function Listeners({ site, sensors }: { site: string; sensors: readonly Sensor[] }) {
  const live = sensors.filter(({ kind }) => kind !== 'capture')
  return (
    <Part title="Sensors" beside={<Go href={links.sensors(site)}>All</Go>}>
      {live.length === 0 ? (
        <p className="soft">
          Nobody listens now. <Go href={links.sensors(site)}>Add an interface</Go> or{' '}
          <Go href={links.captures(site)}>a capture</Go>.
        </p>
      ) : (
        <table>
          <tbody>
            {live.map((sensor) => (
              <tr key={sensor.id}>
                <td>
                  <Heard text={sensor.title} most={40} />
                </td>
                <td>
                  <Sign level={levelOf(sensor)}>{sensor.state}</Sign>
                </td>
                <td className="num">
                  {rate(sensor.interfaces.reduce((sum, one) => sum + one.rate, 0))}{' '}
                  <span className="soft">packets/s</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Part>
  )
}
