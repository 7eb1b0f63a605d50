import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXIT_OK, EXIT_REFUSED } from './output.ts'
import { writeSimulation } from './simulate.ts'

const MAIN = new URL('../main.ts', import.meta.url).pathname
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulate-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Runs the program in the test's folder. */
function run(...args: string[]): { status: number | null; said: string; complained: string } {
  const done = spawnSync(process.execPath, [MAIN, ...args], { cwd: folder, encoding: 'utf8' })
  return { status: done.status, said: done.stdout, complained: done.stderr }
}

describe('simulate', () => {
  test('writes captures of the length asked for, the same for the same seed', () => {
    const paths = ['a', 'b'].map((name) => join(folder, `${name}.pcap`))
    for (const out of paths) expect(writeSimulation({ out, seed: 4, minutes: 1 })).toBe(EXIT_OK)
    const [a, b] = paths.map((path) => readFileSync(path))
    expect(a!.equals(b!)).toBe(true)
    expect(a!.readUInt32LE(0)).toBe(0xa1b23c4d)
  })

  test('stops at a size, whole packets only', () => {
    const out = join(folder, 'sized.pcap')
    expect(writeSimulation({ out, seed: 4, size: 3, quietScene: true })).toBe(EXIT_OK)
    const { size } = statSync(out)
    expect(size).toBeLessThanOrEqual(3_000_000)
    expect(size).toBeGreaterThan(2_998_000)
  })

  test('says in one line when the file cannot be written', () => {
    expect(writeSimulation({ out: join(folder, 'absent', 'x.pcap'), seed: 1, minutes: 1 })).toBe(EXIT_REFUSED)
  })

  test('refuses lengths that are none', () => {
    const { status, complained } = run('simulate', '--out', 'x.pcap', '--minutes', 'soon')
    expect(status).toBe(EXIT_REFUSED)
    expect(complained).toContain('expected a number above 0')
  })
})

describe('the report on the demonstration', () => {
  test('leaves a capture and a report, and says where they are and what to look at', () => {
    const { status, said } = run('demo', '--report')
    expect(status).toBe(EXIT_OK)
    for (const name of ['demo.pcap', 'demo.html']) {
      expect(said).toContain(join('out', name))
      expect(statSync(join(folder, 'out', name)).size).toBeGreaterThan(1_000)
    }
    expect(said).toContain('Look first at:')
    expect(said).toContain('analyze')
  })
})
