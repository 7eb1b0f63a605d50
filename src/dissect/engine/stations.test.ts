import { expect, test } from 'vitest'
import { fromHex } from '../examine.ts'
import { unwrapLink } from './link.ts'
import { Packet } from './packet.ts'

const ARCNET = 7
const ARCNET_LINUX = 129
const MSTP = 165

function unwrap(hex: string, linkType: number) {
  const bytes = fromHex(hex)
  const packet = new Packet()
  packet.begin(bytes, 0, bytes.length)
  unwrapLink(packet, linkType)
  const mac = (at: number) =>
    at < 0 ? 'none' : Buffer.from(packet.bytes.subarray(at, at + 6)).toString('hex')
  return {
    from: mac(packet.macFrom),
    to: mac(packet.macTo),
    carrier: packet.carrier,
    selector: packet.selector,
    payload: Buffer.from(packet.bytes.subarray(packet.payload, packet.end)).toString('hex'),
  }
}

test('stations of an MS/TP bus get addresses, the whole frame goes on', () => {
  const frame = '55ff000b0c00008c'
  const link = { carrier: 'link', selector: MSTP, payload: frame }
  expect(unwrap(frame, MSTP)).toEqual({ from: '02000000000c', to: '02000000000b', ...link })
  expect(unwrap('55ff06ff0c0000', MSTP).from).toBe('none')
  expect(unwrap('55ff06ff0c00008c', MSTP).to).toBe('ffffffffffff')
})

test('BACnet over ARCNET is found behind either header', () => {
  const llc = { carrier: 'llc', selector: 0x82, payload: '01001008' }
  const from = '0200000000c0'
  expect(unwrap('c000 f400 cd 828203 01001008', ARCNET)).toEqual({ from, to: 'ffffffffffff', ...llc })
  expect(unwrap('c03d cd 828203 01001008', ARCNET)).toEqual({ from, to: '02000000003d', ...llc })
  expect(unwrap('c03d f400 cd 828203 01001008', ARCNET_LINUX)).toEqual({ from, to: '02000000003d', ...llc })
})

test('other protocols of ARCNET stay with the link', () => {
  expect(unwrap('c03d d4 0000', ARCNET)).toMatchObject({
    carrier: 'link',
    selector: ARCNET,
    from: '0200000000c0',
  })
  expect(unwrap('c0', ARCNET)).toMatchObject({ carrier: 'link', from: 'none' })
})
