import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { PdmlNode } from './comparison.ts'

interface Growing extends PdmlNode {
  fields: Growing[]
}

/** What tshark prints for one packet: its number, and its wanted layers. */
export type OnPacket = (packet: number, layers: readonly PdmlNode[]) => void

/**
 * Runs tshark over a capture and hands over each packet that passes the filter. PDML has one element a line, so lines are enough to read
 * it. Rejects when tshark fails for another reason than a damaged end of the file.
 */
export async function readPdml(
  capture: string,
  filter: string,
  layers: readonly string[],
  options: readonly string[],
  onPacket: OnPacket,
): Promise<void> {
  const args = ['-n', '-r', capture, '-Y', filter, '-T', 'pdml', '-J', layers.join(' '), ...options]
  const tshark = spawn('tshark', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let trouble = ''
  tshark.stderr.on('data', (text: Buffer) => {
    trouble += String(text)
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    tshark.on('error', reject)
    tshark.on('close', resolve)
  })
  const wanted = new Set(layers)
  let packet = 0
  let open: Growing[] = []
  let found: Growing[] = []
  for await (const line of createInterface({ input: tshark.stdout })) {
    const text = line.trimStart()
    if (text.startsWith('<packet>')) {
      open = []
      found = []
    } else if (text.startsWith('</packet>')) onPacket(packet, found)
    else if (text.startsWith('</')) open.pop()
    else if (text.startsWith('<field') || text.startsWith('<proto')) {
      const node = nodeOf(text)
      if (node.name === 'num' && open[0]?.name === 'geninfo') packet = Number(node.show)
      if (open.length > 0) open.at(-1)!.fields.push(node)
      else if (wanted.has(node.name)) found.push(node)
      if (!text.endsWith('/>')) open.push(node)
    }
  }
  const code = await ended
  if (code !== 0 && !/cut short|damaged|corrupt/.test(trouble))
    throw new Error(`tshark gave ${code} on ${capture}: ${trouble.slice(0, 300)}`)
}

const ATTRIBUTE = /(\w+)="([^"]*)"/g

function nodeOf(text: string): Growing {
  const found: Record<string, string> = {}
  for (const [, name, value] of text.matchAll(ATTRIBUTE)) found[name!] = value!
  return {
    name: found.name ?? '',
    show: plain(found.show ?? ''),
    showname: plain(found.showname ?? ''),
    value: found.value ?? '',
    pos: Number(found.pos ?? 0),
    size: Number(found.size ?? 0),
    fields: [],
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

function plain(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:(lt|gt|quot|apos|amp)|#x([0-9a-f]+)|#(\d+));/gi, (_all, name, hex, decimal) =>
    name !== undefined
      ? ENTITIES[name]!
      : String.fromCodePoint(hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal)),
  )
}
