import { expect, test } from 'vitest'
import { examine, fromHex } from '../../examine.ts'
import { Exchange } from '../../exchange.ts'
import { Peek } from '../../peek.ts'
import { MORE, NOT_MINE } from '../../protocol.ts'
import { Registry } from '../../registry.ts'
import { protocols } from '../index.ts'
import { nbss } from './nbss.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(nbss.examples)) {
    const [one] = examine(nbss, [{ bytes: hex }], protocols)
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a chance length is not believed: long packets carry SMB', () => {
  const length = (hex: string) => {
    const bytes = fromHex(hex)
    return nbss.frameLength?.(
      new Peek().over(bytes, 0, bytes.length),
      new Exchange(new Registry([nbss]), ENDS, 'tcp'),
    )
  }
  expect(length('00fffff0 41424344')).toBe(NOT_MINE)
  expect(length('00000100 ff534d42')).toBe(260)
  expect(length('00000100')).toBe(MORE)
  expect(length('82000003 000000')).toBe(NOT_MINE)
})

const nobody = { mac: undefined, ip: undefined, port: undefined, vlan: undefined }
const ENDS = [nobody, nobody] as const
