import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sitePages } from '../../frame/routes.ts'

export const capturesRoute = createRoute({
  getParentRoute: () => sitePages,
  path: 'captures',
  staticData: { title: 'Captures', key: 'c', permission: 'read' },
  component: lazyRouteComponent(() => import('./Captures.tsx'), 'Captures'),
})
