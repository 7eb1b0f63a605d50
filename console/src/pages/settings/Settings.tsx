import { useSession } from '../../api/session.ts'
import { Fact, Facts } from '../../parts/Fact.tsx'
import { Page } from '../../parts/Page.tsx'

/** What belongs to the whole installation. */
export function Settings() {
  const session = useSession()
  return (
    <Page title="Settings">
      <Facts>
        <Fact name="Signed in as" value={session?.name} />
      </Facts>
    </Page>
  )
}
