import { createReadStream, mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { ServeError } from '../api/server.ts'
import { instantOf } from '../base/time.ts'
import type { Command } from '../capture/recording.ts'
import { writeCapture } from '../hub/capture-file.ts'
import type { Hub } from '../hub/hub.ts'
import type { Frame } from '../model/frame.ts'
import { simulate } from '../simulate/simulate.ts'
import { DEMO_MINUTES } from '../simulate/story.ts'
import { print } from './output.ts'
import { inWords, type Serving, serving, untilAsked } from './serve.ts'

const PROGRAM = fileURLToPath(new URL('../../bin/sightglass.mjs', import.meta.url))
const SITE = 'ridgewater'
const TITLE = 'Ridgewater water works (simulated)'
const HOST = '127.0.0.1'
const FIRST_PORT = 8470
const PORTS_TRIED = 20
const HISTORY = 'the last half hour.pcap'
const LOOK_MS = 50
const SEEDS = 1_000_000

export interface DemoOptions {
  data?: string
  listen?: string
}

/** The simulated works of one run: what happened before now, and the program that goes on with it. */
interface Works {
  seed: number
  /** Milliseconds since 1970. */
  begin: number
  now: number
}

/** Runs the platform with the simulated water works, live, until told to stop. Gives the exit code. */
export async function demo(options: DemoOptions): Promise<number> {
  return inWords(async () => {
    const folder = options.data ?? demoFolder()
    const listen = options.listen ?? (await freePlace())
    const now = Date.now()
    const seed = 1 + (Math.floor(now / 1000) % SEEDS)
    const works: Works = { seed, begin: now - DEMO_MINUTES * 60_000, now }
    await serving(folder, { listen }, { simulated: simulating(works) }, async (running) => {
      await populate(running.hub, folder, works)
      await print(welcome(running, folder))
      await untilAsked()
    })
  })
}

/** In the folder where the person is; where that cannot be written, where the data of a person's programs lies. */
function demoFolder(): string {
  const home = process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share')
  for (const folder of [resolve('.sightglass-demo'), join(home, 'sightglass-demo')])
    try {
      mkdirSync(folder, { recursive: true, mode: 0o750 })
      return folder
    } catch (error) {
      process.stderr.write(`sightglass: ${folder} cannot be used (${(error as Error).message})\n`)
    }
  throw new ServeError('found no folder for the data of the demonstration; name one with --data')
}

/** The first place on this machine that nobody listens at. */
async function freePlace(): Promise<string> {
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port++) {
    const server = createServer()
    const free = await new Promise<boolean>((done) => {
      server.once('error', () => done(false))
      server.listen(port, HOST, () => done(true))
    })
    await new Promise((done) => server.close(done))
    if (free) return `${HOST}:${port}`
  }
  throw new ServeError(
    `no port from ${FIRST_PORT} to ${FIRST_PORT + PORTS_TRIED - 1} is free; name a place with --listen`,
  )
}

/** The program that goes on with the works where their history ends; it opens no interface. */
function simulating({ seed, begin, now }: Works): Command {
  const times = ['--begin', new Date(begin).toISOString(), '--from', new Date(now).toISOString()]
  return {
    file: process.execPath,
    args: [PROGRAM, 'simulate', '--live', '--out', '-', '--seed', `${seed}`, ...times],
  }
}

/** The first time, what happened before now is imported and the sensor is set up; later it listens by itself. */
async function populate(hub: Hub, folder: string, works: Works): Promise<void> {
  if (hub.sensors.list(SITE).length > 0) return
  await hub.store.putSite({ id: SITE, title: TITLE })
  const history = join(folder, 'history.pcap')
  try {
    writeCapture(history, before(works))
    const { id } = await hub.jobs.add(SITE, {
      name: HISTORY,
      by: 'the demonstration',
      body: createReadStream(history),
    })
    while (!['done', 'failed', 'cancelled'].includes(hub.jobs.get(SITE, id).state)) await sleep(LOOK_MS)
  } finally {
    rmSync(history, { force: true })
  }
  await hub.sensors.add(
    SITE,
    { title: 'Mirror port of the works (simulated)', interfaces: ['works0'] },
    'demo',
  )
}

/** What the mirror port showed until now. */
function* before({ seed, begin, now }: Works): Generator<Frame> {
  for (const frame of simulate({ seed, scene: 'live', begin: instantOf(begin) })) {
    if (frame.seconds * 1000 + frame.nanos / 1e6 >= now) return
    yield frame
  }
}

function welcome({ server, link }: Serving, folder: string): string {
  const way =
    link === undefined
      ? `  Open the console          ${server.url}\n`
      : `  Open this link, once      ${link}\n  It makes your account; later the console is at ${server.url}\n`
  return `Sightglass watches a simulated water works, live: controllers, operators, an engineer, and an intruder now and then.

${way}
  What it keeps is in       ${folder}   (delete the folder to begin anew)
  To stop it                Ctrl-C

Next: look at a capture of your own
  in the console, Captures: drop the file there
  without a server          npm start -- analyze CAPTURE.pcap --format html --out report.html
or listen to your own plant's mirror port
  npm start -- serve --data FOLDER --interface INTERFACE
`
}
