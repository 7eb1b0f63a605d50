import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sitePages } from '../../frame/routes.ts'

export const sensorsRoute = createRoute({
  getParentRoute: () => sitePages,
  path: 'sensors',
  staticData: { title: 'Sensors', key: 's', permission: 'read' },
  component: lazyRouteComponent(() => import('./Sensors.tsx'), 'Sensors'),
})
