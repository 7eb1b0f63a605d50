/** What SQLite's errors mean here, by their primary result codes (sqlite.org/rescode.html). */
const SQLITE_BUSY = 5
const SQLITE_IOERR = 10
const SQLITE_CORRUPT = 11
const SQLITE_FULL = 13
const SQLITE_NOTADB = 26
const PRIMARY = 0xff

/** What was to be written found no room, or the disk refused it. */
export function isNoRoom(error: unknown): boolean {
  return [SQLITE_FULL, SQLITE_IOERR].includes(codeOf(error))
}

/** Another process held what was wanted for too long. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === SQLITE_BUSY
}

/** The file is damaged. */
export function isDamage(error: unknown): boolean {
  return [SQLITE_CORRUPT, SQLITE_NOTADB].includes(codeOf(error))
}

function codeOf(error: unknown): number {
  return ((error as { errcode?: number }).errcode ?? 0) & PRIMARY
}
