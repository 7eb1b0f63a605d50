import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeCapture } from '../../hub/capture-file.ts'
import { Hub } from '../../hub/hub.ts'
import { simulatedWorks, until } from '../../hub/testing.ts'
import type { ImportJob } from '../../model/import-job.ts'
import type { SensorState } from '../../model/sensing.ts'
import { simulate } from '../../simulate/simulate.ts'
import { StoreRefusal } from '../../store/contract.ts'
import type { Api } from '../app.ts'
import { as, fakeApi } from '../testing.ts'

const CAPTURES = '/sites/works/captures'
const SENSORS = '/sites/works/sensors'

let folder = ''
let hub: Hub
let api: Api
const audited: string[] = []
let refusing = false
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'routes-'))
  hub = await Hub.open(folder, { simulated: simulatedWorks() })
  await hub.store.putSite({ id: 'works', title: 'Water works' })
  api = fakeApi({
    ...{ store: hub.store, sensors: hub.sensors, jobs: hub.jobs, interfaces: hub.interfaces },
    access: {
      audit: (_, what) => {
        audited.push(what)
        return Promise.resolve()
      },
      change: async ({ what, details }, change) => {
        if (refusing) throw new StoreRefusal('busy', 'the log takes nothing now')
        await hub.store.commit(change)
        audited.push(`${what} ${(details as { id: string }).id}`)
      },
    },
  })
})
afterAll(async () => {
  await hub.close()
  rmSync(folder, { recursive: true })
})

async function ask<T>(path: string, init: RequestInit = {}): Promise<{ status: number; body: T }> {
  const answer = await api.request(path, { headers: as(), ...init })
  const text = await answer.text()
  return { status: answer.status, body: (text === '' ? undefined : JSON.parse(text)) as T }
}

describe('captures', () => {
  test('are given as the body, larger than other bodies may be, and become an inventory', async () => {
    const file = join(folder, 'works.pcap')
    const { packets, bytes } = writeCapture(file, simulate({ seed: 3, scene: 'demo', minutes: 10 }))
    expect(bytes).toBeGreaterThan(2_000_000)
    const { openAsBlob } = await import('node:fs')
    const body = await openAsBlob(file)
    const given = await ask<ImportJob>(`${CAPTURES}?name=works.pcap`, { method: 'POST', body })
    expect(given).toMatchObject({ status: 201, body: { name: 'works.pcap', size: bytes, by: 'ada' } })
    const { id } = given.body
    await until('it is done', async () => (await ask<ImportJob>(`${CAPTURES}/${id}`)).body.state === 'done')
    expect((await ask<ImportJob[]>(CAPTURES)).body).toMatchObject([{ id, packets, progress: 1 }])
    const { body: assets } = await ask<{ items: unknown[] }>('/sites/works/assets')
    expect(assets.items.length).toBeGreaterThan(8)
    expect((await ask(`${CAPTURES}/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await ask(`${CAPTURES}/${id}`)).status).toBe(404)
    expect(audited).toEqual(expect.arrayContaining(['capture-given', 'capture-removed']))
  }, 60_000)

  test('announced too large are refused', async () => {
    const headers = { ...as(), 'content-length': '99000000000000' }
    expect((await ask(CAPTURES, { method: 'POST', headers, body: 'x' })).status).toBe(413)
  })

  test('need a permission', async () => {
    const answer = await ask(CAPTURES, { method: 'POST', headers: as('read'), body: 'x' })
    expect(answer.status).toBe(403)
  })
})

describe('sensors', () => {
  test('are listed, stopped, started and removed', async () => {
    const { id } = await hub.sensors.add('works', { title: 'Demo', interfaces: ['works0'] }, 'demo')
    expect((await ask<SensorState[]>(SENSORS)).body).toMatchObject([{ id, title: 'Demo', kind: 'demo' }])
    const runs = (on: boolean) => ({
      method: 'PATCH',
      headers: { ...as(), 'content-type': 'application/json' },
      body: JSON.stringify({ runs: on }),
    })
    expect((await ask<SensorState>(`${SENSORS}/${id}`, runs(false))).body.state).toBe('stopped')
    expect((await ask<SensorState>(`${SENSORS}/${id}`, runs(true))).status).toBe(200)
    // What cannot be told to the log is not done.
    refusing = true
    expect((await ask(`${SENSORS}/${id}`, runs(false))).status).toBeGreaterThanOrEqual(400)
    expect((await ask(`${SENSORS}/${id}`, { method: 'DELETE' })).status).toBeGreaterThanOrEqual(400)
    refusing = false
    await until('it still listens', () => hub.sensors.get('works', id).state === 'listening')
    expect((await ask(`${SENSORS}/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await ask(`${SENSORS}/${id}`, { method: 'DELETE' })).status).toBe(404)
    const told = audited.filter((one) => one.startsWith('sensor-'))
    expect(told).toEqual(['stopped', 'started', 'removed'].map((what) => `sensor-${what} ${id}`))
  }, 60_000)

  test('on an interface that is not there are refused in words', async () => {
    const settings = { title: 'x', interfaces: ['nowhere0'] }
    const headers = { ...as(), 'content-type': 'application/json' }
    const answer = await ask<{ detail: string }>(SENSORS, {
      method: 'POST',
      headers,
      body: JSON.stringify(settings),
    })
    expect(answer).toMatchObject({ status: 400 })
    expect(answer.body.detail).toContain("there is no interface 'nowhere0'")
  })

  test('know the interfaces of the machine', async () => {
    const { body } = await ask<{ name: string }[]>('/interfaces')
    expect(body.map(({ name }) => name)).toContain('lo')
  })
})
