import { Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Permission, useSession } from '../../api/session.ts'
import { Page } from '../../parts/Page.tsx'
import { About } from './About.tsx'
import { Accounts } from './Accounts.tsx'
import { Audit } from './Audit.tsx'
import { OwnAccount } from './OwnAccount.tsx'
import { Retention } from './Retention.tsx'
import css from './Settings.module.css'
import { Tokens } from './Tokens.tsx'

const PARTS = [
  { id: 'account', title: 'Your account', show: () => <OwnAccount /> },
  { id: 'accounts', title: 'Accounts', needs: 'accounts', show: () => <Accounts /> },
  { id: 'tokens', title: 'Tokens', show: () => <Tokens /> },
  { id: 'retention', title: 'Retention', needs: 'settings', show: () => <Retention /> },
  { id: 'audit', title: 'Audit log', needs: 'audit', show: () => <Audit /> },
  { id: 'about', title: 'About', show: () => <About /> },
] as const satisfies readonly { id: string; title: string; needs?: Permission; show: () => React.ReactNode }[]

/** What belongs to the whole installation, as far as one may see it. */
export function Settings() {
  const session = useSession()
  const { part } = useSearch({ from: '/inside/settings' })
  const navigate = useNavigate({ from: '/settings' })
  const seen = PARTS.filter((one) => !('needs' in one) || session?.permissions.includes(one.needs))
  const now = seen.find(({ id }) => id === part) ?? seen[0]!
  return (
    <Page title="Settings" fill={now.id === 'audit'}>
      <Tabs
        value={now.id}
        onChange={(id) => void navigate({ search: { part: seen.find((one) => one.id === id)?.id } })}
        className={css.tabs}
        keepMounted={false}
      >
        <Tabs.List className={css.list}>
          {seen.map(({ id, title }) => (
            <Tabs.Tab key={id} value={id}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={now.id} className={css.panel}>
          {now.show()}
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
