import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Access } from '../access/access.ts'
import { CHEAP, HERE, PASSWORD, TestPorts } from '../access/testing.ts'
import { databaseFile } from '../store/sqlite/connection.ts'
import { inspectSqlite, openSqliteStore } from '../store/sqlite/store.ts'

const MAIN = new URL('../main.ts', import.meta.url).pathname

let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'))
  await (await openSqliteStore(join(folder, 'data'), { reserveBytes: 0 })).close()
})
afterAll(() => rmSync(folder, { recursive: true }))

function run(...args: string[]) {
  const done = spawnSync(process.execPath, [MAIN, ...args, '--data', 'data'], {
    cwd: folder,
    encoding: 'utf8',
  })
  return { status: done.status, said: done.stdout, complained: done.stderr }
}

/** Works with access on the folder, as a server does. */
async function serving<T>(work: (access: Access) => Promise<T>): Promise<T> {
  const store = await openSqliteStore(join(folder, 'data'), { reserveBytes: 0 })
  const ports = new TestPorts(store)
  ports.time = Date.now()
  try {
    return await work(await Access.open(ports, CHEAP))
  } finally {
    await store.close()
  }
}

describe('access link', () => {
  test('lets a locked-out admin in, also while the server runs, and stands in the log', async () => {
    await serving(async (access) => {
      const said = await new Promise<string>((resolve) => {
        const child = spawn(process.execPath, [MAIN, 'access', 'link', '--data', 'data'], { cwd: folder })
        let text = ''
        child.stdout.on('data', (chunk) => {
          text += chunk
        })
        child.on('close', () => resolve(text))
      })
      const secret = /http:\/\/127\.0\.0\.1:\d+\/welcome#([\w-]{43})\n/.exec(said)?.[1]
      const asked = { secret: secret!, name: 'grace', password: PASSWORD }
      expect((await access.firstLink.use(asked, { from: HERE })).principal.role).toBe('admin')
      expect((await access.entries({})).map(({ what, who }) => [what, who.via])).toEqual([
        ['first-link-made', 'command'],
        ['first-link-used', 'session'],
      ])
    })
  })
})

describe('the audit log', () => {
  test('is shown line by line, harmless to a terminal, and without secrets', async () => {
    await serving(async (access) => {
      const { principal } = await access.sessions.signIn(
        { name: 'grace', password: PASSWORD },
        { from: HERE },
      )
      await access.audit(principal, 'view-saved', { title: '\u001b[31mred\n\u202eright to left' })
    })
    const { status, said } = run('audit', 'show', '--last', '3')
    expect(status).toBe(0)
    const lines = said.trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[2]).toMatch(
      /4 {2}\S+Z {2}grace \(admin, session\) from 10\.1\.1\.7 {2}view-saved {2}\{"title":/,
    )
    expect(said).toMatch(/^[\x20-\x7e\n]*$/)
    expect(said).not.toContain(PASSWORD)
  })

  test('is verified, and gives what to write down for the next time', () => {
    const { status, said } = run('audit', 'verify')
    expect([status, said]).toEqual([0, expect.stringContaining('is sound: 4 entries')])
    const head = /(\d+:[0-9a-f]{64})\n$/.exec(said)![1]!
    expect(run('audit', 'verify', '--head', head).status).toBe(0)
    expect(run('audit', 'verify', '--head', `4:${'0'.repeat(64)}`)).toMatchObject({
      status: 1,
      said: expect.stringContaining('the log was made anew'),
    })
    expect(run('audit', 'verify', '--head', 'nonsense').status).toBe(2)
  })

  test('shows what somebody did to the database', async () => {
    const tamper = (sql: string) => {
      const db = new DatabaseSync(databaseFile(join(folder, 'data')))
      db.exec(sql)
      db.close()
      return run('audit', 'verify')
    }
    const changed = tamper(
      `UPDATE journal SET body = replace(body, '"grace"', '"somebody"') WHERE sequence = 3`,
    )
    expect(changed).toMatchObject({ status: 1, said: expect.stringContaining('entry 3 was changed') })
    const cut = tamper('DELETE FROM journal WHERE sequence = 4')
    expect(cut.said).toContain('entries 4 to 4 are missing at the end')
    expect((await inspectSqlite(join(folder, 'data'))).faults).toEqual([])
  })

  test('of a folder without a store is refused', () => {
    for (const words of [
      ['audit', 'show'],
      ['audit', 'verify'],
      ['access', 'link'],
    ]) {
      const done = spawnSync(process.execPath, [MAIN, ...words, '--data', 'nowhere'], { cwd: folder })
      expect(done.status).toBe(2)
    }
  })
})
