import { z } from 'zod'

/** Names that stand in keys, addresses and file names: sites and sensors. */
export const nameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'small letters, digits, dot, dash and underscore, at most 64')

/** One plant with its own model, baseline and people. Everything that is stored belongs to one. */
export const siteSchema = z
  .object({
    id: nameSchema,
    title: z.string().max(200).describe('as people call it'),
  })
  .meta({ id: 'Site' })
export type Site = z.infer<typeof siteSchema>
