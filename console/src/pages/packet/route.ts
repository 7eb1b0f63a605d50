import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sitePages } from '../../frame/routes.ts'
import { shape, text, whole } from '../../parts/search.ts'

/** One packet, decoded: what the links of all evidence lead to. */
export const packetRoute = createRoute({
  getParentRoute: () => sitePages,
  path: 'packet',
  validateSearch: shape({ capture: text, packet: whole, pick: text }),
  staticData: { title: 'Packet', permission: 'packets' },
  component: lazyRouteComponent(() => import('./Packet.tsx'), 'Packet'),
})
