import { expect, test } from 'vitest'
import { within } from './within.ts'

test('signing in leads back to a page of the console', () => {
  expect(within('/sites/demo/assets?filter=plc')).toBe('/sites/demo/assets?filter=plc')
})
test('a link cannot lead elsewhere', () => {
  for (const to of [
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
  ])
    expect(within(to)).toBe('/')
})
test('signing in does not lead to signing in', () => {
  expect(within('/sign-in?to=/x')).toBe('/')
})
