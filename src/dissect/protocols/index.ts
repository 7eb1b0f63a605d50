import type { Protocol } from '../protocol.ts'

/** Every protocol, in the order of the folders. A test holds this list against the folder listing. */
export const protocols: readonly Protocol[] = []
