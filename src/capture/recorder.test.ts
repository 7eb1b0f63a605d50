import { describe, expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { argumentsFor, filterProblem, isInterfaceName, RECORDERS, understand } from './recorder.ts'

describe('names of interfaces', () => {
  test.each(['eth0', 'enp3s0f1np1', 'eth0.100', 'br-lan', 'mon_1'])('%s is one', (name) => {
    expect(isInterfaceName(name)).toBe(true)
  })
  test.each(['', '-w', '../x', 'a b', 'eth0;reboot', 'sixteen-letters-', 'eth0\n', 'rpcap://x', '$(x)'])(
    '%j is none',
    (name) => expect(isInterfaceName(name)).toBe(false),
  )
})

describe('arguments', () => {
  const recording = { interface: 'mon0', filter: '-w /tmp/x or tcp', snapLength: 96 }
  test('a filter stays one argument that cannot become an option', () => {
    const dumpcap = argumentsFor('dumpcap', recording)
    expect(dumpcap[dumpcap.indexOf('-f') + 1]).toBe(recording.filter)
    expect(argumentsFor('tcpdump', recording).slice(-2)).toEqual(['--', recording.filter])
  })
  test.each(RECORDERS)('%s writes to its standard output, so many bytes of each packet', (recorder) => {
    const words = argumentsFor(recorder, { interface: 'mon0', snapLength: 96 })
    expect(words.join(' ')).toContain('-i mon0 -s 96')
    expect(words.join(' ')).toContain('-w -')
  })
})

test('a filter that is too long or holds control characters is refused before it is used', () => {
  expect(filterProblem('tcp port 502')).toBeUndefined()
  expect(filterProblem('tcp\nport 502')).toContain('cannot be printed')
  expect(filterProblem('x'.repeat(limits.live.filterCharacters + 1))).toContain('longer than')
})

describe('what capture programs say', () => {
  test('dumpcap counts its losses at its end', () => {
    const line =
      "Packets received/dropped on interface 'mon0': 1896/18104 (pcap:18104/dumpcap:0/flushed:0/ps_ifdrop:0) (9.5%)"
    expect(understand('dumpcap', line)).toEqual({ kind: 'lost', packets: 18_104 })
  })
  test('tcpdump counts them when asked, and at its end', () => {
    const asked =
      'tcpdump: 1896 packets captured, 20000 packets received by filter, 18104 packets dropped by kernel'
    expect(understand('tcpdump', asked)).toEqual({ kind: 'lost', packets: 18_104 })
    expect(understand('tcpdump', '1 packet dropped by kernel')).toEqual({ kind: 'lost', packets: 1 })
  })
  test('the reason why it ended is kept, chatter is not', () => {
    expect(understand('dumpcap', 'dumpcap: There is no device named "nope".')).toEqual({
      kind: 'trouble',
      message: 'There is no device named "nope".',
    })
    expect(understand('tcpdump', 'tcpdump: listening on mon0, link-type EN10MB')).toBeUndefined()
    expect(understand('dumpcap', "Capturing on 'mon0'")).toBeUndefined()
  })
})
