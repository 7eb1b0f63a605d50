import { useMatches, useParams, useRouter } from '@tanstack/react-router'
import { useSession } from '../api/session.ts'
import { useAsk } from '../api/use.ts'
import { pages } from '../pages/index.ts'
import { lastSite } from './last-site.ts'

export interface NavEntry {
  title: string
  href: string
  key: string
}

/** The site one looks at: of the address, else the last one, else the first. */
export function useSite(): string | undefined {
  const { site } = useParams({ strict: false })
  const sites = useAsk('/sites').data
  if (site !== undefined) return site
  return sites?.find(({ id }) => id === lastSite())?.id ?? sites?.[0]?.id
}

/** The pages that the signed-in person may see, of a site and of the whole installation. */
export function useNav(site: string | undefined): { ofSite: NavEntry[]; ofAll: NavEntry[] } {
  const session = useSession()
  const entry = (route: (typeof pages.ofSite | typeof pages.ofAll)[number], base: string): NavEntry[] => {
    const { title, key, permission } = route.options.staticData ?? {}
    if (
      title === undefined ||
      key === undefined ||
      (permission !== undefined && !session?.permissions.includes(permission))
    )
      return []
    return [
      {
        title,
        key: key ?? '',
        href: `${base}/${(route.options as { path: string }).path.replace(/^\//, '')}`,
      },
    ]
  }
  const here = site === undefined ? undefined : `/sites/${encodeURIComponent(site)}`
  return {
    ofSite: here === undefined ? [] : pages.ofSite.flatMap((route) => entry(route, here)),
    ofAll: pages.ofAll.flatMap((route) => entry(route, '')),
  }
}

/** Where one is: site, page, and what the page's own routes call themselves. */
export function useCrumbs(): { title: string; href: string }[] {
  const router = useRouter()
  return useMatches().flatMap((match) => {
    const title = router.routesById[match.routeId]?.options.staticData?.title
    return title === undefined ? [] : [{ title, href: match.pathname }]
  })
}
