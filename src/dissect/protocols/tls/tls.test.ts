import { expect, test } from 'vitest'
import { examine, type Piece } from '../../examine.ts'
import { ja4 } from './ja4.ts'
import type { Tls } from './read.ts'
import { tls } from './tls.ts'

const piece = (name: string, direction: 0 | 1 = 0): Piece => ({ bytes: tls.examples[name]!, direction })
const readingOf = (one: ReturnType<typeof examine>[number]) => one.messages[0]!.value as Tls

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(tls.examples)) {
    const [one] = examine(tls, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('after the change to encryption handshake records are repeats, until somebody greets anew', () => {
  const sealed: Piece = { bytes: '160303 0008 0011223344556677' }
  const all = examine(tls, [
    piece('greets with a server name'),
    piece('answers with a choice', 1),
    piece('goes over to encryption'),
    sealed,
    sealed,
    piece('greets with a server name'),
  ])
  expect(readingOf(all[3]!).encrypted).toBe(true)
  expect(all.map((one) => one.repeat)).toEqual([false, false, false, false, true, false])
  expect(readingOf(all[5]!).hello?.serverName).toBe('plc.lan')
})

test('a greeting in two records reads like one', () => {
  const whole = (tls.examples['greets with a server name'] ?? '').replaceAll(' ', '').slice(10)
  const all = examine(tls, [
    { bytes: `1603010010${whole.slice(0, 32)}` },
    { bytes: `1603010035${whole.slice(32)}` },
  ])
  expect(readingOf(all[0]!).hello).toBeUndefined()
  expect(readingOf(all[1]!).hello?.serverName).toBe('plc.lan')
})

test('the fingerprint follows the published example of a browser', () => {
  const given = ja4({
    version: 0x0303,
    versions: [0x6a6a, 0x0304, 0x0303],
    ciphers: [
      0x0a0a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c,
      0x009d, 0x002f, 0x0035,
    ],
    extensions: [
      0x1a1a, 0x001b, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002d, 0x000d, 0x0005, 0x0023, 0x0012, 0x002b,
      0xff01, 0x000b, 0x000a, 0x0015,
    ],
    signatures: [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601],
    alpn: ['h2', 'http/1.1'],
  })
  expect(given).toBe('t13d1516h2_8daaf6152771_e5627efa2ab1')
})
