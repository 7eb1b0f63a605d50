import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { protocols } from '../dissect/protocols/index.ts'
import { Analyzer } from '../hub/analyzer.ts'
import { writeCapture } from '../hub/capture-file.ts'
import { makers } from '../hub/makers.ts'
import type { Analysis } from '../model/analysis.ts'
import { simulate } from '../simulate/simulate.ts'
import type { ListName, Lists, Store } from '../store/contract.ts'
import { databaseFile } from '../store/sqlite/connection.ts'
import { openSqliteStore } from '../store/sqlite/store.ts'
import { EXIT_OK, EXIT_REFUSED } from './output.ts'
import { readCaptures } from './read.ts'
import { EXIT_FAILED } from './refusing.ts'

const MAIN = new URL('../main.ts', import.meta.url).pathname
const MINUTES = 3

let folder = ''
let capture = ''
let analysis: Analysis
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'import-'))
  capture = join(folder, 'works.pcap')
  writeCapture(capture, simulate({ seed: 2, scene: 'demo', minutes: MINUTES }))
  const analyzer = new Analyzer(protocols, makers())
  const read = await readCaptures([capture], (frame) => analyzer.frame(frame), true)
  analysis = analyzer.finish(read.captures)
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function run(...args: string[]): { status: number | null; said: string; complained: string } {
  const done = spawnSync(process.execPath, [MAIN, ...args], { cwd: folder, encoding: 'utf8' })
  return { status: done.status, said: done.stdout, complained: done.stderr }
}

/** Everything in a list of a data folder. */
async function listed<L extends ListName>(data: string, list: L, site = 'plant'): Promise<Lists[L][]> {
  const store: Store = await openSqliteStore(join(folder, data))
  try {
    return (await store.list(list, site, {})).items
  } finally {
    await store.close()
  }
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1)
const total = (items: readonly { count?: number; packets?: unknown }[], of: 'count' | 'packets'): number =>
  items.reduce((sum, one) => sum + Number(one[of]), 0)

describe('import', () => {
  test('gives a store the inventory that the capture shows, once', async () => {
    const first = run('import', capture, '--data', 'data')
    expect([first.status, first.complained]).toEqual([EXIT_OK, ''])
    expect(first.said).toContain(`${analysis.assets.length} assets`)
    expect(await listed('data', 'assets')).toEqual([...analysis.assets].sort(byId))
    const again = run('import', capture, '--data', 'data')
    expect(again.said).toContain('has these packets already')
    expect(await listed('data', 'assets')).toEqual([...analysis.assets].sort(byId))
    expect(total(await listed('data', 'operations'), 'count')).toBe(total(analysis.operations, 'count'))
    expect(total(await listed('data', 'conversations'), 'packets')).toBe(
      total(analysis.conversations, 'packets'),
    )
    expect(await listed('data', 'changes')).not.toHaveLength(0)
  })

  test('keeps sites apart', async () => {
    expect(run('import', capture, '--data', 'data', '--site', 'other').status).toBe(EXIT_OK)
    expect(await listed('data', 'assets', 'other')).toHaveLength(analysis.assets.length)
  })

  test('writes nothing when there is no capture', () => {
    const none = join(folder, 'none.txt')
    writeFileSync(none, 'a letter')
    expect(run('import', none, '--data', 'absent').status).toBe(EXIT_REFUSED)
    expect(existsSync(join(folder, 'absent'))).toBe(false)
  })

  test('says in one line what a site or a folder may not be', () => {
    expect(run('import', capture, '--data', 'data', '--site', 'My plant')).toMatchObject({
      status: EXIT_REFUSED,
      complained: expect.stringContaining('small letters'),
    })
    writeFileSync(join(folder, 'file'), '')
    expect(run('import', capture, '--data', 'file')).toMatchObject({
      status: EXIT_FAILED,
      complained: expect.stringMatching(/^sightglass: .*cannot be opened.*\n$/),
    })
  })
})

describe('doctor, backup and restore', () => {
  test('say what a store holds, and carry it elsewhere', async () => {
    const { status, said } = run('doctor', '--data', 'data')
    expect(status).toBe(EXIT_OK)
    expect(said).toContain('data is sound')
    expect(said).toMatch(new RegExp(`assets +${analysis.assets.length} `))
    for (const words of ['SQLite 3', 'table layout 4', 'observations 30 days', 'site plant'])
      expect(said).toContain(words)
    expect(run('backup', '--data', 'data', '--out', 'copy.db').said).toMatch(/^copy\.db: .*checked\n$/)
    expect(run('backup', '--data', 'data', '--out', 'copy.db')).toMatchObject({ status: EXIT_FAILED })
    expect(run('restore', 'copy.db', '--data', 'restored').status).toBe(EXIT_OK)
    expect(await listed('restored', 'assets')).toHaveLength(analysis.assets.length)
    expect(run('restore', 'copy.db', '--data', 'restored').complained).toContain('holds a store already')
  })

  test('find what is missing or wrong', () => {
    expect(run('doctor', '--data', 'nowhere')).toMatchObject({ status: EXIT_REFUSED })
    expect(existsSync(join(folder, 'nowhere'))).toBe(false)
    const db = new DatabaseSync(databaseFile(join(folder, 'restored')))
    db.exec('DELETE FROM asset_document')
    db.close()
    const { status, said } = run('doctor', '--data', 'restored')
    expect(status).toBe(EXIT_FAILED)
    expect(said).toContain('NOT sound')
    expect(said).toContain('have lost their documents')
  })
})
