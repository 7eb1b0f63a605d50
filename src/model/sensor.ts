import { z } from 'zod'
import { nameSchema } from './site.ts'

const sequence = z.int().nonnegative()

/** Who listens in a plant and hands over numbered batches: a sensor on a mirror port, or the import of one capture. */
export const sensorSchema = z.object({
  id: nameSchema,
  through: sequence.describe('every batch up to this number has been stored; 0: none yet'),
  beyond: z
    .array(sequence)
    .describe('stored batches past a number that is still missing, the first thousand'),
})
export type Sensor = z.infer<typeof sensorSchema>
