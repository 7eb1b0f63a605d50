import * as cip from '../build/cip.ts'
import { relayOutput, timeObject } from '../build/dnp3.ts'
import { writeCoil, writeRegister } from '../build/modbus.ts'
import { writeVar } from '../build/s7.ts'
import { write } from '../build/writer.ts'
import type { Hmi } from '../devices/hmi.ts'
import { COIL, REGISTER } from '../devices/modbus-plc.ts'
import { DB1 } from '../devices/s7-plc.ts'
import type { Plant } from '../plant.ts'
import type { Action, Deed } from './action.ts'

const WRITE = 2
const SELECT = 3
const OPERATE = 4
const LATCH_ON = 3

/** The operator acts at the screen: wishes go out over the screen's own connections at the next poll. */
function atScreen(
  id: string,
  words: string,
  deed: Omit<Deed, 'initiator'>,
  wish: (pending: Hmi['pending'], plant: Plant) => void,
): Action {
  return {
    id,
    words,
    deeds: [{ ...deed, initiator: 'hmi' }],
    // biome-ignore lint/correctness/useYield: the wish is all there is; the polling loop sends it.
    perform: function* (plant, hmi) {
      wish(hmi.pending, plant)
    },
  }
}

const setLevel = (metres: number) =>
  atScreen(
    'set-level',
    `sets the clearwell level setpoint to ${metres} m`,
    { verb: 'write', protocol: 'modbus-tcp', responder: 'intake' },
    (pending) => pending.modbus.push(writeRegister(REGISTER.levelSetpoint, metres * 1_000)),
  )

const setPump2 = (on: boolean) =>
  atScreen(
    'set-pump',
    `${on ? 'starts' : 'stops'} intake pump 2`,
    { verb: 'write', protocol: 'modbus-tcp', responder: 'intake' },
    (pending) => pending.modbus.push(writeCoil(COIL.pump2, on)),
  )

const setAutomatic = atScreen(
  'set-automatic',
  'gives the intake pumps back to automatic control',
  { verb: 'write', protocol: 'modbus-tcp', responder: 'intake' },
  (pending) => pending.modbus.push(writeCoil(COIL.automatic, true)),
)

const setChlorine = (dose: number) =>
  atScreen(
    'set-chlorine',
    `sets the chlorine setpoint to ${dose} mg/l`,
    { verb: 'write', protocol: 's7comm', responder: 'treatment' },
    (pending) =>
      pending.s7.push((reference) =>
        writeVar(reference, { block: 1, start: DB1.setpoint, length: 4 }, write().f32(dose).done()),
      ),
  )

const setPressure = (bar: number) =>
  atScreen(
    'set-pressure',
    `sets the pressure setpoint to ${bar} bar`,
    { verb: 'write', protocol: 'cip', responder: 'distribution' },
    (pending) => pending.cip.push(cip.writeTag('Pressure_SP', cip.REAL, bar)),
  )

const openTankValve = atScreen(
  'open-tank-valve',
  'opens the tank inlet valve',
  { verb: 'operate', protocol: 'dnp3', responder: 'tank' },
  (pending) =>
    pending.dnp3.push([SELECT, relayOutput(0, LATCH_ON, 100)], [OPERATE, relayOutput(0, LATCH_ON, 100)]),
)

/** The operator station sets the clock of the tank station, as it does once an hour. */
const setTankClock = atScreen(
  'set-tank-clock',
  'sets the clock of the tank station',
  { verb: 'time-set', protocol: 'dnp3', responder: 'tank' },
  (pending, plant) => pending.dnp3.push([WRITE, timeObject(plant.milliseconds())]),
)

export const operator = {
  setLevel,
  setPump2,
  setAutomatic,
  setChlorine,
  setPressure,
  openTankValve,
  setTankClock,
}

/** What the operator of the works does in an ordinary shift, one thing after another. */
export const shift: readonly Action[] = [
  setLevel(3.2),
  setChlorine(0.9),
  setTankClock,
  setPressure(4.4),
  setPump2(true),
  setAutomatic,
  openTankValve,
  setLevel(3),
  setPressure(4.6),
  setChlorine(0.8),
]
