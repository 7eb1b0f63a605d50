import type { Context } from 'hono'
import { Problem } from './problem.ts'

/** The refusal of a body of more than so many bytes. */
export function tooLarge(most: number): Problem {
  return new Problem('too-large', `A request body may have at most ${most} bytes here.`)
}

/**
 * The body of a request as it comes, for files: nothing is held, and it comes no faster than it is taken. Throws when it is larger than
 * `most` bytes: before the first byte where its size is said, else where it becomes too large.
 */
export async function* uploadOf(context: Context, most: number): AsyncGenerator<Uint8Array> {
  const said = Number(context.req.header('content-length') ?? 0)
  if (said > most) throw tooLarge(most)
  const { body } = context.req.raw
  if (body === null) return
  let bytes = 0
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > most) throw tooLarge(most)
    yield chunk
  }
}
