import { globSync, type Stats } from 'node:fs'
import { open, readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../base/limits.ts'
import { openCapture, STANDARD_INPUT } from './open.ts'
import { SNIFF_BYTES, sniff } from './sniff.ts'
import type { CaptureInput } from './source.ts'

/** What was found for the paths a person named. */
export interface FoundCaptures {
  /** In the order of their paths' UTF-16 code units, which is also the order of their `capture` indexes. */
  inputs: CaptureInput[]
  /** Sentences about what was left out. */
  remarks: string[]
}

interface Candidate {
  path: string
  sizeBytes: number | undefined
  replayable: boolean
}

/**
 * Turns files, folders (searched through, hidden ones left out), patterns and `-` (standard input) into captures. In folders only files
 * that begin like a capture count; a file named outright always does, so that opening it can say what is wrong with it. A file that is
 * reached in several ways is taken once.
 */
export async function findCaptures(paths: readonly string[]): Promise<FoundCaptures> {
  const found = new Map<string, Candidate>()
  const remarks: string[] = []
  for (const path of paths) {
    if (path === STANDARD_INPUT) found.set(path, { path, sizeBytes: undefined, replayable: false })
    else await findNamed(path, found, remarks)
  }
  const candidates = [...found.values()].sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)))
  if (candidates.length > limits.capture.files) {
    remarks.push(`only the first ${limits.capture.files} of ${candidates.length} captures are read`)
    candidates.length = limits.capture.files
  }
  return { inputs: candidates.map(inputOf), remarks }
}

function inputOf(candidate: Candidate, capture: number): CaptureInput {
  return { ...candidate, capture, open: (options) => openCapture(candidate.path, capture, options) }
}

async function findNamed(path: string, found: Map<string, Candidate>, remarks: string[]): Promise<void> {
  const facts = await statOf(path)
  if (facts?.isDirectory()) {
    const left = { others: 0 }
    const before = found.size
    await findInFolder(path, 0, found, left)
    if (left.others > 0) remarks.push(`${path}: ${left.others} files that are not captures were left out`)
    if (found.size === before) remarks.push(`${path}: no capture in this folder`)
    return
  }
  const matches = facts === undefined && /[*?[{]/.test(path) ? globSync(path).sort() : []
  if (matches.length === 0) return addFile(path, facts, found)
  for (const match of matches) await findNamed(match, found, remarks)
}

async function findInFolder(
  folder: string,
  depth: number,
  found: Map<string, Candidate>,
  left: { others: number },
): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (entry.name.startsWith('.') || found.size > limits.capture.files) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (depth < limits.capture.folderDepth) await findInFolder(path, depth + 1, found, left)
      continue
    }
    const facts = await statOf(path)
    if (facts?.isFile() !== true) continue
    if (await beginsLikeCapture(path)) await addFile(path, facts, found)
    else left.others++
  }
}

async function addFile(path: string, facts: Stats | undefined, found: Map<string, Candidate>): Promise<void> {
  const key = await realpath(path).catch(() => path)
  const known = found.get(key)
  if (known !== undefined && known.path <= path) return
  const regular = facts === undefined || facts.isFile()
  found.set(key, { path, sizeBytes: regular ? (facts?.size ?? 0) : undefined, replayable: regular })
}

async function statOf(path: string): Promise<Stats | undefined> {
  return await stat(path).catch(() => undefined)
}

async function beginsLikeCapture(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return true
  try {
    const head = new Uint8Array(SNIFF_BYTES)
    const { bytesRead } = await file.read(head, 0, SNIFF_BYTES, 0)
    return sniff(head.subarray(0, bytesRead)).kind !== 'other'
  } catch {
    return true
  } finally {
    await file.close()
  }
}
