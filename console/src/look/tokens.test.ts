import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const GROUNDS = ['ground', 'panel', 'raised']
const INKS = ['text', 'soft', 'warn', 'bad', 'pick']
/** WCAG 2.2, 1.4.3 for text and 1.4.11 for what is no text. */
const TEXT = 4.5
const SHAPE = 3

/** The colours of a look, by name. */
function look(scheme: 'light' | 'dark'): Map<string, string> {
  const block = new RegExp(`color-scheme="${scheme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? ''
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]),
  )
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light! + 0.05) / (dark! + 0.05)
}

test('the measure is right', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

for (const scheme of ['light', 'dark'] as const)
  describe(`the ${scheme} look`, () => {
    const colours = look(scheme)
    const of = (name: string): string => colours.get(name)!
    const poor = (inks: readonly string[], grounds: readonly string[], least: number): string[] =>
      inks.flatMap((ink) =>
        grounds
          .filter((ground) => !(contrast(of(ink), of(ground)) >= least))
          .map((ground) => `${ink} on ${ground}`),
      )
    test('has text that can be read on every ground, also on a row that is pointed at', () => {
      expect(poor(INKS, GROUNDS, TEXT)).toEqual([])
      expect(poor(['text', 'soft'], ['node', 'pick-ground'], TEXT)).toEqual([])
      expect(poor(['action-text'], ['action', 'action-hover'], TEXT)).toEqual([])
    })
    test('has marks that can be read on their own grounds', () => {
      expect(poor(['warn'], ['warn-ground'], TEXT)).toEqual([])
      expect(poor(['bad'], ['bad-ground'], TEXT)).toEqual([])
    })
    test('has edges of controls and a focus that can be seen', () => {
      expect(poor(['fill', 'edge'], ['panel', 'raised'], SHAPE)).toEqual([])
      expect(poor(['focus'], GROUNDS, SHAPE)).toEqual([])
    })
  })
