import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Somebody else runs on the data folder. */
export class FolderInUse extends Error {
  constructor(folder: string, holder: string) {
    super(`${folder} is in use by another Sightglass (${holder}); stop it, or name another folder`)
    this.name = 'FolderInUse'
  }
}

/**
 * Lets one platform at a time run on a data folder. The lock is one of the operating system, taken through SQLite: it ends with the
 * process, however that ends, and leaves nothing behind that somebody had to remove.
 */
export class FolderLock {
  private readonly db: DatabaseSync

  /** Takes the lock; throws `FolderInUse` when another has it. Makes the folder where it is missing. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o750 })
    const holder = join(folder, 'in-use-by')
    this.db = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 })
    try {
      this.db.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
    } catch (error) {
      this.db.close()
      if (!/locked|busy/i.test((error as Error).message)) throw error
      throw new FolderInUse(folder, textOf(holder) ?? 'it does not say which')
    }
    writeFileSync(holder, `process ${process.pid}\n`)
  }

  release(): void {
    this.db.close()
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}
