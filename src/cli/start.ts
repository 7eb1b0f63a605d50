import { EXIT_OK } from './analyze.ts'
export async function start(): Promise<number> {
  return EXIT_OK
}
