import type { Analysis, Asset, OperationRow } from '../model/analysis.ts'
import { QUIET_VERBS } from '../model/verb.ts'

const LISTED = { operations: 40, assetsPerLevel: 60, undecoded: 10, programmers: 30 }

/** The report a control engineer reads: what happened first, then what is there, then what could not be seen. Plain text, no colours. */
export function textReport(analysis: Analysis): string {
  return [
    ...head(analysis),
    ...notable(analysis),
    ...programmers(analysis),
    ...inventory(analysis),
    ...unseen(analysis),
    '',
  ].join('\n')
}

function head(analysis: Analysis): string[] {
  const { captures, assets, coverage } = analysis
  const times = captures.flatMap((one) =>
    one.first === null || one.last === null ? [] : [one.first, one.last],
  )
  times.sort()
  const lines = [
    'Sightglass: what this capture shows',
    `${plural(captures.length, 'capture')}, ${plural(coverage.packets, 'packet')}, ${plural(assets.length, 'asset')}, ${plural(coverage.messages, 'message')} understood`,
  ]
  if (times.length > 0) lines.push(`from ${times[0]} to ${times.at(-1)}`)
  for (const one of captures) for (const note of one.notes) lines.push(`! ${one.path}: ${note}`)
  return lines
}

function notable(analysis: Analysis): string[] {
  const loud = analysis.operations.filter((one) => !QUIET_VERBS.has(one.verb))
  if (loud.length === 0)
    return section('Notable operations', [
      'none: nothing was written, operated, stopped, programmed or configured',
    ])
  const lines = loud.slice(0, LISTED.operations).map((one) => operationLine(one, analysis))
  if (loud.length > LISTED.operations)
    lines.push(`… and ${loud.length - LISTED.operations} more (see --format json or html)`)
  return section('Notable operations', lines)
}

function operationLine(one: OperationRow, analysis: Analysis): string {
  const many = one.count > 1 ? ` ×${one.count}` : ''
  const object = one.target.object === '' ? '' : ` (${one.target.object})`
  const outcome =
    one.outcome === 'done' ? '' : ` – ${one.outcome}${one.reason === undefined ? '' : `: ${one.reason}`}`
  return `${clock(one.time)}  ${one.verb.padEnd(16)} ${who(one.initiator, analysis)} → ${who(one.responder, analysis)}: ${one.function}${object}${many}${outcome}  [${one.protocol}, packet ${one.packets[0] ?? '?'}]`
}

function programmers(analysis: Analysis): string[] {
  const work = new Map<string, Set<string>>()
  for (const one of analysis.operations) {
    if (!/^(program|firmware|mode|stop|start)/.test(one.verb) || one.initiator === null) continue
    const pair = `${who(one.initiator, analysis)} → ${who(one.responder, analysis)}`
    work.set(pair, (work.get(pair) ?? new Set()).add(one.verb))
  }
  if (work.size === 0) return []
  const lines = [...work]
    .slice(0, LISTED.programmers)
    .map(([pair, verbs]) => `${pair}: ${[...verbs].join(', ')}`)
  return section('Who programs what', lines)
}

function inventory(analysis: Analysis): string[] {
  const levels = new Map<string, Asset[]>()
  for (const asset of analysis.assets) {
    const name = asset.level === null ? 'level not known' : `level ${asset.level}`
    levels.set(name, [...(levels.get(name) ?? []), asset])
  }
  const names = [...levels.keys()].sort()
  return names.flatMap((name) => {
    const assets = levels.get(name)!
    const lines = assets.slice(0, LISTED.assetsPerLevel).map(assetLine)
    if (assets.length > LISTED.assetsPerLevel)
      lines.push(`… and ${assets.length - LISTED.assetsPerLevel} more`)
    return section(`Assets, ${name} (${assets.length})`, lines)
  })
}

function assetLine(asset: Asset): string {
  const what = [
    asset.vendor,
    asset.model ?? asset.orderNumber,
    asset.firmware && `firmware ${asset.firmware}`,
  ]
    .filter(Boolean)
    .join(' ')
  const name = asset.names[0] === undefined ? '' : ` “${asset.names[0]}”`
  const parts = asset.modules.length === 0 ? '' : `, ${plural(asset.modules.length, 'module')}`
  const conflict = asset.conflicts.length === 0 ? '' : ` ! contradicting ${asset.conflicts.join(', ')}`
  const silent = asset.heard ? '' : ' (never heard)'
  return `${asset.id.padEnd(17)} ${asset.role.padEnd(24)}${name} ${what}${parts}${silent}${conflict}`.trimEnd()
}

function unseen(analysis: Analysis): string[] {
  const { coverage } = analysis
  const lines: string[] = []
  const undecodedBytes = coverage.undecoded.reduce((sum, one) => sum + one.bytes, 0)
  const share = coverage.bytes === 0 ? 0 : (100 * undecodedBytes) / coverage.bytes
  lines.push(`${share.toFixed(1)} % of the bytes are in protocols that were not decoded`)
  for (const one of coverage.undecoded.slice(0, LISTED.undecoded))
    lines.push(`  ${one.what}: ${plural(one.conversations, 'conversation')}, ${one.bytes} bytes`)
  if (coverage.encrypted.length > 0) lines.push(`encrypted: ${coverage.encrypted.join(', ')}`)
  if (coverage.silentAssets.length > 0)
    lines.push(`addressed but never heard: ${coverage.silentAssets.slice(0, 12).join(', ')}`)
  if (coverage.lostBytes > 0)
    lines.push(`${coverage.lostBytes} bytes of streams are missing from the capture`)
  if (coverage.cutPackets > 0) lines.push(`${coverage.cutPackets} packets were cut by the snap length`)
  if (coverage.damagedPackets > 0) lines.push(`${coverage.damagedPackets} packets have damaged headers`)
  lines.push(...coverage.notes)
  return section('What was not seen', lines)
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', title, '-'.repeat(title.length), ...lines]
}

function who(id: string | null, analysis: Analysis): string {
  if (id === null) return 'a group of devices'
  const asset = analysis.assets.find((one) => one.id === id)
  return asset?.names[0] === undefined ? id : `${id} “${asset.names[0]}”`
}

function clock(time: string): string {
  return time.slice(0, 19).replace('T', ' ')
}

function plural(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`
}
