import { parseSearchWith } from '@tanstack/react-router'
import { expect, test } from 'vitest'
import { links, search } from './links.ts'
import { flag, oneOf, shape, text, whole } from './search.ts'

const read = parseSearchWith(JSON.parse)

test('a link carries hostile names as data', () => {
  expect(links.asset('demo', 'a/../../b?x#y')).toBe('/sites/demo/assets/a%2F..%2F..%2Fb%3Fx%23y')
})
test('what a link says is what the page reads', () => {
  const given = { filter: 'role = plc and vendor ~ "a&b"', capture: '12', yes: 'true', packet: 7 }
  expect(read(search(given))).toEqual(given)
})
test('a link to an asset on the map is read back as the asset that is picked', () => {
  const asset = 'a&b?"c'
  expect(read(links.onMap('demo', asset).split('map')[1]!)).toEqual({ pick: ['asset', asset] })
})
test('a link without state has no question mark', () => {
  expect(links.assets('demo')).toBe('/sites/demo/assets')
})
test('a page takes from its address what fits and leaves the rest', () => {
  const of = shape({ filter: text, packet: whole, open: flag, view: oneOf('list', 'map') })
  expect(of({ filter: 12, packet: '7', open: true, view: 'map', evil: '<script>' })).toEqual({
    filter: '12',
    packet: 7,
    open: true,
    view: 'map',
  })
  expect(of({ filter: {}, packet: 'x', open: 'no', view: 'none' })).toEqual({})
})
