import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Analysis, OperationRow } from '../src/model/analysis.ts'
import { analysisOf } from './lib/analysis.ts'
import { CORPUS, readTable, SKIPPED } from './lib/corpus.ts'

/**
 * Every capture labelled attack must show what was done in it: `npm run check:operations -- [TEXT]`. The expectations stand in
 * golden/operations/FOLDER.tsv, written from the ground truth and the bytes; an empty cell matches anything, and the verb `-` says with a
 * reason why no operation can show it.
 */

type Row = Record<string, string>

async function main(): Promise<number> {
  if (CORPUS === undefined) {
    process.stdout.write(`${SKIPPED}\n`)
    return 0
  }
  const part = process.argv[2] ?? ''
  const attacks = readTable(join(CORPUS, 'INDEX.tsv')).filter(
    (row) => row.label === 'attack' && row.path!.includes(part),
  )
  let met = 0
  let wanted = 0
  const silent: string[] = []
  const said = (text: string) => process.stdout.write(`${text}\n`)
  for (const { path } of attacks) {
    const expected = expectationsOf(path!).filter((row) => row.capture === path)
    if (expected.length === 0) silent.push(path!)
    const deeds = expected.filter((row) => row.verb !== '-')
    for (const row of expected)
      if (row.verb === '-' && (row.note ?? '') === '') silent.push(`${path} (an exception without reason)`)
    if (deeds.length === 0) continue
    const analysis = await analysisOf(join(CORPUS, path!))
    for (const row of deeds) {
      wanted++
      if (analysis.operations.some((one) => shows(one, row, analysis))) met++
      else said(`missing in ${path}: ${words(row)}`)
    }
  }
  for (const path of silent) said(`nothing is expected of ${path}`)
  said(
    `${met} of ${wanted} expected operations shown in ${attacks.length} attack captures, ${silent.length} captures without expectation`,
  )
  return met === wanted && silent.length === 0 ? 0 : 1
}

function expectationsOf(path: string): Row[] {
  const file = new URL(`./golden/operations/${path.split('/')[1]}.tsv`, import.meta.url)
  return existsSync(file) ? readTable(file.pathname) : []
}

function shows(one: OperationRow, row: Row, analysis: Analysis): boolean {
  return (
    same(row.verb, one.verb) &&
    same(row.function, one.function) &&
    isAsset(row.initiator, one.initiator, analysis) &&
    isAsset(row.responder, one.responder, analysis) &&
    (row.object === '' || one.target.object.includes(row.object ?? ''))
  )
}

function same(wanted: string | undefined, found: string): boolean {
  return wanted === undefined || wanted === '' || wanted === found
}

/** Assets are named in the expectations by any of their addresses; `group` stands for a group address. */
function isAsset(wanted: string | undefined, id: string | null, analysis: Analysis): boolean {
  if (wanted === undefined || wanted === '') return true
  if (wanted === 'group') return id === null
  const asset = analysis.assets.find((one) => one.id === id)
  return asset?.interfaces.some((one) => one.ip === wanted || one.mac === wanted) ?? false
}

function words(row: Row): string {
  return [row.verb, row.function, row.initiator, '→', row.responder, row.object]
    .filter((text) => text !== '' && text !== undefined)
    .join(' ')
}

process.exitCode = await main()
