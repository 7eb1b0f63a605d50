import { afterEach, describe, expect, test, vi } from 'vitest'
import { limits } from '../base/limits.ts'
import { Events } from '../hub/events.ts'
import type { Principal } from '../model/principal.ts'
import { createApi } from './app.ts'
import { EventStreams, type Subscriber } from './event-streams.ts'
import { as, fakeApi, fakePlatform } from './testing.ts'

const ada: Subscriber = {
  account: 'ada',
  site: undefined,
  after: undefined,
  still: () => Promise.resolve(true),
}

afterEach(() => {
  vi.useRealTimers()
})

/** What a stream says, as the pieces between its blank lines, until it has said so many or ended. */
async function heard(stream: ReadableStream<Uint8Array>, count: number): Promise<string[]> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  const pieces = () => text.split('\n\n').slice(0, -1)
  while (pieces().length < count) {
    const { done, value } = await reader.read()
    if (done) break
    text += decoder.decode(value)
  }
  await reader.cancel()
  return pieces()
}

describe('a stream of events', () => {
  test('begins now, and tells each event with its number', async () => {
    const events = new Events(1)
    events.publish('assets', 'works', { ids: ['early'] })
    const stream = new EventStreams(events).stream(ada)
    events.publish('assets', 'works', { ids: ['10.0.0.1'] })
    events.publish('state', undefined, { ingest: 'full' })
    expect(await heard(stream, 4)).toEqual([
      'retry: 2000',
      'id: 1001\nevent: ready\ndata: {}',
      'id: 1002\nevent: assets\ndata: {"site":"works","data":{"ids":["10.0.0.1"]}}',
      'id: 1003\nevent: state\ndata: {"site":null,"data":{"ingest":"full"}}',
    ])
  })

  test('of one site tells what is of it, and what is of all', async () => {
    const events = new Events(1)
    const stream = new EventStreams(events).stream({ ...ada, site: 'works' })
    events.publish('assets', 'elsewhere', {})
    events.publish('state', undefined, {})
    events.publish('assets', 'works', {})
    const kinds = (await heard(stream, 4)).map((piece) => /event: (\w+)/.exec(piece)?.[1])
    expect(kinds).toEqual([undefined, 'ready', 'state', 'assets'])
  })

  test('goes on where it was left', async () => {
    const events = new Events(1)
    for (let index = 0; index < 5; index++) events.publish('assets', 'works', { index })
    const pieces = await heard(new EventStreams(events).stream({ ...ada, after: 1003 }), 4)
    expect(pieces.slice(1).map((piece) => piece.split('\n')[0])).toEqual(['id: 1004', 'id: 1005', 'id: 1005'])
  })

  test('says so when too much came since, and when it comes from before a restart', async () => {
    const events = new Events(1)
    for (let index = 0; index < limits.hub.eventsRemembered + 10; index++)
      events.publish('assets', 'works', {})
    for (const after of [1001, 0, 99_999_999]) {
      const [, first] = await heard(new EventStreams(events).stream({ ...ada, after }), 2)
      expect([after, first]).toEqual([after, `id: ${events.last}\nevent: reset\ndata: {}`])
    }
  })

  test('is text on one line whatever the names in it', async () => {
    const events = new Events(1)
    const stream = new EventStreams(events).stream(ada)
    const name = 'a\n\nevent: forged\r\ndata: <img src=x onerror=alert(1)>\u2028'
    events.publish('assets', 'works', { name })
    const [, , told] = await heard(stream, 3)
    expect(told!.split('\n')).toHaveLength(3)
    expect(JSON.parse(told!.split('data: ')[1] ? told!.slice(told!.indexOf('data: ') + 6) : '')).toEqual({
      site: 'works',
      data: { name },
    })
  })

  test('ends when its reader is too slow, with few bytes held', async () => {
    const events = new Events(1)
    const streams = new EventStreams(events)
    const reader = streams.stream(ada).getReader()
    const data = { name: 'x'.repeat(10_000) }
    for (let index = 0; index < 1000; index++) events.publish('assets', 'works', data)
    expect(streams.count).toBe(0)
    let bytes = 0
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      bytes += value.length
    }
    expect(bytes).toBeLessThan(limits.api.eventBytesWaiting + 20_000)
  })

  test('ends when its reader may no longer read, and beats until then', async () => {
    vi.useFakeTimers()
    const streams = new EventStreams(new Events(1))
    let may = true
    const stream = streams.stream({ ...ada, still: () => Promise.resolve(may) })
    await vi.advanceTimersByTimeAsync(2 * limits.api.heartbeatMs)
    expect(streams.count).toBe(1)
    may = false
    await vi.advanceTimersByTimeAsync(limits.api.heartbeatMs)
    expect(streams.count).toBe(0)
    expect((await heard(stream, 99)).filter((piece) => piece === ': still here')).toHaveLength(3)
  })

  test('ends with the server', async () => {
    const closing = new AbortController()
    const streams = new EventStreams(new Events(1), { closing: closing.signal })
    const stream = streams.stream(ada)
    closing.abort()
    expect(await heard(stream, 99)).toHaveLength(2)
    expect(streams.count).toBe(0)
  })

  test('leaves nothing behind when its reader goes', async () => {
    const events = new Events(1)
    const streams = new EventStreams(events)
    const reader = streams.stream(ada).getReader()
    await reader.cancel()
    expect(streams.count).toBe(0)
    events.publish('assets', 'works', {})
  })
})

describe('too many streams', () => {
  test('of one account are refused, and one that ends makes room', async () => {
    const api = fakeApi()
    const open = () => api.request('/events', { headers: as('read') })
    const streams = await Promise.all(Array.from({ length: limits.api.eventStreamsPerAccount }, open))
    expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]))
    const refused = await open()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '15'])
    await streams[0]!.body!.cancel()
    expect((await open()).status).toBe(200)
  })

  test('of all accounts are refused', async () => {
    let number = 0
    const identify = (): Promise<Principal> =>
      Promise.resolve({
        account: `one ${number++ >> 2}`,
        role: 'viewer',
        side: 'ot',
        permissions: ['read'],
        via: 'token',
      })
    const api = createApi(fakePlatform({ access: { identify } }))
    const statuses = new Map<number, number>()
    for (let index = 0; index < limits.api.eventStreams + 5; index++) {
      const { status } = await api.request('/events', { headers: { authorization: 'Bearer x' } })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    expect([...statuses]).toEqual([
      [200, limits.api.eventStreams],
      [503, 5],
    ])
  })
})

describe('the route', () => {
  test('takes the last id of a browser, and means nothing by one that was never given', async () => {
    const events = new Events(1)
    events.publish('assets', 'works', {})
    events.publish('assets', 'works', {})
    const api = fakeApi({ events })
    const first = async (id: string) => {
      const answer = await api.request('/events', { headers: { ...as('read'), 'last-event-id': id } })
      expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
      return (await heard(answer.body!, 2))[1]?.split('\n')
    }
    expect(await first('1001')).toMatchObject(['id: 1002', 'event: assets', expect.anything()])
    expect(await first("1' or 1=1")).toMatchObject(['id: 1002', 'event: ready', expect.anything()])
  })

  test('asks whether its reader may go on, and that is no use of a session', async () => {
    vi.useFakeTimers()
    const asked: unknown[] = []
    const principal: Principal = {
      account: 'ada',
      role: 'viewer',
      side: 'ot',
      permissions: ['read'],
      via: 'token',
    }
    const api = fakeApi({
      access: {
        identify: (credentials) => {
          asked.push(credentials.watching)
          return Promise.resolve(asked.length > 2 ? undefined : principal)
        },
      },
    })
    const answer = await api.request('/events', { headers: { authorization: 'Bearer x' } })
    await vi.advanceTimersByTimeAsync(3 * limits.api.heartbeatMs)
    expect(asked).toEqual([undefined, true, true])
    expect((await heard(answer.body!, 99)).length).toBeLessThan(6)
  })
})
