import { createRoute, createRouter, redirect } from '@tanstack/react-router'
import { queries } from './api/queries.ts'
import { ask } from './api/use.ts'
import { Frame } from './frame/Frame.tsx'
import { lastSite } from './frame/last-site.ts'
import { inside, root, sitePages } from './frame/routes.ts'
import { Lost, Trouble } from './frame/Trouble.tsx'
import { pages } from './pages/index.ts'
import { signInRoute, welcomeRoute } from './pages/sign-in/route.ts'

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: async () => {
    const items = await queries.ensureQueryData(ask('/sites'))
    const site = items.find(({ id }) => id === lastSite()) ?? items[0]
    if (site === undefined) throw redirect({ to: '/settings' })
    throw redirect({ href: `/sites/${site.id}/overview` })
  },
})
const site = createRoute({
  getParentRoute: () => sitePages,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ href: `/sites/${params.site}/overview` })
  },
})

inside.update({ component: Frame })

const tree = root.addChildren([
  signInRoute,
  welcomeRoute,
  inside.addChildren([home, sitePages.addChildren([site, ...pages.ofSite]), ...pages.ofAll]),
])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultErrorComponent: Trouble,
  defaultNotFoundComponent: Lost,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface StaticDataRouteOption {
    /** As the navigation and the crumbs call it. */
    title?: string
    /** The second key of its jump: `g` and this. */
    key?: string
    /** Who may see it; everybody who is signed in when absent. */
    permission?: import('./api/session.ts').Permission
  }
}
