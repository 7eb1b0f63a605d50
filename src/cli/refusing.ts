import { StoreRefusal } from '../store/contract.ts'

/** Exit code when a store could not do what was asked, or is not sound. */
export const EXIT_FAILED = 1

/** Works on a store; what the store refuses becomes one line on stderr. Gives the exit code. */
export async function refusing(work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error
    process.stderr.write(`sightglass: ${error.message}\n`)
    return EXIT_FAILED
  }
}
