import { describe, expect, test } from 'vitest'
import type { Gap } from '../model/gap.ts'
import { InterfaceRecording } from './recording.ts'

/** A capture of one Ethernet frame of two bytes, as a program would write it: classic, little endian, nanoseconds. */
const HEADER = '4d3cb2a1 02000400 00000000 00000000 00000400 01000000'
const PACKET = '01000000 02000000 02000000 02000000 abcd'

/** A stand-in for a capture program: a script that Node runs. */
function script(text: string): { file: string; args: string[] } {
  const bytes = `const out = (hex) => process.stdout.write(Buffer.from(hex.replaceAll(' ', ''), 'hex'))\n`
  return { file: process.execPath, args: ['-e', bytes + text] }
}

function recording(text: string): { one: InterfaceRecording; packets: number[]; gaps: Gap[] } {
  const packets: number[] = []
  const gaps: Gap[] = []
  let clock = 0
  const one = new InterfaceRecording(
    {
      interface: 'mon0',
      snapLength: 100,
      recorder: 'tcpdump',
      capture: 3,
      lastPacket: 10,
      now: () => ({ seconds: clock++, nanos: 0 }),
      command: script(text),
    },
    { frame: (frame) => packets.push(frame.packet), gap: (gap) => gaps.push(gap) },
  )
  return { one, packets, gaps }
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries++)
    await new Promise((resolve) => setTimeout(resolve, 25))
}

describe('an interface that is recorded', () => {
  test('gives packets with numbers that go on, and what the program lost', async () => {
    const { one, packets, gaps } = recording(`
      process.on('SIGTERM', () => { console.error('7 packets dropped by kernel'); process.exit(0) })
      out('${HEADER} ${PACKET}'); out('${PACKET}'); setInterval(() => {}, 1000)`)
    expect(await one.start()).toEqual({ ok: true })
    await until(() => packets.length === 2)
    await one.stop()
    expect(packets).toEqual([11, 12])
    expect(gaps).toMatchObject([{ capture: 3, packets: 7 }])
  })

  test('is started again when its program ends, and the time between is a gap', async () => {
    const { one, packets, gaps } = recording(
      `out('${HEADER} ${PACKET}'); console.error('tcpdump: the interface went')`,
    )
    await one.start()
    await until(() => packets.length === 2)
    await one.stop()
    expect(packets.slice(0, 2)).toEqual([11, 12])
    expect(gaps[0]).toMatchObject({ packets: undefined, reason: 'tcpdump ended: the interface went' })
  })

  test('is started again when its program writes nonsense', async () => {
    const { one, gaps } = recording(`out('00'.repeat(100)); setInterval(() => {}, 1000)`)
    await one.start()
    await until(() => gaps.length > 0)
    await one.stop()
    expect(gaps[0]?.reason).toContain('does not begin as a pcap file')
  })

  test('that cannot be captured says why', async () => {
    const { one } = recording(`console.error('tcpdump: mon0: That device is not up')`)
    expect(await one.start()).toEqual({ ok: false, message: 'mon0: That device is not up' })
    await one.stop()
  })

  test('without its program says so', async () => {
    const missing = new InterfaceRecording(
      {
        interface: 'mon0',
        snapLength: 100,
        recorder: 'tcpdump',
        capture: 0,
        lastPacket: 0,
        now: () => ({ seconds: 0, nanos: 0 }),
        command: { file: '/nowhere/tcpdump', args: [] },
      },
      { frame: () => undefined, gap: () => undefined },
    )
    expect(await missing.start()).toEqual({ ok: false, message: 'there is no program /nowhere/tcpdump' })
    await missing.stop()
  })
})
