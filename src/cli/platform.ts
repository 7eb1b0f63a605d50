import { randomBytes } from 'node:crypto'
import project from '../../package.json' with { type: 'json' }
import { Access } from '../access/access.ts'
import type { Platform } from '../api/platform.ts'
import { Hub, type HubOptions } from '../hub/hub.ts'
import { sensorMeasures } from '../hub/measures.ts'

/** A platform that runs, and what it is made of. */
export interface RunningPlatform {
  platform: Platform
  hub: Hub
  access: Access
  close(): Promise<void>
}

/** Opens the platform of a data folder: the hub, who may use it, and both as the API needs them. */
export async function openPlatform(folder: string, options: HubOptions): Promise<RunningPlatform> {
  const hub = await Hub.open(folder, options)
  try {
    const clock = { now: () => Date.now() }
    const access = await Access.open({
      store: hub.store,
      now: clock.now,
      random: (bytes) => randomBytes(bytes),
    })
    const platform: Platform = {
      version: project.version,
      store: hub.store,
      access,
      clock,
      events: hub.events,
      measures: async () => {
        const sites = await hub.store.sites()
        const sensors = sites.flatMap(({ id: site }) =>
          hub.sensors.list(site).map((sensor) => ({ site, sensor })),
        )
        return sensorMeasures(sensors)
      },
      words: hub.ingest.words,
      evidence: hub.evidence,
      sensors: hub.sensors,
      jobs: hub.jobs,
      interfaces: hub.interfaces,
    }
    return { platform, hub, access, close: () => hub.close() }
  } catch (error) {
    await hub.close()
    throw error
  }
}
