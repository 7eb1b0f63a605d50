import { statfsSync } from 'node:fs'
import { limits } from '../../base/limits.ts'
import type { DatabaseSync } from './connection.ts'
import { isBusy, isNoRoom } from './errors.ts'

/** Tells whether there is room for ingest: on the disk, and inside the bound that the store was given. */
export class Space {
  private readonly db: DatabaseSync
  private readonly folder: string
  private readonly reserveBytes: number
  private readonly mostBytes: number | undefined

  constructor(db: DatabaseSync, of: { folder: string; reserveBytes: number; mostBytes: number | undefined }) {
    this.db = db
    this.folder = of.folder
    this.reserveBytes = of.reserveBytes
    this.mostBytes = of.mostBytes
  }

  /** Why no more may be taken, in words, before anything has failed; undefined when more may. */
  shortage(): string | undefined {
    const free = this.freeBytes()
    if (free >= this.reserveBytes) return undefined
    return `the disk of ${this.folder} has ${megabytes(free)} MB left, and ${megabytes(this.reserveBytes)} MB stay free for reading and deleting`
  }

  /** Why a write failed, in words. */
  reason(error: Error): string {
    if (this.mostBytes === undefined || this.freeBytes() < limits.store.probeBytes)
      return this.shortage() ?? `nothing can be written to ${this.folder}: ${error.message}`
    return `the store in ${this.folder} has reached the ${megabytes(this.mostBytes)} MB it may have`
  }

  /** Writes about as much as a commit does and lets it go, so that ingest does not begin anew only to fail; whether that worked. */
  probe(): boolean {
    try {
      this.db.exec(`BEGIN IMMEDIATE; INSERT INTO probe VALUES (zeroblob(${limits.store.probeBytes})); COMMIT`)
      this.db.exec('DELETE FROM probe')
      return true
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK')
      if (isNoRoom(error) || isBusy(error)) return false
      throw error
    }
  }

  private freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder)
    return bavail * bsize
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0)
}
