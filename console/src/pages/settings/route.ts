import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from '../../frame/routes.ts'
import { oneOf, shape } from '../../parts/search.ts'

export const settingsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  validateSearch: shape({ part: oneOf('account', 'accounts', 'tokens', 'retention', 'audit', 'about') }),
  staticData: { title: 'Settings', key: 'e' },
  component: lazyRouteComponent(() => import('./Settings.tsx'), 'Settings'),
})
