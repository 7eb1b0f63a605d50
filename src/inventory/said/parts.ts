import type { Asset } from '../../model/analysis.ts'
import { inOrderOf } from '../groups.ts'
import { joinAssets } from '../join.ts'
import { zoneByAddress } from '../zones.ts'
import type { Split, Structure } from './structure.ts'

type Interface = Asset['interfaces'][number]

/** An asset as it stands once interfaces that are no part of it have left. */
export interface Unit {
  asset: Asset
  /** The words by which it is what it is, with the asset on the other side of each. */
  splits: { word: Split; other: string }[]
}

/** What names an interface: its IP address, or its MAC where it has none. */
export function addressOf({ ip, mac }: Interface): string | undefined {
  return ip ?? mac
}

/** Takes the interfaces out that people said are assets of their own; gives all assets by id. */
export function takeApart(inferred: readonly Asset[], { splits }: Structure): Map<string, Unit> {
  const units = new Map<string, Unit>()
  const pieces: { piece: Asset; from: string; word: Split }[] = []
  for (const asset of inOrderOf(inferred, ({ id }) => id)) {
    const unit: Unit = { asset, splits: [] }
    for (const [address, word] of splits.get(asset.id) ?? []) {
      const piece = pieceOf(asset, address, unit.asset.interfaces)
      if (piece === undefined) continue
      unit.asset = without(unit.asset, address, piece)
      unit.splits.push({ word, other: address })
      pieces.push({ piece, from: asset.id, word })
    }
    units.set(asset.id, unit)
  }
  for (const { piece, from, word } of pieces) {
    const known = units.get(piece.id)
    const asset = known === undefined ? piece : mergeInto(known.asset, piece)
    units.set(piece.id, { asset, splits: [...(known?.splits ?? []), { word, other: from }] })
  }
  return units
}

/** The interface as an asset of its own; undefined when the asset does not have it, or nothing else. */
function pieceOf(asset: Asset, address: string, left: readonly Interface[]): Asset | undefined {
  const own = left.filter((one) => addressOf(one) === address)
  if (own.length === 0 || own.length === left.length) return undefined
  const macs = new Set(own.map((one) => one.mac))
  const vlan = own.find((one) => one.vlan !== undefined)?.vlan
  const ips = own.flatMap(({ ip }) => ip ?? [])
  const zone = zoneByAddress({ ips, vlan, direct: true })
  return {
    id: address,
    interfaces: own,
    names: [],
    role: 'unknown',
    roleReason: `was split from ${asset.id}; what that is tells nothing of this`,
    level: null,
    levelReason: 'role unknown',
    zone: zone?.zone ?? asset.zone,
    zoneReason: zone?.reason ?? `that of ${asset.id}, which it was split from`,
    protocols: [],
    modules: [],
    conflicts: [],
    heard: asset.heard,
    firstSeen: asset.firstSeen,
    lastSeen: asset.lastSeen,
    evidence: asset.evidence.filter((one) => one.attribute === 'mac' && macs.has(one.value)),
  }
}

function without(asset: Asset, address: string, piece: Asset): Asset {
  const interfaces = asset.interfaces.filter((one) => addressOf(one) !== address)
  const macs = new Set(interfaces.map((one) => one.mac))
  const left = new Set(piece.evidence.filter((one) => !macs.has(one.value)))
  return { ...asset, interfaces, evidence: asset.evidence.filter((one) => !left.has(one)) }
}

const STATED = ['vendor', 'model', 'orderNumber', 'serial', 'firmware', 'hardware', 'os'] as const

/**
 * Two assets as the one that a person says they are: everything that was found of either, and where both have a value, that of the chosen
 * one. So what is shown does not change with which of the two was heard last.
 */
export function mergeInto(chosen: Asset, other: Asset): Asset {
  const joined = joinAssets(chosen, other)
  const stated: Partial<Asset> = {}
  for (const name of STATED) {
    const value = chosen[name] ?? other[name]
    if (value !== undefined) stated[name] = value
  }
  const judged = chosen.role === 'unknown' ? other : chosen
  return {
    ...joined,
    id: chosen.id,
    names: [...new Set([...chosen.names, ...other.names])],
    ...stated,
    role: judged.role,
    roleReason: judged.roleReason,
    level: judged.level,
    levelReason: judged.levelReason,
    zone: chosen.zone,
    zoneReason: chosen.zoneReason,
  }
}
