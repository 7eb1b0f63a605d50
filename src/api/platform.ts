import type { Principal } from '../model/principal.ts'
import type { Store } from '../store/contract.ts'

/**
 * What the API needs of the running platform, as narrow interfaces: a member for each part of it. The hub is one; `testing.ts` has another
 * that tests put together. Whoever adds a group of routes adds what they need here.
 */
export interface Platform {
  /** Version of the program. */
  readonly version: string
  readonly store: Store
  readonly access: Identifying
  readonly clock: Clock
}

/** What a request brings to say who asks. */
export interface Credentials {
  /** Secret in the session cookie. */
  session?: string
  /** Secret in `Authorization: Bearer`. */
  token?: string
}

export interface Identifying {
  /** Who it is; undefined when the credentials are of nobody, or no longer. */
  identify(credentials: Credentials): Promise<Principal | undefined>
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}
