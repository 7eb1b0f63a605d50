import { useParams } from '@tanstack/react-router'
import { wordsOf } from '../../api/problem.ts'
import { useAsk } from '../../api/use.ts'
import { Bars } from '../../parts/Bar.tsx'
import { Page, Part, Parts } from '../../parts/Page.tsx'

/** The site at a glance. */
export function Overview() {
  const { site } = useParams({ from: '/inside/sites/$site/overview' })
  const { data, error } = useAsk('/sites/{site}/overview', { params: { path: { site } } })
  return (
    <Page title="Overview">
      {error !== null && <p role="alert">{wordsOf(error)}</p>}
      {data !== undefined && (
        <Parts>
          <Part title="Assets by role">
            <Bars
              rows={data.assets.byRole.map(({ role, count }) => ({ key: role, name: role, value: count }))}
            />
          </Part>
        </Parts>
      )}
    </Page>
  )
}
