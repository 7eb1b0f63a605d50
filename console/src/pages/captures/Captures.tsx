import { useParams } from '@tanstack/react-router'
import { useAsk } from '../../api/use.ts'
import { Empty } from '../../parts/Empty.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { Page } from '../../parts/Page.tsx'
import { Progress } from '../../parts/Progress.tsx'

/** Capture files: what was read, what is being read. */
export function Captures() {
  const { site } = useParams({ from: '/inside/sites/$site/captures' })
  const { data } = useAsk('/sites/{site}/captures', { params: { path: { site } } })
  return (
    <Page title="Captures">
      {data?.length === 0 && <Empty title="No captures yet" />}
      {data?.map((job) => (
        <div key={job.id}>
          <Heard text={job.name} /> <Progress part={job.progress} label={job.name} />
        </div>
      ))}
    </Page>
  )
}
