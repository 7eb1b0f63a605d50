import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import { Access } from '../access/access.ts'
import { limits } from '../base/limits.ts'
import { hasSqliteStore, openSqliteStore } from '../store/sqlite/store.ts'
import { EXIT_OK, EXIT_REFUSED, print } from './output.ts'
import { refusing } from './refusing.ts'

/**
 * Makes a new one-time link for the installation of a folder, also while its server runs: who may write there may let somebody in. Gives
 * the exit code.
 */
export function makeLink({ data, url }: { data: string; url: string }): Promise<number> {
  return refusing(async () => {
    if (!hasSqliteStore(data)) {
      process.stderr.write(`sightglass: ${data} holds no store\n`)
      return EXIT_REFUSED
    }
    const store = await openSqliteStore(data)
    try {
      const random = (bytes: number): Uint8Array => randomBytes(bytes)
      const access = await Access.open({ store, random, now: () => Date.now() })
      const who = {
        account: null,
        role: null,
        side: null,
        via: 'command',
        from: userInfo().username,
      } as const
      const secret = await access.firstLink.make(who)
      await print(
        `This link, for one use within ${limits.access.linkMinutes} minutes, makes an admin, or gives an account a new password and makes it one:\n` +
          `${url.replace(/\/+$/, '')}/welcome#${secret}\n`,
      )
      return EXIT_OK
    } finally {
      await store.close()
    }
  })
}
