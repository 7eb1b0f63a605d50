import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useParams } from '@tanstack/react-router'
import { wordsOf } from '../../api/problem.ts'
import { useMay } from '../../api/session.ts'
import { useAsk } from '../../api/use.ts'
import { Empty } from '../../parts/Empty.tsx'
import { Page } from '../../parts/Page.tsx'
import { AddSensor } from './AddSensor.tsx'
import { SensorPart } from './SensorPart.tsx'

/** Who listens at this site, how well, and what was missed. */
export function Sensors() {
  const { site } = useParams({ from: '/inside/sites/$site/sensors' })
  const { data, error } = useAsk('/sites/{site}/sensors', { params: { path: { site } } })
  const maySense = useMay('sensors')
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <Page
      title="Sensors"
      beside="They listen and send nothing."
      actions={maySense ? <Button onClick={open}>Listen on an interface</Button> : undefined}
    >
      {error !== null && <p role="alert">{wordsOf(error)}</p>}
      {data?.length === 0 && (
        <Empty title="Nobody listens yet">
          <p>
            {maySense
              ? 'Connect an interface of this machine to a mirror port of a switch, then listen on it here.'
              : 'Somebody with the right to start sensors can listen on an interface of this machine.'}
          </p>
        </Empty>
      )}
      {data?.map((sensor) => (
        <SensorPart key={sensor.id} site={site} sensor={sensor} maySense={maySense} />
      ))}
      {opened && <AddSensor site={site} close={close} />}
    </Page>
  )
}
