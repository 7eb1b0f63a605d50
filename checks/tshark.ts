import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readCaptures } from '../src/cli/read.ts'
import { Engine } from '../src/dissect/engine/engine.ts'
import { protocols } from '../src/dissect/protocols/index.ts'
import type { Message } from '../src/model/message.ts'
import type { Comparison } from './lib/comparison.ts'
import { CORPUS, readTable, SKIPPED } from './lib/corpus.ts'
import { readPdml } from './lib/pdml.ts'

/**
 * Holds our reading against tshark's, message by message, over all captures: `npm run check:tshark -- [PROTOCOL …] [--capture TEXT]
 * [--show N]`. What remains different must stand in golden/tshark/PROTOCOL.tsv with the bytes, who is right, and why.
 */

const HOME = new URL('./tshark/', import.meta.url)
const GOLDEN = new URL('./golden/tshark/', import.meta.url)
const WANTED_SHARE = 0.995

interface Difference {
  capture: string
  packet: number
  ours: string
  theirs: string
}

interface Tally {
  messages: number
  agreed: number
  differences: Difference[]
}

async function main(): Promise<number> {
  if (CORPUS === undefined || spawnSync('tshark', ['--version']).error !== undefined) {
    process.stdout.write(`${CORPUS === undefined ? SKIPPED : 'skipped: no tshark'}\n`)
    return 0
  }
  const args = process.argv.slice(2)
  const part = option(args, '--capture') ?? ''
  const show = Number(option(args, '--show') ?? 10)
  const chosen = await comparisons(args)
  const captures = readTable(join(CORPUS, 'INDEX.tsv'))
    .map((row) => row.path!)
    .filter((path) => path.includes(part))
  const tallies = new Map<Comparison, Tally>(
    chosen.map((one) => [one, { messages: 0, agreed: 0, differences: [] }]),
  )
  for (const capture of captures) await compareCapture(capture, tallies)
  let failed = 0
  for (const [one, tally] of tallies) if (!report(one, tally, show, part !== '')) failed++
  return failed === 0 ? 0 : 1
}

function option(args: string[], name: string): string | undefined {
  const at = args.indexOf(name)
  return at < 0 ? undefined : args.splice(at, 2)[1]
}

async function comparisons(names: readonly string[]): Promise<Comparison[]> {
  const files = readdirSync(HOME).filter((name) => name.endsWith('.ts'))
  const all: Comparison[] = []
  for (const file of files.sort())
    all.push(((await import(new URL(file, HOME).href)) as { comparison: Comparison }).comparison)
  for (const name of names)
    if (!all.some((one) => one.protocol === name)) process.stdout.write(`no comparison for ${name}\n`)
  return names.length === 0 ? all : all.filter((one) => names.includes(one.protocol))
}

async function compareCapture(capture: string, tallies: ReadonlyMap<Comparison, Tally>): Promise<void> {
  const path = join(CORPUS!, capture)
  const ours = new Map([...tallies.keys()].map((one) => [one, new Map<number, string[]>()]))
  const byProtocol = new Map([...tallies.keys()].map((one) => [one.protocol, one]))
  const take = (message: Message) => {
    const one = byProtocol.get(message.protocol)
    if (one === undefined) return
    const lines = one.ours(message)
    const packet = message.packets.at(-1)!
    const before = ours.get(one)!.get(packet)
    if (before === undefined) ours.get(one)!.set(packet, lines)
    else before.push(...lines)
  }
  const nothing = () => undefined
  const engine = new Engine(
    protocols,
    { message: take, repeat: nothing, sighting: nothing, conversation: nothing },
    true,
  )
  await readCaptures([path], (frame) => engine.frame(frame), true)
  engine.finish()
  const theirs = await tsharkSays(path, [...tallies.keys()])
  for (const [one, tally] of tallies) {
    const mine = ours.get(one)!
    const yours = theirs.get(one)!
    for (const packet of [...new Set([...mine.keys(), ...yours.keys()])].sort((a, b) => a - b))
      comparePacket(capture, packet, mine.get(packet) ?? [], yours.get(packet) ?? [], tally)
  }
}

/** One run of tshark serves all comparisons: starting it takes longer than reading most captures. */
async function tsharkSays(
  path: string,
  all: readonly Comparison[],
): Promise<Map<Comparison, Map<number, string[]>>> {
  const said = new Map(all.map((one) => [one, new Map<number, string[]>()]))
  const filter = all.map((one) => `(${one.filter})`).join(' || ')
  const layers = [...new Set(all.flatMap((one) => one.layers))]
  const options = all.flatMap((one) => one.options ?? [])
  await readPdml(path, filter, layers, options, (packet, found) => {
    for (const one of all) {
      const mine = found.filter((layer) => one.layers.includes(layer.name))
      if (mine.length > 0) said.get(one)!.set(packet, one.theirs(mine))
    }
  })
  return said
}

function comparePacket(
  capture: string,
  packet: number,
  ours: readonly string[],
  theirs: readonly string[],
  tally: Tally,
): void {
  tally.messages += Math.max(ours.length, theirs.length)
  const left = [...theirs]
  const alone: string[] = []
  for (const line of ours) {
    const at = left.indexOf(line)
    if (at < 0) alone.push(line)
    else {
      left.splice(at, 1)
      tally.agreed++
    }
  }
  for (let i = 0; i < Math.max(alone.length, left.length); i++)
    tally.differences.push({ capture, packet, ours: alone[i] ?? '', theirs: left[i] ?? '' })
}

/** Prints the figures and the differences that nothing explains; gives whether all is well. */
function report(one: Comparison, tally: Tally, show: number, partial: boolean): boolean {
  const golden = goldenOf(one)
  const used = new Set<Record<string, string>>()
  const unexplained = tally.differences.filter((difference) => {
    const row = golden.find((known) => explains(known, difference))
    if (row !== undefined) used.add(row)
    return row === undefined
  })
  for (const { capture, packet, ours, theirs } of unexplained.slice(0, show))
    process.stdout.write(
      `${capture} packet ${packet}\n  ours:   ${ours || '–'}\n  theirs: ${theirs || '–'}\n`,
    )
  const stale = partial ? [] : golden.filter((row) => !used.has(row))
  for (const row of stale)
    process.stdout.write(`golden no longer needed: ${row.capture} packet ${row.packet}: ${row.ours}\n`)
  const share = tally.messages === 0 ? 1 : tally.agreed / tally.messages
  process.stdout.write(
    `${one.protocol}: ${tally.agreed} of ${tally.messages} messages agree with tshark (${(100 * share).toFixed(3)} %), ${tally.differences.length} differences, ${unexplained.length} unexplained\n`,
  )
  return share >= WANTED_SHARE && unexplained.length === 0 && stale.length === 0
}

function goldenOf(one: Comparison): Record<string, string>[] {
  const file = new URL(`${one.protocol}.tsv`, GOLDEN)
  return existsSync(file) ? readTable(file.pathname) : []
}

/** A `*` stands for every packet, and `*` at the end of a line for any rest. */
function explains(row: Record<string, string>, difference: Difference): boolean {
  return (
    row.capture === difference.capture &&
    (row.packet === '*' || Number(row.packet) === difference.packet) &&
    matches(row.ours!, difference.ours) &&
    matches(row.theirs!, difference.theirs)
  )
}

function matches(pattern: string, text: string): boolean {
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text
}

process.exitCode = await main()
