import type { Hmi } from './devices/hmi.ts'
import { type Script, SECOND } from './network.ts'
import type { Action } from './people/action.ts'
import { engineer } from './people/engineer.ts'
import { intruder } from './people/intruder.ts'
import { operator, shift } from './people/operator.ts'
import type { Plant } from './plant.ts'

/** When somebody does something: seconds after the start. */
export interface Scene {
  at: number
  action: Action
}

const scene = (minute: number, second: number, action: Action): Scene => ({
  at: minute * 60 + second,
  action,
})

/** Length of the demonstration in minutes. */
export const DEMO_MINUTES = 30

/**
 * The demonstration, about half an hour: an ordinary morning, planned work on three controllers, then a laptop from the office that looks
 * around, and in the end does harm; operator and engineer put things right.
 */
export const demo: readonly Scene[] = [
  scene(1, 10, operator.setLevel(3.2)),
  scene(2, 5, operator.setTankClock),
  scene(2, 40, operator.setChlorine(0.9)),
  scene(4, 0, engineer.uploadTreatment),
  scene(6, 0, engineer.changeTreatment),
  scene(8, 30, operator.openTankValve),
  scene(9, 0, engineer.changeDistribution),
  scene(10, 30, operator.setPressure(4.4)),
  scene(11, 30, engineer.tuneIntake),
  scene(13, 0, operator.setPump2(true)),
  scene(14, 0, operator.setAutomatic),
  scene(16, 0, intruder.dock),
  scene(18, 0, intruder.askEthernetIp),
  scene(18, 30, intruder.askModbus),
  scene(19, 15, intruder.askTreatment),
  scene(19, 40, intruder.askProfinet),
  scene(21, 0, intruder.writeOutOfRange),
  scene(22, 0, intruder.stopTreatment),
  scene(22, 40, intruder.haltDistribution),
  scene(23, 20, intruder.restartTank),
  scene(24, 10, intruder.renameIo),
  scene(25, 0, operator.setLevel(3)),
  scene(25, 20, operator.setAutomatic),
  scene(26, 0, engineer.startTreatment),
  scene(27, 0, engineer.runDistribution),
  scene(27, 40, engineer.renameIoBack),
  scene(28, 30, operator.setTankClock),
]

/** What goes on after the demonstration where it is watched live: work and mischief in turn, each put right again, for as long as anybody looks. */
const round: readonly Action[] = [
  operator.setLevel(3.2),
  engineer.uploadTreatment,
  operator.setChlorine(0.9),
  intruder.askModbus,
  intruder.stopTreatment,
  engineer.startTreatment,
  operator.setAutomatic,
  engineer.changeDistribution,
  operator.setPressure(4.6),
  intruder.haltDistribution,
  engineer.runDistribution,
  operator.setTankClock,
  engineer.tuneIntake,
  intruder.restartTank,
  operator.openTankValve,
  engineer.changeTreatment,
  intruder.askEthernetIp,
  intruder.writeOutOfRange,
  operator.setLevel(3),
  operator.setAutomatic,
  intruder.renameIo,
  engineer.renameIoBack,
]
/** Seconds between two things of a round: the longest work is done by then. */
const ROUND_PAUSE = 40

/** Plays rounds without end, starting `after` seconds from now. */
export function* rounds(plant: Plant, hmi: Hmi, after: number): Script {
  const { network } = plant
  yield after * SECOND
  for (;;) {
    for (const action of round) {
      network.start(action.perform(plant, hmi))
      yield ROUND_PAUSE * SECOND
    }
  }
}

/** Plays scenes at their times, each beside what else goes on. */
export function* play(plant: Plant, hmi: Hmi, scenes: readonly Scene[]): Script {
  for (const { at, action } of scenes) {
    const wait = at * SECOND - plant.network.now
    if (wait > 0) yield wait
    plant.network.start(action.perform(plant, hmi))
  }
}

/** The operator's ordinary work without end: now and then the next thing of a shift, starting `after` seconds from now. */
export function* shifts(plant: Plant, hmi: Hmi, after: number): Script {
  const { network } = plant
  yield after * SECOND
  for (;;) {
    for (const action of shift) {
      yield network.random.between(600, 2_400) * SECOND
      yield* action.perform(plant, hmi)
    }
  }
}
