/**
 * `wrong`: name, password or secret do not fit. `slow`: too many wrong ones; wait. `busy`: try again. `denied`: not allowed. `unknown`: no
 * such account or token. `taken`: the name is. `invalid`: cannot be taken as it is. `last-admin`: nobody would be left to manage accounts.
 * `failed`: what is stored cannot be read.
 */
export type AccessCode =
  | 'wrong'
  | 'slow'
  | 'busy'
  | 'denied'
  | 'unknown'
  | 'taken'
  | 'invalid'
  | 'last-admin'
  | 'failed'

/** What access refuses, with words for people. */
export class AccessRefusal extends Error {
  readonly code: AccessCode
  /** With `slow`: seconds until the next try. */
  readonly retryAfter: number | undefined

  constructor(code: AccessCode, message: string, retryAfter?: number) {
    super(message)
    this.name = 'AccessRefusal'
    this.code = code
    this.retryAfter = retryAfter
  }
}
