import { describe, expect, test } from 'vitest'
import { Random } from './random.ts'
import { Water } from './water.ts'

/** The works after some minutes, having been changed first. */
function worksAfter(minutes: number, change: (water: Water) => void = () => {}): Water {
  const water = new Water(new Random(1))
  change(water)
  for (let second = 0; second < minutes * 60; second++) water.step(1)
  return water
}

describe('the water', () => {
  test('stays near its setpoints for a day', () => {
    const water = worksAfter(24 * 60)
    expect(water.level).toBeGreaterThan(2.4)
    expect(water.level).toBeLessThan(3.6)
    expect(water.chlorine).toBeCloseTo(0.8, 1)
    expect(water.pressure).toBeCloseTo(4.6, 0)
    expect(water.tankLevel).toBeGreaterThan(0.5)
  })

  test('loses its chlorine when the treatment controller stops', () => {
    expect(worksAfter(5, (water) => (water.treated = false)).chlorine).toBeLessThan(0.1)
  })

  test('loses its pressure when the distribution controller stops', () => {
    expect(worksAfter(2, (water) => (water.boosted = false)).pressure).toBeLessThan(1)
  })

  test('overfills the clearwell when its setpoint is out of range', () => {
    const flooded = worksAfter(8 * 60, (water) => (water.levelSetpoint = 65.535))
    expect(flooded.level).toBeGreaterThan(4.9)
  })
})
