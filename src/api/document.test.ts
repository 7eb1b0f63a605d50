import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { PERMISSIONS } from '../model/principal.ts'
import { documentOf } from './document.ts'
import { fakeApi } from './testing.ts'

const FILE = new URL('./openapi.json', import.meta.url)
const METHODS = ['get', 'put', 'post', 'patch', 'delete']

interface Operation {
  'x-permission'?: string[]
  'x-public'?: string
  'x-signed-in'?: string
  summary?: string
}

const api = fakeApi()
const document = JSON.parse(JSON.stringify(documentOf(api))) as {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown> }
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([method]) => METHODS.includes(method))
    .map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
)

describe('the OpenAPI document', () => {
  test('is the one that is published (UPDATE=1 writes it anew)', () => {
    const text = `${JSON.stringify(document, undefined, 2)}\n`
    if (process.env.UPDATE === '1') writeFileSync(FILE, text)
    expect(text === readFileSync(FILE, 'utf8') ? 'the same' : 'another; see UPDATE=1').toBe('the same')
  })

  test('says of each route what it does and what it needs', () => {
    expect(operations.length).toBeGreaterThan(8)
    for (const { name, operation } of operations) {
      const needs = operation['x-permission'] ?? []
      expect({ name, needs: needs.length > 0, summary: operation.summary !== undefined }).toEqual({
        name,
        needs: true,
        summary: true,
      })
      for (const word of needs) expect([...PERMISSIONS, 'public', 'signed-in']).toContain(word)
      if (needs.includes('public')) expect({ name, why: operation['x-public'] }).toHaveProperty('why')
      if (needs.includes('signed-in')) expect({ name, why: operation['x-signed-in'] }).toHaveProperty('why')
    }
  })

  test('knows every route that is served', () => {
    const served = api.routes
      .filter(({ method, path }) => method !== 'ALL' && path !== '/*')
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:([a-z]+)/gi, '{$1}')}`)
    expect([...new Set(served)].sort()).toEqual(operations.map(({ name }) => name).sort())
  })

  test('calls things by their nouns', () => {
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining([
        'Asset',
        'AttributeChange',
        'Conversation',
        'Evidence',
        'Observation',
        'Operation',
        'Problem',
        'Site',
      ]),
    )
  })
})
