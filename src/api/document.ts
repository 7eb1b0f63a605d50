import type { Api } from './app.ts'

/** Version of the API: the number in its path, and what was added since. */
const VERSION = '1.0'

/** The OpenAPI 3.1 document of all routes. */
export function documentOf(api: Api): Record<string, unknown> {
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Sightglass',
      version: VERSION,
      description:
        'What is known of industrial plants, from their network traffic. `x-permission` names what a route needs; one of several is enough.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }, { token: [] }],
  })
  const { webhooks: _, components, ...rest } = document
  const { parameters: __, ...others } = components ?? {}
  return {
    ...rest,
    components: {
      ...others,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'sightglass' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}
