import { Hono, type MiddlewareHandler } from 'hono'
import { limits } from '../base/limits.ts'
import { sourceOf } from '../base/source.ts'
import { type Answered, telling } from './access-log.ts'
import { addressOf } from './address.ts'
import { API_PATH, createApi } from './app.ts'
import { carefulHeaders } from './headers.ts'
import { loopbackNamesOnly } from './host-check.ts'
import { RequestMeasures } from './metrics.ts'
import type { Platform } from './platform.ts'
import { answer, errorHandler, Problem, refuseSoon } from './problem.ts'
import { RateLimiter } from './rate-limit.ts'
import type { ApiEnv } from './route.ts'
import { StaticFiles } from './static.ts'

export interface WebOptions {
  /** Folder of the built console; absent or empty: there is none. */
  console?: string
  /** It is reached from this machine only, and by its names only. */
  loopback: boolean
  /** It is reached by TLS. */
  secure: boolean
  /** Gets each request that was answered. */
  tell?: (answered: Answered) => void
  /** Gets every error that is a fault of ours. */
  report?: (error: unknown) => void
  /** Ends what has no end of its own. */
  closing?: AbortSignal
}

const NO_CONSOLE = 'The console is not built; npm run build:console builds it. The API is at /api/v1.\n'

/** Everything that a server answers: the API, the console, and what holds for both. */
export function createWeb(platform: Platform, options: WebOptions): Hono<ApiEnv> {
  const { loopback, secure, tell = () => {}, report = () => {}, closing } = options
  const web = new Hono<ApiEnv>()
  const requests = new RequestMeasures()
  const strict = secure && !loopback
  const files = options.console === undefined ? undefined : new StaticFiles(options.console)
  web.onError(errorHandler(report))
  web.use(
    telling((answered) => {
      requests.answered(answered)
      tell(answered)
    }),
  )
  web.use(`${API_PATH}/*`, carefulHeaders('data', strict))
  web.use(async (context, next) =>
    context.req.path.startsWith('/api/') ? await next() : await page(context, next),
  )
  const page = carefulHeaders('page', strict)
  if (loopback) web.use(loopbackNamesOnly())
  web.use(slowedByAddress(platform))
  web.route(
    API_PATH,
    createApi(platform, { report, requests, ...(closing === undefined ? {} : { closing }) }),
  )
  web.all('/api/*', (context) => answer(context, new Problem('unknown', 'The API is at /api/v1.')))
  web.on(['GET', 'HEAD'], '*', async (context) => {
    context.set('route', 'console')
    if (files?.found !== true) return context.text(NO_CONSOLE, 404)
    const found = await files.answer(context)
    return found ?? answer(context, new Problem('unknown', 'There is nothing at this address.'))
  })
  web.notFound((context) => answer(context, new Problem('unknown', 'There is nothing at this address.')))
  return web
}

function slowedByAddress({ clock }: Platform): MiddlewareHandler {
  const limiter = new RateLimiter({
    perSecond: limits.api.requestsPerAddress,
    burst: limits.api.requestsPerAddressAtOnce,
  })
  return async (context, next) => {
    refuseSoon(limiter.take(sourceOf(addressOf(context)), clock.now()))
    await next()
  }
}
