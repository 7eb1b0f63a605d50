import { expect, test } from 'vitest'
import { pages } from '../pages/index.ts'

test('every page has its own jump key', () => {
  const keys = [...pages.ofSite, ...pages.ofAll].flatMap(({ options }) => options.staticData?.key ?? [])
  expect(keys.length).toBeGreaterThan(5)
  expect(new Set(keys).size).toBe(keys.length)
})
