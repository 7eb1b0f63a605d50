import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sitePages } from '../../frame/routes.ts'
import { shape, text } from '../../parts/search.ts'

export const assetsRoute = createRoute({
  getParentRoute: () => sitePages,
  path: 'assets',
  validateSearch: shape({ filter: text, sort: text }),
  staticData: { title: 'Assets', key: 'a', permission: 'read' },
  component: lazyRouteComponent(() => import('./Assets.tsx'), 'Assets'),
})

/** One asset; `part` is the part of the page one looks at. */
export const assetRoute = createRoute({
  getParentRoute: () => sitePages,
  path: 'assets/$asset',
  validateSearch: shape({ part: text }),
  staticData: { title: 'Asset', permission: 'read' },
  component: lazyRouteComponent(() => import('./asset/Asset.tsx'), 'Asset'),
})
