import { expect, test } from 'vitest'
import { type Send, Uploads } from './uploads.ts'

/** A queue whose sending is in the test's hands. */
function queue() {
  const sent: { name: string; tell: Parameters<Send>[2]; aborted: boolean }[] = []
  const done: string[] = []
  const uploads = new Uploads(
    ({ name }, _, tell) => {
      const one = { name, tell, aborted: false }
      sent.push(one)
      return { abort: () => (one.aborted = true) }
    },
    (site) => done.push(site),
  )
  const file = (name: string) => ({ name, size: 10, blob: new Blob(['x']) })
  const look = () => uploads.snapshot().map(({ name, state, sent: bytes }) => `${name} ${state} ${bytes}`)
  return { uploads, sent, done, file, look }
}

test('files are sent one after the other', () => {
  const { uploads, sent, done, file, look } = queue()
  uploads.add('demo', [file('a'), file('b')])
  sent[0]!.tell.sent(4)
  expect(look()).toEqual(['a sending 4', 'b waiting 0'])
  sent[0]!.tell.done(undefined)
  expect(look()).toEqual(['b sending 0'])
  expect(done).toEqual(['demo'])
})
test('one that fails stays with its reason and holds nobody up', () => {
  const { uploads, sent, file } = queue()
  uploads.add('demo', [file('a'), file('b')])
  sent[0]!.tell.done('too large')
  expect(uploads.snapshot().map(({ state, reason }) => [state, reason])).toEqual([
    ['failed', 'too large'],
    ['sending', undefined],
  ])
})
test('one that is cancelled is stopped, and what it says later counts no more', () => {
  const { uploads, sent, done, file, look } = queue()
  uploads.add('demo', [file('a'), file('b')])
  uploads.remove(uploads.snapshot()[0]!.id)
  expect(sent[0]!.aborted).toBe(true)
  sent[0]!.tell.done(undefined)
  expect(look()).toEqual(['b sending 0'])
  expect(done).toEqual([])
})
test('a view is told of each change and of none after it left', () => {
  const { uploads, file } = queue()
  let times = 0
  const leave = uploads.subscribe(() => times++)
  uploads.add('demo', [file('a')])
  const before = times
  leave()
  uploads.remove(uploads.snapshot()[0]!.id)
  expect(before).toBeGreaterThan(0)
  expect(times).toBe(before)
})
