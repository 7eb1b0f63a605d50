import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { protocol, SURE } from '../../protocol.ts'
import { s7comm } from '../s7comm/s7comm.ts'
import { tpkt } from '../tpkt/tpkt.ts'
import { cotp } from './cotp.ts'
import { tsapText } from './tsap.ts'

/** A user of the transport that keeps what it gets. */
const echo = protocol({
  id: 'echo',
  title: 'echo',
  spec: 'this test',
  family: 'ot',
  carriedBy: { cotp: [] },
  looksLike: () => SURE,
  read: (cursor) => Buffer.from(cursor.rest('bytes')).toString('hex'),
  observe: () => [],
  examples: {},
})

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(cotp.examples)) {
    const [one] = examine(cotp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a refused connection names what was tried and why it failed', () => {
  const [, answer] = examine(cotp, [
    { bytes: '11 e0 0000 0005 00 c0010a c1020100 c2020103' },
    { bytes: cotp.examples['refuses an unknown address']!, direction: 1 },
  ])
  expect(answer!.observations).toMatchObject([
    { verb: 'connect', object: 'PG rack 0 slot 3', outcome: 'refused', reason: 'address unknown' },
  ])
})

test('only what answers a connection request says how the connection went', () => {
  const s7Read = '32010000 0102 000e0000 0401 120a10020001000a840000a0'
  const [, answer] = examine(
    tpkt,
    [
      { bytes: `0300001f 02f080 ${s7Read}` },
      { bytes: '0300001a 02f080 32030000 0102 00020005 0000 0401 ff040008 12', direction: 1 },
    ],
    [tpkt, cotp, s7comm],
  )
  expect(answer!.observations).toMatchObject([{ verb: 'read', outcome: 'done' }])
})

test('pieces are put together per direction; empty ones are passed over', () => {
  const carried = examine(
    tpkt,
    [
      { bytes: '03000007 02f000' },
      { bytes: '03000009 02f080 0102' },
      { bytes: '03000009 02f000 0a0b' },
      { bytes: '03000008 02f080 ee', direction: 1 },
      { bytes: '03000008 02f080 0c' },
    ],
    [tpkt, cotp, echo],
  ).map((one) => one.messages.find((message) => message.protocol === 'echo')?.value)
  expect(carried).toEqual([undefined, '0102', undefined, 'ee', '0a0b0c'])
})

test('a selector is shown as place, text or hex', () => {
  const text = (hex: string) => tsapText(Uint8Array.from(Buffer.from(hex, 'hex')))
  expect([text('0102'), text('0223'), text('1102'), text('504c43'), text('0600'), text('00')]).toEqual([
    'PG rack 0 slot 2',
    'OP rack 1 slot 3',
    'connection 0x11 rack 0 slot 2',
    'PLC',
    '0600',
    '00',
  ])
})
