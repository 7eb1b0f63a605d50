import type { Random } from './random.ts'

/**
 * A small water works: intake pumps fill a clearwell, chlorine is dosed on the way in, booster pumps hold the pressure of the town's main,
 * and a hillside tank far away fills and empties with demand. Levels in metres, flows in cubic metres an hour, chlorine in milligrams
 * a litre, pressure in bar, valve and speed in percent.
 */
export class Water {
  level = 2.9
  levelSetpoint = 3
  intake: [boolean, boolean] = [true, false]
  /** True while the level control starts and stops the second intake pump by itself. */
  automatic = true
  valve = 70
  inflow = 180
  turbidity = 0.21
  chlorine = 0.82
  chlorineSetpoint = 0.8
  /** True while the treatment controller runs its program: only then is chlorine dosed. */
  treated = true
  dose = 1.4
  ph = 7.35
  pressure = 4.6
  pressureSetpoint = 4.6
  boosterRuns = true
  /** True while the distribution controller runs its program: in program mode its outputs are off. */
  boosted = true
  boosterSpeed = 71
  outflow = 165
  tankLevel = 4.2
  tankValveOpen = true
  volume = 48_211
  hours = 8

  private readonly random: Random
  private readonly clearwellArea = 220
  private readonly tankArea = 120

  constructor(random: Random) {
    this.random = random
  }

  /** Moves the plant on by a number of seconds (at most about one, for the controls to stay steady). */
  step(seconds: number): void {
    this.hours = (this.hours + seconds / 3_600) % 24
    this.supply(seconds)
    this.treat(seconds)
    this.distribute(seconds)
  }

  private supply(seconds: number): void {
    if (this.automatic) {
      if (this.level < this.levelSetpoint - 0.25) this.intake[1] = true
      if (this.level > this.levelSetpoint + 0.25) this.intake[1] = false
      const wanted = 70 + (this.levelSetpoint - this.level) * 60
      this.valve += (clamp(wanted, 5, 100) - this.valve) * 0.1 * seconds
    }
    const capacity = (this.intake[0] ? 190 : 0) + (this.intake[1] ? 150 : 0)
    const target = capacity * (0.3 + 0.7 * (this.valve / 100))
    this.inflow += (target - this.inflow) * Math.min(1, 0.3 * seconds) + this.random.noise(0.4)
    this.inflow = Math.max(0, this.inflow)
    this.level = clamp(
      this.level + ((this.inflow - this.outflow) / 3_600 / this.clearwellArea) * seconds,
      0,
      5,
    )
    this.turbidity = clamp(this.turbidity + this.random.noise(0.002), 0.08, 0.9)
  }

  private treat(seconds: number): void {
    const wanted = this.treated ? clamp(1.4 + (this.chlorineSetpoint - this.chlorine) * 4, 0, 5) : 0
    this.dose += (wanted - this.dose) * 0.2 * seconds
    this.chlorine += (this.dose * 0.58 - this.chlorine) * 0.02 * seconds + this.random.noise(0.001)
    this.chlorine = clamp(this.chlorine, 0, 6)
    this.ph = clamp(this.ph + this.random.noise(0.002), 6.8, 7.9)
  }

  private distribute(seconds: number): void {
    const demand = 150 + 45 * Math.sin(((this.hours - 5) / 24) * 2 * Math.PI) + this.random.noise(1.5)
    if (this.boosterRuns && this.boosted) {
      this.boosterSpeed += clamp((this.pressureSetpoint - this.pressure) * 3, -2, 2) * seconds
      this.boosterSpeed = clamp(this.boosterSpeed, 20, 100)
    } else {
      this.boosterSpeed += (0 - this.boosterSpeed) * Math.min(1, 0.4 * seconds)
    }
    const head = this.boosterSpeed * 0.076 - (demand - 150) * 0.006
    this.pressure = clamp(this.pressure + (head - 0.8 - this.pressure) * 0.3 * seconds, 0, 9)
    this.outflow = this.level > 0.1 ? demand * clamp(this.pressure / 4.6, 0, 1.2) : 0
    this.volume += (this.outflow / 3_600) * seconds
    const tankIn = this.tankValveOpen ? clamp(this.pressure * 9, 0, 60) : 0
    this.tankLevel = clamp(this.tankLevel + ((tankIn - 38) / 3_600 / this.tankArea) * seconds, 0, 6)
  }
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value
}
