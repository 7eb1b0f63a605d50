import * as modbus from '../build/modbus.ts'
import { write } from '../build/writer.ts'
import type { Water } from '../water.ts'

/** Holding registers of the intake controller. */
export const REGISTER = {
  level: 0,
  inflow: 1,
  valve: 2,
  amps1: 3,
  amps2: 4,
  turbidity: 5,
  levelSetpoint: 10,
  valveCommand: 11,
  /** Gain, integral time and deadband of the level control. */
  tuning: 20,
} as const

/** Coils of the intake controller. */
export const COIL = { pump1: 0, pump2: 1, automatic: 2 } as const

const REGISTERS = 100
const COILS = 32
/** Unit numbers the controller itself answers to; it is a gateway to nothing else. */
const UNITS = [0, 1, 255]
/** Exception 11: the gateway's target did not respond. */
const NO_ANSWER_BEHIND = 0x0b
const NO_SUCH_ADDRESS = 2
const NO_SUCH_VALUE = 3
const IDENTITY = [
  'Schneider Electric',
  'BMX P34 2020',
  'v2.60',
  'http://www.schneider-electric.com',
  'Modicon M340',
]

/** The intake controller, a Schneider Modicon M340: Modbus/TCP server with device identification and UMAS programming services. */
export class ModbusPlc {
  private readonly water: Water
  private readonly registers = new Uint16Array(REGISTERS)
  private listenOnly = false
  private key = 0
  runs = true
  private block = 0

  constructor(water: Water) {
    this.water = water
  }

  /** Brings measured values into the registers; a stopped controller keeps its last ones. */
  refresh(): void {
    if (!this.runs) return
    const { water, registers } = this
    registers[REGISTER.level] = water.level * 1_000
    registers[REGISTER.inflow] = water.inflow * 10
    registers[REGISTER.valve] = water.valve * 10
    registers[REGISTER.amps1] = water.intake[0] ? 412 + water.valve : 0
    registers[REGISTER.amps2] = water.intake[1] ? 388 + water.valve : 0
    registers[REGISTER.turbidity] = water.turbidity * 1_000
    registers[REGISTER.levelSetpoint] = water.levelSetpoint * 1_000
  }

  /** Answers one Modbus/TCP request; silent while it is forced to listen only. */
  answer = (request: Uint8Array): Uint8Array | undefined => {
    const transaction = word(request, 0)
    const pdu = request.subarray(7)
    const restart = pdu[0] === 8 && word(pdu, 1) === 1
    if (this.listenOnly && !restart) return undefined
    const reply = UNITS.includes(request[6]!) ? this.reply(pdu) : modbus.exception(pdu[0]!, NO_ANSWER_BEHIND)
    return reply === undefined ? undefined : modbus.mbap(transaction, request[6]!, reply)
  }

  private reply(pdu: Uint8Array): Uint8Array | undefined {
    const code = pdu[0]!
    switch (code) {
      case 1:
      case 2:
        return this.readBits(code, word(pdu, 1), word(pdu, 3))
      case 3:
      case 4:
        return this.readRegisters(code, word(pdu, 1), word(pdu, 3))
      case 5:
        return this.writeCoil(pdu)
      case 6:
        return this.writeRegisters(6, word(pdu, 1), [word(pdu, 3)]) ?? pdu
      case 8:
        return this.diagnose(pdu)
      case 16:
        return this.writeRegisters(16, word(pdu, 1), words(pdu, 6, word(pdu, 3))) ?? pdu.slice(0, 5)
      case 0x2b:
        return modbus.identification(pdu[2]!, pdu[2] === 1 ? IDENTITY.slice(0, 3) : IDENTITY)
      case 0x5a:
        return this.program(pdu[1]!, pdu[2]!, pdu.subarray(3))
      default:
        return modbus.exception(code, 1)
    }
  }

  private readBits(code: number, address: number, quantity: number): Uint8Array {
    if (address + quantity > COILS) return modbus.exception(code, NO_SUCH_ADDRESS)
    const { water } = this
    const all = [water.intake[0], water.intake[1], water.automatic, water.level > 4.5, water.level < 0.8]
    return modbus.bitsRead(
      code,
      Array.from({ length: quantity }, (_, index) => all[address + index] ?? false),
    )
  }

  private readRegisters(code: number, address: number, quantity: number): Uint8Array {
    if (address + quantity > REGISTERS) return modbus.exception(code, NO_SUCH_ADDRESS)
    return modbus.registersRead(code, Array.from(this.registers.subarray(address, address + quantity)))
  }

  private writeCoil(pdu: Uint8Array): Uint8Array {
    const on = word(pdu, 3) === 0xff00
    const address = word(pdu, 1)
    if (address === COIL.automatic) this.water.automatic = on
    else if (address <= COIL.pump2) {
      this.water.automatic = false
      this.water.intake[address === COIL.pump1 ? 0 : 1] = on
    } else return modbus.exception(5, NO_SUCH_ADDRESS)
    return pdu
  }

  /** Writes registers, or gives the exception when they do not exist. */
  private writeRegisters(code: number, address: number, values: readonly number[]): Uint8Array | undefined {
    if (values.length === 0) return modbus.exception(code, NO_SUCH_VALUE)
    if (address + values.length > REGISTERS) return modbus.exception(code, NO_SUCH_ADDRESS)
    for (const [index, value] of values.entries()) this.set(address + index, value)
    return undefined
  }

  private set(address: number, value: number): void {
    this.registers[address] = value
    if (address === REGISTER.levelSetpoint) this.water.levelSetpoint = value / 1_000
    if (address === REGISTER.valveCommand) this.water.valve = Math.min(100, value / 10)
  }

  private diagnose(pdu: Uint8Array): Uint8Array | undefined {
    const subfunction = word(pdu, 1)
    if (subfunction === 1) {
      // A device that was listening only comes back without an answer (MODBUS Application Protocol V1.1b3, 6.8).
      const silent = this.listenOnly
      this.listenOnly = false
      return silent ? undefined : pdu
    }
    if (subfunction === 4) {
      this.listenOnly = true
      return undefined
    }
    return subfunction === 0 ? pdu : modbus.exception(8, 1)
  }

  private program(key: number, code: number, data: Uint8Array): Uint8Array {
    switch (code) {
      case 0x01:
        return modbus.umasOk(key, [0xfd, 0x03, 0, 1, 4, 0, 0, 0x32, 0, 0, 0])
      case 0x02:
        return modbus.umasOk(
          key,
          modbus.umasIdentity({ model: 'BMX P34 2020', version: 0x0260, hardware: 0x0800 }),
        )
      case 0x03:
        return modbus.umasOk(key, projectInfo('RAW_WATER_INTAKE'))
      case 0x04:
        return modbus.umasOk(key, plcStatus(this.runs))
      case 0x10:
        this.key = 1
        return modbus.umasOk(0, [this.key])
      case 0x11:
        this.key = 0
        return modbus.umasOk(key)
      case 0x33:
        this.block = 0
        return modbus.umasOk(
          key,
          write()
            .u8(1)
            .le32(PROGRAM_BLOCKS * BLOCK_BYTES)
            .done(),
        )
      case 0x34:
        return modbus.umasOk(key, codeBlock(++this.block))
      case 0x40:
      case 0x41:
        this.runs = code === 0x40
        return modbus.umasOk(key, data.subarray(0, 0))
      default:
        return modbus.umasOk(key)
    }
  }
}

/** Checksums, when the project was made and last changed, its revision 1.0.7, its name. */
function projectInfo(name: string): Uint8Array {
  const out = write().le16(0x0502).le32(0x0201_4c3a).le32(0x0201_4c3a).zeros(8)
  out.u8(2, 12, 30, 9, 18, 6).le16(2024)
  out.u8(2, 40, 5, 14, 10, 3).le16(2026)
  return out.u8(7, 0, 1, 0, name.length).text(name).done()
}

function plcStatus(runs: boolean): Uint8Array {
  return write()
    .le32(0x0680_8202)
    .zeros(28)
    .u8(runs ? 2 : 1)
    .zeros(7)
    .done()
}

/** Blocks of machine code that the program takes, and bytes of one. */
export const PROGRAM_BLOCKS = 6
const BLOCK_BYTES = 200

/** A block of machine code as the controller hands it out: whether it is the last, length, bytes. */
function codeBlock(number: number): Uint8Array {
  const out = write()
    .u8(number < PROGRAM_BLOCKS ? 0 : 1, 1)
    .le16(BLOCK_BYTES)
  for (let index = 0; index < BLOCK_BYTES; index++) out.u8((index * 31 + number * 7) & 0xff)
  return out.done()
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!
}

/** Words of a message from an offset on, as many as there are. */
function words(bytes: Uint8Array, at: number, count: number): number[] {
  return Array.from({ length: Math.min(count, (bytes.length - at) >> 1) }, (_, index) =>
    word(bytes, at + 2 * index),
  )
}
