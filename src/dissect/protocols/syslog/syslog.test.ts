import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { syslog } from './syslog.ts'

const { examples } = syslog

function line(words: string): { bytes: string } {
  return { bytes: Buffer.from(words, 'latin1').toString('hex') }
}

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [one] = examine(syslog, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('another line of the same host is a repeat; another host or severity is not', () => {
  const read = examine(syslog, [
    line('<34>Jan  2 03:04:05 wtp-sw-01 sshd[12]: one'),
    line('<34>Jan  2 03:04:06 wtp-sw-01 sshd[13]: two'),
    line('<34>Jan  2 03:04:06 wtp-sw-02 sshd[13]: two'),
    line('<35>Jan  2 03:04:06 wtp-sw-01 sshd[13]: two'),
    line('<165>1 2026-01-02T03:04:05Z wtp-gw-01 app - - - up'),
    line('<165>1 2026-01-02T03:04:06.123Z wtp-gw-01 app - - - down'),
  ])
  expect(read.map((one) => one.repeat)).toEqual([false, true, false, false, false, true])
})

test('a relay names the host whose line it passes on, with little weight', () => {
  const [one] = examine(syslog, [line('<13>Feb 12 01:02:03 rtu-1 cron: run')])
  expect(one!.observations).toEqual([
    { kind: 'identity', about: 'sender', attribute: 'name', value: 'rtu-1', confidence: 0.5 },
  ])
})
