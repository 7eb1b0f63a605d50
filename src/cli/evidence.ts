import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { type Instant, instantOf, isoTime, microsOf } from '../base/time.ts'
import { writerFor } from '../capture/writer.ts'
import { exportEvidence, verifyEvidence } from '../evidence/custody.ts'
import { EvidenceFolder } from '../evidence/folder.ts'
import type { Selection } from '../evidence/selection.ts'
import { Shelf } from '../evidence/shelf.ts'
import { partiesOfPackets } from '../hub/parties.ts'
import { plural, size } from '../words/words.ts'
import { EXIT_OK, EXIT_REFUSED } from './output.ts'

export interface EvidenceOptions {
  ring: string
  out?: string
  pin?: string
  from?: string
  to?: string
  interface?: string
  address?: string[]
  pair?: string
  port?: number
  packets?: string
  by?: string
  why?: string
}

/** What `verify` gives for a file that is not what its record says. */
const EXIT_DIFFERS = 1
const PIN_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/** Lists the segments and pins of a ring. Gives the exit code. */
export function listEvidence(ring: string): number {
  const shelf = shelfOf(ring)
  if (shelf === undefined) return EXIT_REFUSED
  const segments = shelf.segments()
  let packets = 0
  for (const { file, bytes, index } of segments) {
    const stretches = index?.stretches ?? []
    const [from, to] = [stretches.at(0)?.from, stretches.at(-1)?.to]
    const when = from === undefined || to === undefined ? 'being written' : `${day(from)} to ${day(to)}`
    packets += index?.packets ?? 0
    process.stdout.write(
      `${file}  ${size(bytes)}  ${when}${index === undefined ? '' : `  ${index.packets} packets`}\n`,
    )
  }
  const pins = existsSync(join(ring, 'pins')) ? shelf.folder.inside('pins').names() : []
  for (const pin of pins.filter((name) => name.endsWith('.pcap'))) process.stdout.write(`pins/${pin}\n`)
  process.stdout.write(
    `${plural(segments.length, 'segment')}, ${plural(packets, 'packet')} in complete ones\n`,
  )
  return EXIT_OK
}

/** Takes packets out of a ring into a capture with a custody record. Gives the exit code. */
export function exportFromRing(options: EvidenceOptions): number {
  const shelf = shelfOf(options.ring)
  if (shelf === undefined) return EXIT_REFUSED
  const wanted = selectionOf(options)
  if (typeof wanted === 'string') return refuse(wanted)
  if (options.pin !== undefined && !PIN_NAME.test(options.pin))
    return refuse(`'${options.pin}' cannot name a pin: letters, digits, dots, dashes and underscores can`)
  const path = options.pin === undefined ? options.out : join(options.ring, 'pins', `${options.pin}.pcap`)
  if (path === undefined) return refuse('evidence export needs --out FILE or --pin NAME')
  if (existsSync(path)) return refuse(`${path} is there already; evidence is never written over`)
  const target = { folder: new EvidenceFolder(dirname(resolve(path))), name: basename(path), writerFor }
  const taking = {
    by: options.by ?? userInfo().username,
    why: options.why ?? 'no reason given',
    at: instantOf(Date.now()),
  }
  const custody = exportEvidence(shelf, wanted, target, taking)
  if (custody === undefined) return refuse(`the ring holds no such packets (${selectionHint(shelf)})`)
  process.stdout.write(
    `${path}: ${custody.file.packets.toLocaleString('en')} packets, ${size(custody.file.bytes)}, SHA-256 ${custody.file.sha256}\n`,
  )
  return EXIT_OK
}

/** Checks captures against their custody records. Gives the exit code. */
export function verify(paths: readonly string[]): number {
  let code = EXIT_OK
  for (const path of paths) {
    const folder = dirname(resolve(path))
    const wrong = existsSync(folder)
      ? verifyEvidence(new EvidenceFolder(folder), basename(path))
      : [`there is no folder ${folder}`]
    if (wrong.length > 0) code = EXIT_DIFFERS
    process.stdout.write(`${path}: ${wrong.length === 0 ? 'is what its record says' : wrong.join('; ')}\n`)
  }
  return code
}

/** The wish of the command line, or what is wrong with it. */
export function selectionOf(options: Omit<EvidenceOptions, 'ring'>): Selection | string {
  const from = instant(options.from)
  const to = instant(options.to)
  if (from === null || to === null) return 'a time looks like 2026-03-11T08:00:00Z'
  const pair = options.pair?.split(',').map((one) => one.trim())
  if (pair !== undefined && pair.length !== 2) return '--pair takes two addresses with a comma between them'
  const packets = options.packets?.split(',').map((one) => /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(one))
  if (packets?.includes(null) === true) return '--packets takes numbers and ranges, e.g. 12,15-20'
  if (options.packets !== undefined && options.interface === undefined)
    return '--packets needs --interface: packets are numbered for each interface'
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(options.interface === undefined ? {} : { interface: options.interface }),
    ...(options.address === undefined ? {} : { addresses: options.address.map((one) => one.toLowerCase()) }),
    ...(pair === undefined ? {} : { pair: [pair[0]!.toLowerCase(), pair[1]!.toLowerCase()] as const }),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(packets === undefined
      ? {}
      : { packets: packets.map((one) => [Number(one?.[1]), Number(one?.[2] ?? one?.[1])] as const) }),
  }
}

/** An instant of ISO text; undefined for none, null when it is no such text. */
function instant(text: string | undefined): Instant | undefined | null {
  if (text === undefined) return undefined
  const read = microsOf(text)
  if (read === undefined) return null
  const seconds = Math.floor(read.micros / 1e6)
  return { seconds, nanos: (read.micros - seconds * 1e6) * 1000 + read.rest }
}

function shelfOf(ring: string): Shelf | undefined {
  if (existsSync(ring)) return new Shelf(new EvidenceFolder(ring), partiesOfPackets())
  refuse(`there is no folder ${ring}`)
  return undefined
}

function selectionHint(shelf: Shelf): string {
  const stretches = shelf.segments().flatMap((one) => one.index?.stretches ?? [])
  if (stretches.length === 0) return 'no segment is complete yet'
  const from = Math.min(...stretches.map((one) => one.from))
  const to = Math.max(...stretches.map((one) => one.to))
  return `complete segments are from ${day(from)} to ${day(to)}`
}

function day(seconds: number): string {
  return `${isoTime(seconds, 0).slice(0, 19)}Z`
}

function refuse(message: string): number {
  process.stderr.write(`sightglass: ${message}\n`)
  return EXIT_REFUSED
}
