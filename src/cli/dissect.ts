import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { isoTime } from '../base/time.ts'
import { writerFor } from '../capture/writer.ts'
import { Engine } from '../dissect/engine/engine.ts'
import { protocols } from '../dissect/protocols/index.ts'
import type { FieldValue, Message } from '../model/message.ts'
import { compileFilter } from './filter.ts'
import { EXIT_OK, EXIT_REFUSED } from './output.ts'
import { readCaptures } from './read.ts'

export interface DissectOptions {
  protocol?: string
  format: 'text' | 'ndjson'
  spans?: boolean
  carve?: string
  out?: string
}

const ROLE_NAMES = ['message', 'request', 'reply', 'push'] as const
/** Output is handed over in pieces of this size. */
const FLUSH_CHARACTERS = 1 << 16

/** Prints one line per message, or writes the packets behind chosen messages to a capture. Gives the exit code. */
export async function dissect(paths: readonly string[], options: DissectOptions): Promise<number> {
  const unknown = options.protocol !== undefined && !protocols.some((one) => one.id === options.protocol)
  if (unknown) {
    process.stderr.write(
      `sightglass: no protocol '${options.protocol}'; known: ${protocols.map((one) => one.id).join(', ')}\n`,
    )
    return EXIT_REFUSED
  }
  const wanted =
    options.carve === undefined
      ? undefined
      : compileFilter(
          options.carve,
          protocols.map((one) => one.id),
        )
  if (typeof wanted === 'string') {
    process.stderr.write(`sightglass: --carve: ${wanted}\n`)
    return EXIT_REFUSED
  }
  const chosen = new Set<string>()
  let lines = ''
  const engine = new Engine(
    protocols,
    {
      message: (message) => {
        if (options.protocol !== undefined && message.protocol !== options.protocol) return
        if (wanted !== undefined) {
          if (wanted(message))
            for (const packet of message.packets) chosen.add(`${message.capture}/${packet}`)
          return
        }
        lines += options.format === 'ndjson' ? ndjsonLine(message, options.spans === true) : textLine(message)
        if (lines.length > FLUSH_CHARACTERS) {
          process.stdout.write(lines)
          lines = ''
        }
      },
      repeat: () => undefined,
      sighting: () => undefined,
      conversation: () => undefined,
    },
    true,
  )
  const read = await readCaptures(paths, (frame) => engine.frame(frame), false)
  engine.finish()
  for (const one of read.captures)
    for (const note of one.notes) process.stderr.write(`sightglass: ${one.path}: ${note}\n`)
  if (lines !== '') process.stdout.write(lines)
  if (read.nothing) return EXIT_REFUSED
  if (wanted !== undefined) await carve(paths, chosen, options.out!)
  return EXIT_OK
}

/** Reads the captures once more and writes the chosen packets. */
async function carve(paths: readonly string[], chosen: ReadonlySet<string>, out: string): Promise<void> {
  const linkTypes = new Set<number>()
  await readCaptures(
    paths,
    (frame) => {
      if (chosen.has(`${frame.capture}/${frame.packet}`)) linkTypes.add(frame.linkType)
    },
    true,
  )
  const writer = writerFor(linkTypes.size === 0 ? new Set([1]) : linkTypes)
  const file: WriteStream = createWriteStream(out)
  file.write(writer.head())
  await readCaptures(
    paths,
    (frame) => {
      if (chosen.has(`${frame.capture}/${frame.packet}`)) file.write(writer.record(frame))
    },
    true,
  )
  file.end()
  await once(file, 'finish')
  process.stderr.write(`sightglass: ${chosen.size} packets written to ${out}\n`)
}

function textLine(message: Message): string {
  const ends = `${end(message.from)} → ${end(message.to)}`
  const fields = message.fields === undefined ? '' : flat(message.fields)
  const broken = message.anomalies.map((one) => ` ! ${one.field} ${one.why}`).join('')
  return `${message.packets.at(-1)} ${isoTime(message.seconds, message.nanos)} ${ends} ${message.protocol} ${ROLE_NAMES[message.role]} ${fields}${broken}\n`
}

function end(one: Message['from']): string {
  const address = one.ip ?? one.mac ?? '?'
  return one.port === undefined ? address : `${address}:${one.port}`
}

function flat(fields: FieldValue): string {
  if (Array.isArray(fields)) return `[${fields.map(flat).join(' ')}]`
  if (typeof fields !== 'object') return String(fields)
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? `{${flat(value)}}` : String(value)}`)
    .join(' ')
}

function ndjsonLine(message: Message, spans: boolean): string {
  const layers: string[] = []
  for (let one: Message | undefined = message; one !== undefined; one = one.parent)
    layers.unshift(one.protocol)
  const record = {
    ts: isoTime(message.seconds, message.nanos),
    capture: message.capture,
    packet: message.packets.at(-1),
    ...(message.packets.length > 1 ? { packets: message.packets } : {}),
    protocol: message.protocol,
    layers,
    role: ROLE_NAMES[message.role],
    source_h: message.from.ip ?? message.from.mac,
    source_p: message.from.port,
    destination_h: message.to.ip ?? message.to.mac,
    destination_p: message.to.port,
    complete: message.value !== undefined,
    fields: message.fields,
    ...(message.anomalies.length > 0 ? { anomalies: message.anomalies } : {}),
    ...(spans ? { spans: message.spans } : {}),
  }
  return `${JSON.stringify(record, (_key, value) => (typeof value === 'bigint' ? value.toString() : value))}\n`
}
