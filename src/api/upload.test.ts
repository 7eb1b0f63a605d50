import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { errorHandler } from './problem.ts'
import { uploadOf } from './upload.ts'

const app = new Hono()
let taken: number[] = []
app.onError(errorHandler(() => undefined))
app.post('/', async (context) => {
  taken = []
  for await (const chunk of uploadOf(context, 1000)) taken.push(chunk.length)
  return context.json(taken.reduce((sum, one) => sum + one, 0))
})
const post = (body: ReadableStream<Uint8Array> | null, headers: Record<string, string> = {}) =>
  app.request('/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)

function streamOf(chunks: number, size: number): ReadableStream<Uint8Array> {
  let left = chunks
  return new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(new Uint8Array(size))
      else controller.close()
    },
  })
}

test('an upload comes in the pieces it is sent in', async () => {
  expect(await (await post(streamOf(10, 100))).json()).toBe(1000)
  expect(taken).toEqual(Array(10).fill(100))
  expect(await (await post(null)).json()).toBe(0)
})

test('an upload that says it is too large is refused before its first byte', async () => {
  expect((await post(streamOf(11, 100), { 'content-length': '1100' })).status).toBe(413)
  expect(taken).toEqual([])
})

test('an upload that becomes too large is refused there', async () => {
  expect((await post(streamOf(1000, 100))).status).toBe(413)
  expect(taken).toHaveLength(10)
})
