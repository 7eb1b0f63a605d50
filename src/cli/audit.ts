import { AUDIT, type AuditEntry, type Head, verifyAudit } from '../access/audit.ts'
import { canonical } from '../access/canonical.ts'
import { printable } from '../api/access-log.ts'
import { WHOLE } from '../model/document.ts'
import { hasSqliteStore, type ReadDocuments, readSqliteDocuments } from '../store/sqlite/store.ts'
import { EXIT_OK, EXIT_REFUSED, print } from './output.ts'
import { EXIT_FAILED, refusing } from './refusing.ts'

const HEAD = /^(\d{1,15}):([0-9a-f]{64})$/

/** Prints the newest entries of the audit log of a folder, the newest last. Gives the exit code. */
export function showAudit({ data, last }: { data: string; last: number }): Promise<number> {
  return reading(data, async (store) => {
    const entries: AuditEntry[] = []
    while (entries.length < last) {
      const after = entries.at(-1)?.sequence
      const page = { newestFirst: true, ...(after !== undefined && { after }) }
      const more = await store.journal(WHOLE, AUDIT, page)
      if (more.length === 0) break
      entries.push(...more.map(({ body }) => body as unknown as AuditEntry))
    }
    for (const entry of entries.slice(0, last).reverse()) await print(`${lineOf(entry)}\n`)
    return EXIT_OK
  })
}

/**
 * Follows the audit log of a folder from its first entry to its last. `head`, what an earlier run printed, also shows a log that was made
 * anew as a whole. Exit codes: 0 sound, 1 not, 2 no store there or no such head.
 */
export function verifyAuditLog({ data, head }: { data: string; head?: string }): Promise<number> {
  const known = head === undefined ? undefined : headIn(head)
  if (head !== undefined && known === undefined) {
    process.stderr.write('sightglass: --head is NUMBER:HASH, as an earlier audit verify printed it\n')
    return Promise.resolve(EXIT_REFUSED)
  }
  return reading(data, async (store) => {
    const { entries, head: end, faults } = await verifyAudit(store, known)
    if (faults.length > 0) {
      await print(
        `The audit log of ${data} is NOT sound:\n${faults.map((one) => `  ${printable(one)}\n`).join('')}`,
      )
      return EXIT_FAILED
    }
    await print(
      `The audit log of ${data} is sound: ${entries.toLocaleString('en')} entries, each follows the one before.\n` +
        `Write this down elsewhere, and give it to --head next time: ${end.sequence}:${end.hash}\n`,
    )
    return EXIT_OK
  })
}

function headIn(text: string): Head | undefined {
  const parts = HEAD.exec(text)
  return parts === null ? undefined : { sequence: Number(parts[1]), hash: parts[2]! }
}

function reading(data: string, work: (store: ReadDocuments) => Promise<number>): Promise<number> {
  return refusing(async () => {
    if (!hasSqliteStore(data)) {
      process.stderr.write(`sightglass: ${data} holds no store\n`)
      return EXIT_REFUSED
    }
    const store = readSqliteDocuments(data)
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  })
}

function lineOf({ sequence, time, who, what, details }: AuditEntry): string {
  const { account, role, via, from } = who
  const name = account === null ? via : `${account} (${role}, ${via})`
  const place = from === '' ? '' : ` from ${from}`
  return printable(
    `${String(sequence).padStart(6)}  ${time}  ${name}${place}  ${what}  ${canonical(details)}`,
  )
}
