import { z } from '@hono/zod-openapi'
import { nameSchema } from '../model/site.ts'

/** Content that is JSON of a schema, in the shape that OpenAPI wants it. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

/** `{site}` in a path. */
export const siteParams = z.object({ site: nameSchema })
