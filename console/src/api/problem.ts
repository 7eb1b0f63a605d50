/** What the server says when it refuses (RFC 9457), as an error that can be shown in words. */
export class Problem extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  readonly title: string
  /** Where in a filter text the trouble is, counted from 0. */
  readonly position: number | undefined
  /** Seconds to wait before trying again, when the server said so. */
  readonly retryAfter: number | undefined

  constructor(status: number, title: string, detail: string, position?: number, retryAfter?: number) {
    super(detail === '' ? title : detail)
    this.status = status
    this.title = title
    this.position = position
    this.retryAfter = retryAfter
  }
}

const PLAIN: Readonly<Record<number, string>> = {
  401: 'You are not signed in, or your session has ended.',
  403: 'Your role does not allow this.',
  404: 'This does not exist, or no longer.',
  409: 'Somebody else changed this meanwhile. Look again, then try again.',
  413: 'This is larger than the server takes.',
  429: 'Too many requests. Wait a moment, then try again.',
  503: 'The server cannot do this now.',
  507: 'The disk is full. Reading goes on; nothing new is taken until there is room.',
}

/** The problem in an answer, whatever its body holds. */
export function problemOf(status: number, body: unknown, retryAfter?: string | null): Problem {
  const said = isRecord(body) ? body : {}
  const title = text(said.title) ?? PLAIN[status] ?? `The server answered ${status}.`
  const detail = text(said.detail) ?? PLAIN[status] ?? ''
  const seconds = Number(retryAfter ?? '')
  return new Problem(
    status,
    title,
    detail,
    isRecord(said.filter) && typeof said.filter.position === 'number' ? said.filter.position : undefined,
    seconds > 0 ? seconds : undefined,
  )
}

/** The problem when no answer came at all. */
export function noAnswer(): Problem {
  return new Problem(0, 'No answer', 'The server does not answer. Is it still running?')
}

/** Any error in words for a person. */
export function wordsOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : 'Something went wrong.'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
