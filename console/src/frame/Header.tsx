import { Menu, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import { forget, useSession } from '../api/session.ts'
import { useAsk } from '../api/use.ts'
import { hearing } from '../pages/sensors/hearing.ts'
import { Go } from '../parts/Go.tsx'
import { Heard } from '../parts/Heard.tsx'
import { links } from '../parts/links.ts'
import { Sign } from '../parts/Sign.tsx'
import css from './Header.module.css'
import { openPalette } from './Palette.tsx'
import { useCrumbs } from './use-frame.ts'

/** The line on top: where one is, whether the plant is heard, search, look and account. */
export function Header(props: {
  site: string | undefined
  connected: boolean
  openMenu: () => void
  openMap: () => void
}) {
  const crumbs = useCrumbs()
  return (
    <header className={css.header}>
      <UnstyledButton className={css.burger} onClick={props.openMenu} aria-label="Pages">
        <svg width="18" height="14" aria-hidden="true">
          <path d="M0 1h18M0 7h18M0 13h18" stroke="currentColor" strokeWidth="2" />
        </svg>
      </UnstyledButton>
      <Go href="/" className={css.name}>
        Sightglass
      </Go>
      <nav aria-label="Where you are" className={css.crumbs}>
        <ol>
          {props.site !== undefined && (
            <li>
              <Go href={links.overview(props.site)}>
                <Heard text={props.site} most={30} />
              </Go>
            </li>
          )}
          {crumbs.map(({ title, href }, index) => (
            <li key={href}>
              <Go href={href} aria-current={index === crumbs.length - 1 ? 'page' : undefined}>
                {title}
              </Go>
            </li>
          ))}
        </ol>
      </nav>
      <div className={css.right}>
        {props.site !== undefined && <Listening site={props.site} connected={props.connected} />}
        <UnstyledButton className={css.search} onClick={openPalette} aria-label="Search, Ctrl K">
          Search <kbd>Ctrl K</kbd>
        </UnstyledButton>
        <Account openMap={props.openMap} />
      </div>
    </header>
  )
}

/** One sign for all sensors of the site, and for the line to the server. */
function Listening({ site, connected }: { site: string; connected: boolean }) {
  const sensors = useAsk('/sites/{site}/sensors', { params: { path: { site } } }).data
  if (!connected)
    return (
      <Sign level="warn" title="What is shown may be old; the console tries again by itself.">
        No line to the server
      </Sign>
    )
  if (sensors === undefined) return null
  const { level, words } = hearing(sensors)
  return (
    <Go href={links.sensors(site)} className={css.state}>
      <Sign level={level}>{words}</Sign>
    </Go>
  )
}

function Account({ openMap }: { openMap: () => void }) {
  const session = useSession()
  const router = useRouter()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const signOut = async (): Promise<void> => {
    await api.DELETE('/session').catch(() => undefined)
    forget()
    await router.navigate({ to: '/sign-in' })
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={css.account}>
          <Heard text={session?.name ?? '…'} most={24} />
          <span aria-hidden="true"> ▾</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {session?.role}
          {session !== undefined && session.side !== 'both' ? `, ${session.side.toUpperCase()} side` : ''}
        </Menu.Label>
        <Menu.Item onClick={() => void router.navigate({ to: '/settings', search: { part: 'account' } })}>
          Account and password
        </Menu.Item>
        <Menu.Item onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>
          {scheme === 'dark' ? 'Light' : 'Dark'} look
        </Menu.Item>
        <Menu.Item onClick={() => setColorScheme('auto')}>Look of the system</Menu.Item>
        <Menu.Item onClick={openMap}>Keys</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
