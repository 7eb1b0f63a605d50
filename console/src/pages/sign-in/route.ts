import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../frame/routes.ts'
import { shape, text } from '../../parts/search.ts'

export const signInRoute = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: shape({ to: text }),
  component: lazyRouteComponent(() => import('./SignIn.tsx'), 'SignIn'),
})

/** Where the one-time link of the first start leads: `/welcome#SECRET`. What follows # stays in the browser and in no log. */
export const welcomeRoute = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./Welcome.tsx'), 'Welcome'),
})
