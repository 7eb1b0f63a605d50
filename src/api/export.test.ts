import { describe, expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import type { Lists, Store } from '../store/contract.ts'
import { observation } from '../store/testing.ts'
import { exportOf } from './export.ts'

const ITEM: Lists['observations'] = { ...observation(1), sensor: 'mirror', sequence: 1, position: 0 }

/** A store with a list of so many pages, every second of them empty, that counts how many were asked for. */
function pages(count: number, parts: { breaksAt?: number } = {}) {
  const asked = { pages: 0 }
  const list = ((_list, _site, { after = '0', limit = 0 }) => {
    asked.pages++
    const number = Number(after)
    if (number === parts.breaksAt) return Promise.reject(new Error('the disk is gone'))
    return Promise.resolve({
      items: number % 2 === 0 ? (Array(limit).fill(ITEM) as never[]) : [],
      next: number + 1 < count ? String(number + 1) : undefined,
    })
  }) as Store['list']
  return { asked, store: { list } }
}
const all = { list: 'observations', site: 'works', query: {} } as const

describe('an export', () => {
  test('passes over empty pages and ends', async () => {
    const { store, asked } = pages(9)
    const text = await new Response(await exportOf(store, all, 'ndjson')).text()
    expect(text.split('\n')).toHaveLength(5 * limits.api.exportPageItems + 1)
    expect(asked.pages).toBe(9)
  })

  test('of an empty list is its head, or nothing', async () => {
    const empty = { list: (() => Promise.resolve({ items: [], next: undefined })) as Store['list'] }
    expect(await new Response(await exportOf(empty, all, 'ndjson')).text()).toBe('')
    expect(await new Response(await exportOf(empty, all, 'csv')).text()).toMatch(/^time,kind,asset,.*\r\n$/)
  })

  test('asks for no more than its reader has taken, and holds one page', async () => {
    const { store, asked } = pages(1_000_000)
    const reader = (await exportOf(store, all, 'csv')).getReader()
    expect(asked.pages).toBe(1)
    await reader.read()
    await reader.read()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(asked.pages).toBeLessThan(7)
    await reader.cancel()
    const before = asked.pages
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(asked.pages).toBe(before)
  })

  test('breaks off when the store fails on the way, so that nobody takes it for whole', async () => {
    const { store } = pages(9, { breaksAt: 4 })
    const stream = await exportOf(store, all, 'csv')
    await expect(new Response(stream).text()).rejects.toThrow('the disk is gone')
  })
})
