import { emptyFrame, type Frame } from '../model/frame.ts'
import type { Moment } from './build/services.ts'
import { historianScripts } from './devices/historian.ts'
import { Hmi } from './devices/hmi.ts'
import { firewallLog } from './devices/logs.ts'
import { officeScripts } from './devices/office.ts'
import { exchangeProcessData } from './devices/profinet.ts'
import { switchScripts } from './devices/switch.ts'
import { keepTime, windowsScripts } from './devices/windows.ts'
import { SECOND } from './network.ts'
import { momentAt, Plant } from './plant.ts'
import { DEMO_MINUTES, demo, play, rounds, shifts } from './story.ts'

/** What to simulate. */
export interface Simulation {
  /** The same seed gives the same bytes. */
  seed: number
  /** Simulated minutes; without it the works never stop and whoever takes the frames does. */
  minutes?: number
  /**
   * `demo` tells the story of `story.ts` first; `live` goes on with something happening every minute; `quiet` only polls, with an
   * operator's touch now and then.
   */
  scene: 'demo' | 'live' | 'quiet'
  /** When it begins; 2026-03-11 08:00 UTC unless told. */
  begin?: Moment
}

const BEGIN: Moment = { seconds: Date.UTC(2026, 2, 11, 8) / 1_000, nanos: 0 }
const ETHERNET = 1

/**
 * The traffic of a small water works as the mirror port of its switch shows it, frame by frame in time order, in constant memory. The
 * one Frame is refilled for each packet, as capture readers do.
 */
export function* simulate(options: Simulation): Generator<Frame, void, void> {
  const begin = options.begin ?? BEGIN
  const { network } = peopled(new Plant(options.seed, begin), options.scene)
  const end = options.minutes === undefined ? Number.POSITIVE_INFINITY : options.minutes * 60 * SECOND
  const frame: Frame = { ...emptyFrame(), linkType: ETHERNET }
  while (network.step(end)) {
    for (const { at, bytes } of network.sent) {
      const { seconds, nanos } = momentAt(begin, at)
      frame.bytes = bytes
      frame.end = bytes.length
      frame.wireLength = bytes.length
      frame.seconds = seconds
      frame.nanos = nanos
      frame.packet++
      yield frame
    }
    network.sent.length = 0
  }
}

/** Sets everything in the works going, machines first, people after them. */
function peopled(plant: Plant, scene: Simulation['scene']): Plant {
  const { network, hosts } = plant
  const hmi = new Hmi(plant)
  const soon = () => network.random.between(1, 900) * 1_000_000
  network.start(plant.run())
  for (const script of switchScripts(plant)) network.start(script, soon())
  for (const script of hmi.scripts()) network.start(script, soon())
  for (const script of historianScripts(plant)) network.start(script, soon())
  for (const host of [hosts.hmi, hosts.historian, hosts.engineer])
    for (const script of windowsScripts(plant, host)) network.start(script, soon())
  for (const script of officeScripts(plant)) network.start(script, soon())
  network.start(firewallLog(plant), soon())
  network.start(exchangeProcessData(plant), soon())
  for (const host of [hosts.treatment, hosts.intake, hosts.switch])
    network.start(keepTime(plant, host), soon())
  if (scene !== 'quiet') network.start(play(plant, hmi, demo))
  const after = scene === 'quiet' ? 0 : DEMO_MINUTES * 60
  network.start(scene === 'live' ? rounds(plant, hmi, after) : shifts(plant, hmi, after))
  return plant
}
