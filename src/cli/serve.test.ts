import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const running: ChildProcess[] = []
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'))
})
afterEach(async () => {
  for (const one of running.splice(0))
    if (one.exitCode === null && one.kill('SIGKILL')) await once(one, 'close')
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Starts the program and waits for what it says first, or for its end. */
async function serve(...options: string[]): Promise<{ child: ChildProcess; out: string; error: string }> {
  const child = spawn(process.execPath, [MAIN, 'serve', '--data', join(folder, 'data'), ...options])
  running.push(child)
  const said = { out: '', error: '' }
  child.stderr.on('data', (chunk) => {
    said.error += chunk
  })
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      said.out += chunk
      if (said.out.includes('runs at')) setTimeout(resolve, 50)
    })
    child.on('close', () => resolve())
  })
  return { child, ...said }
}

test('serve runs a data folder until it is asked to stop, and lets nobody else have it', async () => {
  const { child, out } = await serve('--listen', '127.0.0.1:0')
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0]
  expect(out).toMatch(/\/welcome#[\w-]{20,}/)
  const health = await fetch(`${url}/api/v1/health`)
  expect(await health.json()).toEqual({ status: 'ok', ingest: 'running' })
  const session = await fetch(`${url}/api/v1/sites`)
  expect(session.status).toBe(401)
  const other = await serve('--listen', '127.0.0.1:0')
  expect([other.child.exitCode, other.error]).toEqual([1, expect.stringContaining('is in use by another')])
  child.kill('SIGTERM')
  const [code] = (await once(child, 'close')) as [number]
  expect(code).toBe(0)
}, 30_000)

test('serve says in one line what it cannot do', async () => {
  const taken = await serve('--listen', 'everywhere')
  expect([taken.child.exitCode, taken.error]).toEqual([
    1,
    expect.stringMatching(/^sightglass: 'everywhere' is no place to listen at[^\n]*\n$/),
  ])
  const half = await serve('--tls-cert', 'cert.pem')
  expect([half.child.exitCode, half.error]).toEqual([
    2,
    expect.stringContaining('--tls-cert and --tls-key go together'),
  ])
}, 30_000)
