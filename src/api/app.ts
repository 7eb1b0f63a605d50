import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { limits } from '../base/limits.ts'
import type { Platform } from './platform.ts'
import { identifying } from './principal.ts'
import { answer, errorHandler, Problem } from './problem.ts'
import type { ApiEnv } from './route.ts'
import { documentRoutes } from './routes/document.ts'
import { healthRoutes } from './routes/health.ts'
import { lists } from './routes/lists.ts'
import { sites } from './routes/sites.ts'
import { summaries } from './routes/summaries.ts'
import { refuseInvalid } from './validation.ts'

export type Api = OpenAPIHono<ApiEnv>

/** Every group of routes, one file each. */
const GROUPS: readonly ((api: Api, platform: Platform) => void)[] = [
  healthRoutes,
  documentRoutes,
  sites,
  lists,
  summaries,
]

/** Where the API lies on a server. */
export const API_PATH = '/api/v1'

export interface ApiOptions {
  /** Gets every error that is a fault of ours. */
  report?: (error: unknown) => void
}

/** The API over a platform, with paths that begin below `API_PATH`. */
export function createApi(platform: Platform, { report = () => {} }: ApiOptions = {}): Api {
  const api: Api = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid })
  api.onError(errorHandler(report))
  api.use(identifying(platform))
  api.use(smallBodies())
  for (const group of GROUPS) group(api, platform)
  api.all('*', (context) => answer(context, new Problem('unknown', 'There is nothing at this address.')))
  return api
}

function smallBodies() {
  return bodyLimit({
    maxSize: limits.api.bodyBytes,
    onError: () => {
      throw new Problem('too-large', `A request body may have at most ${limits.api.bodyBytes} bytes here.`)
    },
  })
}
