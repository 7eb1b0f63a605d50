import { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { limits } from '../base/limits.ts'
import { auditing } from './auditing.ts'
import { EventStreams } from './event-streams.ts'
import { RequestMeasures } from './metrics.ts'
import type { Platform } from './platform.ts'
import { identifying } from './principal.ts'
import { answer, errorHandler, Problem, refuseSoon } from './problem.ts'
import { RateLimiter } from './rate-limit.ts'
import type { ApiEnv } from './route.ts'
import { accountRoutes } from './routes/accounts.ts'
import { auditRoutes } from './routes/audit.ts'
import { captures } from './routes/captures.ts'
import { documentRoutes } from './routes/document.ts'
import { eventRoutes } from './routes/events.ts'
import { evidenceRoutes } from './routes/evidence.ts'
import { fieldRoutes } from './routes/fields.ts'
import { healthRoutes } from './routes/health.ts'
import { lists } from './routes/lists.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { overview } from './routes/overview.ts'
import { sensors } from './routes/sensors.ts'
import { sessionRoutes } from './routes/session.ts'
import { settingsRoutes } from './routes/settings.ts'
import { sites } from './routes/sites.ts'
import { summaries } from './routes/summaries.ts'
import { tokenRoutes } from './routes/tokens.ts'
import { views } from './routes/views.ts'
import { words } from './routes/words.ts'
import { refuseInvalid } from './validation.ts'

export type Api = OpenAPIHono<ApiEnv>

/** What the API keeps beside the platform. */
export interface Workings {
  streams: EventStreams
  requests: RequestMeasures
}

/** Every group of routes, one file each. */
const GROUPS: readonly ((api: Api, platform: Platform, workings: Workings) => void)[] = [
  healthRoutes,
  metricsRoutes,
  sessionRoutes,
  accountRoutes,
  tokenRoutes,
  auditRoutes,
  settingsRoutes,
  documentRoutes,
  eventRoutes,
  sites,
  fieldRoutes,
  lists,
  summaries,
  overview,
  words,
  views,
  evidenceRoutes,
  captures,
  sensors,
]

/** Where the API lies on a server. */
export const API_PATH = '/api/v1'

export interface ApiOptions {
  /** Gets every error that is a fault of ours. */
  report?: (error: unknown) => void
  /** Counts what is answered; the API only tells it. */
  requests?: RequestMeasures
  /** Ends what has no end of its own. */
  closing?: AbortSignal
}

/** The API over a platform, with paths that begin below `API_PATH`. */
export function createApi(platform: Platform, options: ApiOptions = {}): Api {
  const { report = () => {}, requests = new RequestMeasures(), closing } = options
  const api: Api = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid })
  const workings = { streams: new EventStreams(platform.events, { closing }), requests }
  api.onError(errorHandler(report))
  api.use(identifying(platform))
  api.use(slowedByAccount(platform))
  api.use(auditing(platform))
  for (const group of GROUPS) group(api, platform, workings)
  api.all('*', (context) => answer(context, new Problem('unknown', 'There is nothing at this address.')))
  return api
}

function slowedByAccount({ clock }: Platform): MiddlewareHandler<ApiEnv> {
  const limiter = new RateLimiter({
    perSecond: limits.api.requestsPerAccount,
    burst: limits.api.requestsPerAccountAtOnce,
  })
  return async (context, next) => {
    const { principal } = context.var
    if (principal !== undefined)
      refuseSoon(limiter.take(`${principal.via} ${principal.account}`, clock.now()))
    await next()
  }
}
