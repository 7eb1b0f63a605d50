import { describe, expect, test } from 'vitest'
import * as cip from '../build/cip.ts'
import * as dnp3 from '../build/dnp3.ts'
import * as enip from '../build/enip.ts'
import * as modbus from '../build/modbus.ts'
import * as s7 from '../build/s7.ts'
import { Random } from '../random.ts'
import { Water } from '../water.ts'
import { LOGIX, Logix, RESET } from './logix.ts'
import { ModbusPlc, REGISTER } from './modbus-plc.ts'
import { RTU_ADDRESS, Rtu } from './rtu.ts'
import { DB1, S7Plc } from './s7-plc.ts'

const still = () => new Water(new Random(1))

describe('the intake controller', () => {
  const water = still()
  const plc = new ModbusPlc(water)
  const ask = (pdu: Uint8Array, unit = 255) => [...plc.answer(modbus.mbap(1, unit, pdu))!.subarray(7)]

  test('tells the level of the water in millimetres', () => {
    plc.refresh()
    expect(ask(modbus.readRequest(3, REGISTER.level, 1))).toEqual([3, 2, 2_900 >> 8, 2_900 & 255])
  })

  test('obeys a setpoint whatever its value', () => {
    ask(modbus.writeRegister(REGISTER.levelSetpoint, 0xffff))
    expect(water.levelSetpoint).toBe(65.535)
  })

  test('refuses addresses, functions and units it does not have', () => {
    expect(ask(modbus.writeRegisters(40_000, [0]))).toEqual([0x90, 2])
    expect(ask(modbus.probe(66))).toEqual([0xc2, 1])
    expect(ask(modbus.readRequest(3, 0, 1), 9)).toEqual([0x83, 0x0b])
  })
})

describe('the treatment controller', () => {
  const water = still()
  const plc = new S7Plc(water)

  test('tells the chlorine of the water, and takes a setpoint for it', () => {
    const read = plc.answer(s7.readVar(1, { block: 1, start: DB1.chlorine, length: 4 }))!
    expect(new DataView(read.buffer).getFloat32(25)).toBeCloseTo(water.chlorine)
    plc.answer(s7.writeVar(2, { block: 1, start: DB1.setpoint, length: 4 }, new Uint8Array([0x40, 0, 0, 0])))
    expect(water.chlorineSetpoint).toBe(2)
  })

  test('stops and starts', () => {
    plc.answer(s7.plcStop(3))
    expect(plc.runs).toBe(false)
    plc.answer(s7.piService(4, '_INSE', s7.blockList('0800001P')))
    expect(plc.runs).toBe(false)
    plc.answer(s7.piService(5, 'P_PROGRAM'))
    expect(plc.runs).toBe(true)
  })
})

describe('the distribution controller', () => {
  const plc = new Logix(still(), 0x0a14_010d)
  const status = (message: Uint8Array) =>
    plc.answer(enip.unconnected(1, 1, cip.unconnectedSend(message)))![42]

  test('is not reset while it runs, but goes to program mode', () => {
    const reset = cip.request(RESET, cip.objectPath(1), [0])
    expect(status(reset)).toBe(0x0c)
    expect(status(cip.request(LOGIX.programMode, cip.objectPath(LOGIX.control)))).toBe(0)
    expect(plc.runs).toBe(false)
  })

  test('knows its tags and no others', () => {
    expect(status(cip.readTag('Main_Pressure'))).toBe(0)
    expect(status(cip.readTag('Nobody'))).toBe(4)
  })
})

describe('the tank station', () => {
  const water = still()
  const rtu = new Rtu(water, () => 0)
  const link = { source: 1, target: RTU_ADDRESS, fromMaster: true }
  const ask = (code: number, objects: ArrayLike<number> = []) =>
    dnp3.fragmentOf(rtu.answer(dnp3.frames(link, dnp3.request(0, code, objects), 0))!)

  test('says that it restarted until told that this is known', () => {
    expect(ask(1)[2]! & 0x80).toBe(0x80)
    expect(ask(2, [80, 1, 0, 7, 7, 0])[2]! & 0x80).toBe(0)
    ask(13)
    expect(ask(1)[2]! & 0x80).toBe(0x80)
  })

  test('moves the valve on operate, not on select', () => {
    const close = dnp3.relayOutput(0, 4, 100)
    ask(3, close)
    expect(water.tankValveOpen).toBe(true)
    ask(4, close)
    expect(water.tankValveOpen).toBe(false)
  })

  test('reports by itself unless silenced', () => {
    expect(rtu.report(true)).toBeDefined()
    ask(21, dnp3.classes(2, 3, 4))
    expect(rtu.report(true)).toBeUndefined()
  })
})
