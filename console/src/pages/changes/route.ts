import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sitePages } from '../../frame/routes.ts'
import { shape, text } from '../../parts/search.ts'

export const changesRoute = createRoute({
  getParentRoute: () => sitePages,
  path: 'changes',
  validateSearch: shape({ filter: text, sort: text }),
  staticData: { title: 'Changes', key: 'h', permission: 'read' },
  component: lazyRouteComponent(() => import('./Changes.tsx'), 'Changes'),
})
