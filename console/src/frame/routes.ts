import { createRootRoute, createRoute, redirect } from '@tanstack/react-router'
import { currentSession } from '../api/session.ts'

/** The routes that pages hang from; each page's own route is in its folder. */
export const root = createRootRoute()

/** Everything behind the sign-in, in the frame with navigation. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    if ((await currentSession()) === undefined)
      throw redirect({ to: '/sign-in', search: { to: location.href } as never })
  },
})

/** Pages of one site. */
export const sitePages = createRoute({ getParentRoute: () => inside, path: '/sites/$site' })
