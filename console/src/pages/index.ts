import { capturesRoute } from './captures/route.ts'
import { changesRoute } from './changes/route.ts'
import { overviewRoute } from './overview/route.ts'
import { sensorsRoute } from './sensors/route.ts'
import { settingsRoute } from './settings/route.ts'

/** Every page, in the order of the navigation. To add one, write its folder (console/README.md) and name its route here. */
export const pages = {
  ofSite: [overviewRoute, changesRoute, capturesRoute, sensorsRoute],
  ofAll: [settingsRoute],
} as const
