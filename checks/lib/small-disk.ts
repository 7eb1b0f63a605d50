import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Gives `use` a folder on a disk of so many bytes; undefined where no such disk can be mounted. */
export async function withSmallDisk<T>(
  bytes: number,
  use: (folder: string) => Promise<T>,
): Promise<T | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'))
  try {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder])
    if (mounted.status !== 0) return undefined
    try {
      mkdirSync(join(folder, 'data'))
      return await use(folder)
    } finally {
      spawnSync('umount', [folder])
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
