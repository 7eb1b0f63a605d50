import { expect, test } from 'vitest'
import { linesOf, type Node, pathTo, press } from './tree.ts'

const node = (id: string, start?: number, end?: number, children: Node[] = []): Node => ({
  id,
  name: id,
  value: '',
  start,
  end,
  wrong: undefined,
  children,
})
const nodes = [
  node('ethernet', 0, 14, [node('destination', 0, 6), node('source', 6, 12)]),
  node('modbus', 14, 20, [node('function', 14, 15), node('data', 15, 20, [node('first', 15, 16)])]),
]
const ids = (open: string[]) => linesOf(nodes, new Set(open)).map(({ node: one }) => one.id)

test('a closed node hides what is in it', () => {
  expect(ids([])).toEqual(['ethernet', 'modbus'])
  expect(ids(['modbus'])).toEqual(['ethernet', 'modbus', 'function', 'data'])
  expect(ids(['data'])).toEqual(['ethernet', 'modbus'])
})

test('a byte leads to the smallest part that holds it', () => {
  const way = (offset: number) => pathTo(nodes, offset).map(({ id }) => id)
  expect(way(15)).toEqual(['modbus', 'data', 'first'])
  expect(way(17)).toEqual(['modbus', 'data'])
  expect(way(13)).toEqual(['ethernet'])
  expect(way(99)).toEqual([])
})

test('keys walk the tree, open and close it', () => {
  const at = (key: string, picked: string | undefined, open: string[]) => {
    const set = new Set(open)
    return press(key, linesOf(nodes, set), picked, set)
  }
  expect(at('ArrowDown', undefined, [])).toEqual({ picked: 'ethernet' })
  expect(at('ArrowDown', 'modbus', [])).toEqual({ picked: 'modbus' })
  expect(at('ArrowUp', 'modbus', [])).toEqual({ picked: 'ethernet' })
  expect(at('ArrowRight', 'modbus', [])).toEqual({ open: new Set(['modbus']) })
  expect(at('ArrowRight', 'modbus', ['modbus'])).toEqual({ picked: 'function' })
  expect(at('ArrowRight', 'function', ['modbus'])).toBeUndefined()
  expect(at('ArrowLeft', 'function', ['modbus'])).toEqual({ picked: 'modbus' })
  expect(at('ArrowLeft', 'modbus', ['modbus'])).toEqual({ open: new Set() })
  expect(at('End', 'ethernet', [])).toEqual({ picked: 'modbus' })
  expect(at('x', 'ethernet', [])).toBeUndefined()
})
