import { createSocket } from 'node:dgram'
import { expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { interfaceNames } from './interfaces.ts'
import { LiveCapture, liveProblem } from './live.ts'

test('only interfaces that are there are listened on, each once', () => {
  const [one] = interfaceNames()
  expect(liveProblem({ interfaces: ['no-such-one'] })).toContain("there is no interface 'no-such-one'")
  expect(liveProblem({ interfaces: ['../lo'] })).toContain('cannot be the name of an interface')
  const many = Array.from({ length: limits.live.interfaces + 1 }, (_, index) => `if${index}`)
  expect(liveProblem({ interfaces: many })).toContain('at most')
  if (one === undefined) return
  expect(liveProblem({ interfaces: [one] })).toBeUndefined()
  expect(liveProblem({ interfaces: [one, one] })).toContain('named twice')
  expect(liveProblem({ interfaces: [one], filter: 'tcp\0' })).toContain('cannot be printed')
})

test('an interface that receives packets while none is captured is noticed after a while', async () => {
  let seconds = 1000
  const header =
    "process.stdout.write(Buffer.from('4d3cb2a1020004000000000000000000ffff000001000000', 'hex'))"
  const live = new LiveCapture(
    {
      interfaces: ['lo'],
      recorder: 'tcpdump',
      command: { file: process.execPath, args: ['-e', `${header}; setInterval(() => {}, 1000)`] },
      snapLength: 100,
      now: () => ({ seconds, nanos: 0 }),
    },
    { frame: () => undefined, gap: () => undefined },
  )
  expect(await live.start()).toBeUndefined()
  try {
    live.look()
    await sendToMyself(limits.live.unheardPackets * 2)
    seconds += 1
    live.look()
    expect(live.states()).toMatchObject([{ name: 'lo', listening: true, unheard: 0 }])
    seconds += limits.live.unheardMs / 1000
    live.look()
    expect(live.states()[0]!.unheard).toBeGreaterThanOrEqual(limits.live.unheardPackets)
  } finally {
    await live.stop()
  }
})

/** Sends packets over the loopback interface. */
async function sendToMyself(packets: number): Promise<void> {
  const socket = createSocket('udp4')
  const send = (): Promise<unknown> => new Promise((resolve) => socket.send('x', 9, '127.0.0.1', resolve))
  for (let sent = 0; sent < packets; sent++) await send()
  socket.close()
}
