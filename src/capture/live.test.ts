import { expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { interfaceNames } from './interfaces.ts'
import { liveProblem } from './live.ts'

test('only interfaces that are there are listened on, each once', () => {
  const [one] = interfaceNames()
  expect(liveProblem({ interfaces: ['no-such-one'] })).toContain("there is no interface 'no-such-one'")
  expect(liveProblem({ interfaces: ['../lo'] })).toContain('cannot be the name of an interface')
  const many = Array.from({ length: limits.live.interfaces + 1 }, (_, index) => `if${index}`)
  expect(liveProblem({ interfaces: many })).toContain('at most')
  if (one === undefined) return
  expect(liveProblem({ interfaces: [one] })).toBeUndefined()
  expect(liveProblem({ interfaces: [one, one] })).toContain('named twice')
  expect(liveProblem({ interfaces: [one], filter: 'tcp\0' })).toContain('cannot be printed')
})
