import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { Hub } from '../src/hub/hub.ts'

const RUN = fileURLToPath(new URL('./lib/hub-run.ts', import.meta.url))
const SITE = 'works'
const KILLS = 4

/** Runs a platform, kills it some time after it stored something, and gives the highest number of batches that it told. */
function killed(folder: string, afterMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [RUN, folder, SITE], { stdio: ['ignore', 'pipe', 'inherit'] })
    let told = 0
    let dies = false
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (text: string) => {
      told = Number(text.trim().split('\n').at(-1))
      if (dies) return
      dies = true
      setTimeout(() => child.kill('SIGKILL'), afterMs)
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(told)
      else reject(new Error(`the platform ended by itself with ${code}`))
    })
  })
}

test('a platform that is killed loses nothing it acknowledged, and the next one goes on behind it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kill-'))
  try {
    let before = 0
    let packets = 0
    for (let kill = 0; kill < KILLS; kill++) {
      const told = await killed(folder, 200 + kill * 700)
      expect(told).toBeGreaterThan(before)
      const hub = await Hub.open(folder)
      try {
        const [sensor] = await hub.store.sensors(SITE)
        expect(sensor).toMatchObject({ beyond: [] })
        expect(sensor!.through).toBeGreaterThanOrEqual(told)
        before = sensor!.through
        expect((await hub.store.health()).faults).toEqual([])
        const { items } = await hub.store.list('conversations', SITE, { limit: 1000 })
        const kept = items.reduce((sum, one) => sum + one.packets, 0)
        expect(kept).toBeGreaterThan(packets)
        packets = kept
        const { items: gaps } = await hub.store.list('observations', SITE, {
          filter: { field: 'kind', is: 'gap' },
        })
        for (const { reason } of gaps) expect(reason).not.toContain('failed')
      } finally {
        await hub.close()
      }
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 120_000)
