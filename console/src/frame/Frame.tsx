import { Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Outlet, useParams, useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect, useMemo, useRef } from 'react'
import { useEvents } from '../api/events.ts'
import { useSession } from '../api/session.ts'
import { FirstPassword } from '../pages/sign-in/FirstPassword.tsx'
import css from './Frame.module.css'
import { Header } from './Header.tsx'
import { KeyboardMap } from './KeyboardMap.tsx'
import { rememberSite } from './last-site.ts'
import { Nav } from './Nav.tsx'
import { openPalette, Palette } from './Palette.tsx'
import { useNav, useSite } from './use-frame.ts'
import { useKeyboard, useKeys } from './use-keys.ts'

/** What stands around every page: navigation, header, palette, keys, and the stream of what happens. */
export function Frame() {
  return useSession()?.mustChange === true ? <FirstPassword /> : <Inside />
}

function Inside() {
  const site = useSite()
  const { site: here } = useParams({ strict: false })
  const [menu, { open: openMenu, close: closeMenu }] = useDisclosure(false)
  const [map, { open: openMap, close: closeMap }] = useDisclosure(false)
  const main = useRef<HTMLElement>(null)
  const connected = useEvents(site)
  useEffect(() => {
    if (here !== undefined) rememberSite(here)
  }, [here])
  useFrameKeys(site, openMap)
  useFocusOnNewPage(main, closeMenu)
  return (
    <div className={css.frame}>
      <button type="button" className={css.skip} onClick={() => main.current?.focus()}>
        Skip to the page
      </button>
      <Header site={site} connected={connected} openMenu={openMenu} openMap={openMap} />
      <div className={css.side}>
        <Nav site={site} />
      </div>
      <Drawer opened={menu} onClose={closeMenu} title="Sightglass" size="15rem">
        <Nav site={site} />
      </Drawer>
      <main id="main" ref={main} tabIndex={-1} className={css.main}>
        <Outlet />
      </main>
      <Palette site={site} openMap={openMap} />
      <KeyboardMap opened={map} close={closeMap} />
    </div>
  )
}

/** Page jumps, the palette and the keyboard map. */
function useFrameKeys(site: string | undefined, openMap: () => void): void {
  const router = useRouter()
  const { ofSite, ofAll } = useNav(site)
  const jumps = JSON.stringify([...ofSite, ...ofAll])
  const keys = useMemo(
    () => [
      ...(JSON.parse(jumps) as typeof ofSite)
        .filter(({ key }) => key !== '')
        .map(({ title, href, key }) => ({
          keys: `g ${key}`,
          does: `Go to ${title}`,
          run: () => router.history.push(href),
        })),
      { keys: '?', does: 'Show the keys', run: openMap },
      { keys: 'k', does: 'Find a page, an asset or an action', run: openPalette },
    ],
    [jumps, router, openMap],
  )
  useKeyboard()
  useKeys(keys)
}

/** A new page takes the focus, so that the next Tab goes into it and a screen reader begins there. The first page leaves it on top. */
function useFocusOnNewPage(main: { current: HTMLElement | null }, closeMenu: () => void): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const steps = useRouterState({ select: (state) => state.resolvedLocation?.state.__TSR_index ?? 0 })
  const last = useRef(path)
  useEffect(() => {
    if (last.current !== undefined && path !== last.current && steps > 0) {
      main.current?.focus({ preventScroll: true })
      closeMenu()
    }
    last.current = path
  }, [path, steps, main, closeMenu])
}
