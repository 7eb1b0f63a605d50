import { activityRoute } from './activity/route.ts'
import { assetRoute, assetsRoute } from './assets/route.ts'
import { capturesRoute } from './captures/route.ts'
import { changesRoute } from './changes/route.ts'
import { mapRoute } from './map/route.ts'
import { overviewRoute } from './overview/route.ts'
import { packetRoute } from './packet/route.ts'
import { sensorsRoute } from './sensors/route.ts'
import { settingsRoute } from './settings/route.ts'

/** Every page, in the order of the navigation. To add one, write its folder (console/README.md) and name its route here. */
export const pages = {
  ofSite: [
    overviewRoute,
    assetsRoute,
    assetRoute,
    mapRoute,
    activityRoute,
    packetRoute,
    changesRoute,
    capturesRoute,
    sensorsRoute,
  ],
  ofAll: [settingsRoute],
} as const
