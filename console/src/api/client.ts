import createClient from 'openapi-fetch'
import { noAnswer, problemOf } from './problem.ts'
import type { paths } from './types.ts'

export const BASE = '/api/v1'

/** The server, typed by its own document. Every refusal is thrown as a Problem, so whoever asks gets data or an error in words. */
export const api = createClient<paths>({ baseUrl: BASE, credentials: 'same-origin' })

api.use({
  async onResponse({ response }) {
    if (response.ok) return
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => undefined)
    throw problemOf(response.status, body, response.headers.get('retry-after'))
  },
  onError: ({ error }) => (error instanceof TypeError ? noAnswer() : undefined),
})
