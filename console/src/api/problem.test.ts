import { expect, test } from 'vitest'
import { problemOf, wordsOf } from './problem.ts'

test('a refusal is shown in the words of the server', () => {
  const body = {
    title: 'Not understood',
    detail: "there is no field 'rol'",
    filter: { position: 3, length: 3, expected: [] },
  }
  expect(problemOf(400, body)).toMatchObject({
    status: 400,
    title: 'Not understood',
    message: "there is no field 'rol'",
    position: 3,
  })
})
test('a refusal without words gets plain ones', () => {
  expect(problemOf(403, '<html>').message).toBe('Your role does not allow this.')
  expect(problemOf(418, undefined).message).toBe('The server answered 418.')
})
test('a server that asks to wait says how long', () => {
  expect(problemOf(429, {}, '7').retryAfter).toBe(7)
  expect(problemOf(429, {}, 'soon').retryAfter).toBeUndefined()
})
test('what is no error has words too', () => {
  expect(wordsOf('x')).toBe('Something went wrong.')
})
