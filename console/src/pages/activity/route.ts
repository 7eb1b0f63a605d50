import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sitePages } from '../../frame/routes.ts'
import { oneOf, shape, text } from '../../parts/search.ts'

export const activityRoute = createRoute({
  getParentRoute: () => sitePages,
  path: 'activity',
  validateSearch: shape({
    list: oneOf('operations', 'conversations', 'observations'),
    filter: text,
    sort: text,
    from: text,
    until: text,
  }),
  staticData: { title: 'Activity', key: 'v', permission: 'read' },
  component: lazyRouteComponent(() => import('./Activity.tsx'), 'Activity'),
})
