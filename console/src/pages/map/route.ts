import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sitePages } from '../../frame/routes.ts'
import { oneOf, shape, text } from '../../parts/search.ts'
import { list } from './address.ts'

export const mapRoute = createRoute({
  getParentRoute: () => sitePages,
  path: 'map',
  validateSearch: shape({
    /** What is searched for. */
    q: text,
    protocols: list,
    verbs: list,
    roles: list,
    /** The time looked at, UTC. */
    from: text,
    until: text,
    /** Zones that are not as usual open or closed. */
    turned: list,
    /** asset and its id, zone and its id, or conduit and its two zones. */
    pick: list,
    /** The two ends of a path. */
    a: text,
    b: text,
    as: oneOf('tables'),
    /** x, y of the middle and the scale. */
    at: text,
  }),
  staticData: { title: 'Map', key: 'm', permission: 'read' },
  component: lazyRouteComponent(() => import('./MapPage.tsx'), 'MapPage'),
})
