import { statSync } from 'node:fs'
import { backupSqlite, restoreSqlite } from '../store/sqlite/store.ts'
import { EXIT_OK } from './output.ts'
import { refusing } from './refusing.ts'

const MEGABYTE = 1_000_000

/** Copies the store of a folder to a file while others use it. Gives the exit code. */
export function backup({ data, out }: { data: string; out: string }): Promise<number> {
  return refusing(async () => {
    await backupSqlite(data, out)
    process.stdout.write(`${out}: ${(statSync(out).size / MEGABYTE).toFixed(1)} MB, checked\n`)
    return EXIT_OK
  })
}

/** Makes a store of a backup. Gives the exit code. */
export function restore(file: string, data: string): Promise<number> {
  return refusing(async () => {
    await restoreSqlite(file, data)
    process.stdout.write(`${data}: restored from ${file}\n`)
    return EXIT_OK
  })
}
