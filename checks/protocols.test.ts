import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { examine, fromHex } from '../src/dissect/examine.ts'
import { protocols } from '../src/dissect/protocols/index.ts'
import { attack } from './lib/fuzz.ts'

const FOLDER = new URL('../src/dissect/protocols/', import.meta.url)
const SEEDS = 300

test('the list of protocols equals the folders', () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map((one) => one.name)
  expect(protocols.map((one) => one.id)).toEqual(folders.sort())
})

test.each(protocols.map((one) => [one.id, one] as const))('%s reads its own examples', (_id, one) => {
  expect(Object.keys(one.examples).length).toBeGreaterThan(2)
  for (const [name, hex] of Object.entries(one.examples)) {
    const [read] = examine(one, [{ bytes: hex }], protocols)
    const cut = /cut/.test(name)
    const message = read!.messages[0]!
    expect({ name, understood: message.value !== undefined || cut }).toEqual({ name, understood: true })
    expect(fromHex(hex).length).toBe(message.size)
  }
})

test.each(protocols.map((one) => [one.id, one] as const))('%s survives hostile bytes', (_id, one) => {
  for (let seed = 1; seed <= SEEDS; seed++) expect(attack(one, protocols, seed)).toBeUndefined()
})
