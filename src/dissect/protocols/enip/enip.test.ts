import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { Exchange } from '../../exchange.ts'
import { Peek } from '../../peek.ts'
import { NO, SURE } from '../../protocol.ts'
import { Registry } from '../../registry.ts'
import { cip } from '../cip/cip.ts'
import { pccc } from '../pccc/pccc.ts'
import { enip } from './enip.ts'

const NOBODY = { mac: undefined, ip: undefined, port: undefined, vlan: undefined }
const ALL = [enip, cip, pccc]
const session = new Exchange(new Registry(ALL), [NOBODY, NOBODY], 'tcp')

test('every example reads as its name says', () => {
  for (const [name, bytes] of Object.entries(enip.examples)) {
    const [one] = examine(enip, [{ bytes }], ALL)
    const messages = one!.messages.map(({ protocol, fields, anomalies }) => ({ protocol, fields, anomalies }))
    expect({ name, messages, means: one!.observations }).toMatchSnapshot()
  }
})

test('a device that tells who it is is identified', () => {
  const [one] = examine(enip, [{ bytes: enip.examples['tells who is there']! }], ALL)
  const said = one!.observations.flatMap((fact) =>
    fact.kind === 'identity' ? [`${fact.attribute} ${fact.value}`] : [],
  )
  expect(said).toEqual([
    'vendor Rockwell Automation/Allen-Bradley',
    'deviceId Communications Adapter, product code 58',
    'firmware 4.3',
    'serial 0x00524d8e',
    'model 1756-ENBT/A',
    'state Operational',
  ])
})

test('a refused session says why', () => {
  const [, reply] = examine(
    enip,
    [
      { bytes: enip.examples['registers a session']! },
      { bytes: enip.examples['refuses a session']!, direction: 1 },
    ],
    ALL,
  )
  expect(reply!.observations).toMatchObject([
    { function: 'RegisterSession', outcome: 'refused', reason: 'Unsupported protocol revision' },
  ])
})

test('only what is surely EtherNet/IP is taken on a foreign port', () => {
  const likeness = (hex: string) => {
    const bytes = Uint8Array.from(Buffer.from(hex.replace(/\s+/g, ''), 'hex'))
    return enip.looksLike(new Peek().over(bytes, 0, bytes.length), session)
  }
  expect(likeness(enip.examples['sends a connected request']!)).toBe(SURE)
  expect(likeness(enip.examples['registers a session']!)).toBe(SURE)
  expect(likeness('16 03 01 02 00 01 00 01 fc 03 03 00 00 00 00 00 00 00 00 00 00 00 00 00 00')).toBe(NO)
  expect(likeness('474554202f20485454502f312e310d0a486f73743a20610d0a0d0a')).toBe(NO)
})
