import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openSqliteStore } from '../store/sqlite/store.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const SITE = 'ridgewater'
const running: ChildProcess[] = []
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-'))
})
afterEach(async () => {
  for (const one of running.splice(0))
    if (one.exitCode === null && one.kill('SIGKILL')) await once(one, 'close')
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Starts the demonstration; resolves when it says how to stop it. */
async function start(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [MAIN, 'demo', '--data', folder, '--listen', '127.0.0.1:0'])
  running.push(child)
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      said += chunk
      if (said.includes('Next:')) resolve()
    })
    child.on('close', (code) => reject(new Error(`ended with ${code}: ${said}`)))
  })
  return { child, said }
}

async function stop(child: ChildProcess): Promise<number> {
  child.removeAllListeners('close')
  child.kill('SIGINT')
  return ((await once(child, 'close')) as [number])[0]
}

test('the demonstration has a history at once, goes on live, and begins again where it was', async () => {
  const first = await start()
  expect(first.said).toMatch(/http:\/\/127\.0\.0\.1:\d+\/welcome#[\w-]{20,}/)
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(first.said)?.[0]
  expect((await fetch(`${url}/api/v1/health`)).status).toBe(200)
  expect(await stop(first.child)).toBe(0)
  const begun = performance.now()
  const second = await start()
  expect(performance.now() - begun).toBeLessThan(20_000)
  await new Promise((resolve) => setTimeout(resolve, 4000))
  expect(await stop(second.child)).toBe(0)
  const store = await openSqliteStore(folder)
  try {
    const { items } = await store.list('assets', SITE, {})
    expect(items.map(({ role }) => role)).toEqual(expect.arrayContaining(['plc', 'rtu', 'hmi', 'historian']))
    const sensors = await store.sensors(SITE)
    expect(sensors.find(({ id }) => id === 'demo')?.through).toBeGreaterThan(1)
    const verbs = new Set(
      (await store.list('operations', SITE, { limit: 1000 })).items.map(({ verb }) => verb),
    )
    for (const verb of ['program-download', 'stop', 'operate', 'read'] as const) expect(verbs).toContain(verb)
    const hour = new Date(Date.now() - 3_600_000).toISOString()
    for (const { firstSeen } of items) expect(firstSeen > hour).toBe(true)
  } finally {
    await store.close()
  }
}, 60_000)
