import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sitePages } from '../../frame/routes.ts'

export const overviewRoute = createRoute({
  getParentRoute: () => sitePages,
  path: 'overview',
  staticData: { title: 'Overview', key: 'o', permission: 'read' },
  component: lazyRouteComponent(() => import('./Overview.tsx'), 'Overview'),
})
