import { describe, expect, test } from 'vitest'
import { assemble } from '../inventory/assets.ts'
import { around, claim, message, talk } from '../inventory/testing.ts'
import type { Analysis } from '../model/analysis.ts'
import { Analyzer } from './analyzer.ts'
import { coverageOf } from './coverage.ts'
import { channelName } from './ports.ts'

type Fill = (inventory: Analyzer['inventory']) => void

function coverage(fill: Fill): Analysis['coverage'] {
  const { engine, observer, inventory } = new Analyzer([], () => undefined)
  fill(inventory)
  return coverageOf(engine, observer, inventory, assemble(inventory, [], around), ['a.pcap'])
}

const [PC, SERVER] = ['192.0.2.1@02:00:00:00:00:01', '192.0.2.2@02:00:00:00:00:02']
const unread = { protocol: undefined, layers: [], messages: 0 }

describe('coverage', () => {
  test('takes a port for encrypted only where data passed both ways', () => {
    const probe = { ...unread, packets: [1, 1], bytes: [74, 60] } as const
    expect(coverage((into) => talk(into, PC, SERVER, { ...probe, port: 22 })).encrypted).toEqual([])
    expect(coverage((into) => talk(into, PC, SERVER, { ...unread, port: 22 })).encrypted).toEqual(['SSH'])
    expect(
      coverage((into) => talk(into, PC, SERVER, { ...unread, port: 22, answered: false })).encrypted,
    ).toEqual([])
  })

  test('counts openings without data apart from what could not be decoded, and names who tried many ports', () => {
    const { undecoded, notes } = coverage((into) => {
      for (let port = 1; port <= 30; port++)
        talk(into, PC, SERVER, { ...unread, port, packets: [1, 1], bytes: [74, 60], packet: port })
    })
    expect(undecoded).toEqual([])
    expect(notes).toEqual([
      '192.0.2.1 tried 30 ports of 192.0.2.2 without passing data, from packet 1 on (port scans look like this)',
      '30 TCP conversations without data (port scans, refused or half-open connections)',
    ])
  })

  test('does not take many small messages for none', () => {
    const keepalive = { ...unread, packets: [400, 400], bytes: [400 * 62, 400 * 62], port: 5094 } as const
    expect(coverage((into) => talk(into, PC, SERVER, keepalive)).undecoded).toMatchObject([
      { what: 'tcp port 5094 (HART-IP)', conversations: 1 },
    ])
  })

  test('names what usually travels on a port or under an ethertype, and only that', () => {
    expect(channelName('ethertype 0x88b8', undefined)).toBe('ethertype 0x88b8 (GOOSE)')
    expect(channelName('udp', 47808)).toBe('udp port 47808 (BACnet)')
    expect(channelName('tcp', 4444)).toBe('tcp port 4444')
    expect(channelName('source', undefined)).toBe('source')
  })

  test('says how many addresses were only named', () => {
    const { notes } = coverage((into) =>
      claim(into, message(SERVER!, PC!, 'names'), 'name', 'far.example', { about: { ip: '203.0.113.5' } }),
    )
    expect(notes).toEqual([expect.stringMatching(/^1 address only named by others/)])
  })
})
