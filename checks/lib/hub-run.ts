import { Hub } from '../../src/hub/hub.ts'
import { simulatedWorks } from '../../src/hub/testing.ts'

/**
 * A platform that listens to the simulated works until it is killed: hub-run.ts FOLDER SITE. Prints how many batches and conversations'
 * packets were stored, whenever something was.
 */
const [folder = '', site = ''] = process.argv.slice(2)
const hub = await Hub.open(folder, { simulated: simulatedWorks(20) })
if (hub.sensors.list(site).length === 0)
  await hub.sensors.add(site, { title: 'Works', interfaces: ['works0'] }, 'demo')
hub.events.subscribe(({ kind }) => {
  if (kind !== 'assets' && kind !== 'operations') return
  const [sensor] = hub.sensors.list(site)
  process.stdout.write(`${sensor?.batches}\n`)
})
