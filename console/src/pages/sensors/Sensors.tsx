import { useParams } from '@tanstack/react-router'
import { useAsk } from '../../api/use.ts'
import { Fact, Facts } from '../../parts/Fact.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { Page } from '../../parts/Page.tsx'

/** Who listens here. */
export function Sensors() {
  const { site } = useParams({ from: '/inside/sites/$site/sensors' })
  const { data } = useAsk('/sites/{site}/sensors', { params: { path: { site } } })
  return (
    <Page title="Sensors">
      {data?.map((sensor) => (
        <section key={sensor.id}>
          <h2>
            <Heard text={sensor.title} />
          </h2>
          <Facts>
            <Fact name="State" value={sensor.state} />
          </Facts>
        </section>
      ))}
    </Page>
  )
}
