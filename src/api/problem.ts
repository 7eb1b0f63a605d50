import type { Context, ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { type AccessCode, AccessRefusal } from '../access/refusal.ts'
import { type RefusalCode, StoreRefusal } from '../store/contract.ts'

/** What an error answers, as RFC 9457 says; `type` ends in a word that programs can go by. */
export const problemSchema = z
  .object({
    type: z.string().describe('urn:sightglass:problem:WORD'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('what was wrong and what to do, for people'),
    instance: z.string().describe('the path that was asked for'),
    errors: z
      .array(z.object({ where: z.string(), message: z.string() }))
      .optional()
      .describe('each thing that was wrong in what was sent'),
    filter: z
      .object({
        position: z.int().describe('character of the filter, from 0'),
        length: z.int(),
        expected: z.array(z.string()),
        nearest: z.string().optional(),
      })
      .optional()
      .describe('where a filter could not be understood'),
  })
  .meta({ id: 'Problem' })
export type ProblemBody = z.infer<typeof problemSchema>

interface Kind {
  status: ContentfulStatusCode
  title: string
  /** Seconds after which it is worth asking again. */
  retryAfter?: number
}

/** Every word that a problem's type can end in. */
const KINDS = {
  invalid: { status: 400, title: 'Not understood' },
  unidentified: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Not allowed' },
  unknown: { status: 404, title: 'Not found' },
  unacceptable: { status: 406, title: 'No such format' },
  'too-slow': { status: 408, title: 'Too slow' },
  conflict: { status: 409, title: 'Somebody else was first' },
  'too-large': { status: 413, title: 'Too large' },
  'wrong-type': { status: 415, title: 'Wrong type of content' },
  misdirected: { status: 421, title: 'Not a name of this server' },
  'too-many': { status: 429, title: 'Too many requests', retryAfter: 1 },
  failed: { status: 500, title: 'A fault of the server' },
  busy: { status: 503, title: 'Busy', retryAfter: 1 },
  closed: { status: 503, title: 'Shutting down', retryAfter: 5 },
  full: { status: 507, title: 'No room to store anything', retryAfter: 30 },
} as const satisfies Record<string, Kind>
export type ProblemKind = keyof typeof KINDS

/** The answers of a store that refuses. */
const REFUSALS: Readonly<Record<RefusalCode, ProblemKind>> = {
  busy: 'busy',
  full: 'full',
  unknown: 'unknown',
  invalid: 'invalid',
  conflict: 'conflict',
  failed: 'failed',
  closed: 'closed',
}

/** The answers of access that refuses. */
const ACCESS_REFUSALS: Readonly<Record<AccessCode, ProblemKind>> = {
  wrong: 'unidentified',
  slow: 'too-many',
  busy: 'busy',
  denied: 'forbidden',
  unknown: 'unknown',
  taken: 'conflict',
  invalid: 'invalid',
  'last-admin': 'conflict',
  failed: 'failed',
}

export type ProblemExtras = Pick<ProblemBody, 'errors' | 'filter'> & { retryAfter?: number }

/** Thrown by a handler that cannot do what was asked; becomes an answer of type application/problem+json. */
export class Problem extends Error {
  readonly kind: ProblemKind
  readonly extras: ProblemExtras

  constructor(kind: ProblemKind, detail: string, extras: ProblemExtras = {}) {
    super(detail)
    this.name = 'Problem'
    this.kind = kind
    this.extras = extras
  }
}

/** The answer to an error. A fault of ours says nothing of its inside; whoever calls logs it. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof StoreRefusal) return new Problem(REFUSALS[error.code], error.message)
  if (error instanceof AccessRefusal) {
    const { code, message, retryAfter } = error
    return new Problem(ACCESS_REFUSALS[code], message, retryAfter === undefined ? {} : { retryAfter })
  }
  if (error instanceof HTTPException) return ofStatus(error.status, error.message)
  return new Problem('failed', 'Something went wrong inside; the log of the server says more.')
}

function ofStatus(status: number, message: string): Problem {
  const kinds = Object.entries(KINDS) as [ProblemKind, Kind][]
  const kind = kinds.find(([, one]) => one.status === status)?.[0]
  return new Problem(kind ?? (status < 500 ? 'invalid' : 'failed'), message)
}

/** Status that a problem is answered with. */
export function statusOf(problem: Problem): ContentfulStatusCode {
  return KINDS[problem.kind].status
}

/** Answers with a problem. */
export function answer(context: Context, problem: Problem): Response {
  const kind: Kind = KINDS[problem.kind]
  const { retryAfter = kind.retryAfter, ...extras } = problem.extras
  const body: ProblemBody = {
    type: `urn:sightglass:problem:${problem.kind}`,
    title: kind.title,
    status: kind.status,
    detail: problem.message,
    instance: context.req.path,
    ...extras,
  }
  context.header('Content-Type', 'application/problem+json')
  context.header('Cache-Control', 'no-store')
  if (retryAfter !== undefined) context.header('Retry-After', String(Math.ceil(retryAfter)))
  if (kind.status === 401) context.header('WWW-Authenticate', 'Bearer realm="sightglass"')
  return context.body(JSON.stringify(body), kind.status)
}

/** Makes the handler of all errors of an application; `report` gets those that are faults of ours. */
export function errorHandler(report: (error: unknown) => void): ErrorHandler {
  return (error, context) => {
    const problem = problemOf(error)
    if (statusOf(problem) === 500) report(error)
    return answer(context, problem)
  }
}

/** Refuses what has to wait. */
export function refuseSoon(seconds: number): void {
  if (seconds > 0)
    throw new Problem('too-many', 'Too many requests; send fewer, or later.', { retryAfter: seconds })
}
