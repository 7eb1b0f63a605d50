import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { RECORDERS, type Recorder } from '../../src/capture/recorder.ts'

export const MONITORED = 'mon0'
export const SOURCE = 'src0'
const PROGRAM = fileURLToPath(new URL('../../bin/sightglass.mjs', import.meta.url))
const WAIT_MS = 30_000
const POLL_MS = 50

/** What this machine lacks for the check, in words. */
export function missing(): string | undefined {
  if (process.getuid?.() !== 0) return 'network namespaces need root'
  if (!installed('ip')) return 'no ip (iproute2)'
  if (!installed('tcpreplay')) return 'no tcpreplay'
  if (!RECORDERS.some(installed)) return 'neither dumpcap nor tcpdump'
  const name = `sightglass-try-${process.pid}`
  const made = spawnSync('ip', ['netns', 'add', name])
  if (made.status !== 0) return `network namespaces cannot be made here (${String(made.stderr).trim()})`
  spawnSync('ip', ['netns', 'del', name])
  return undefined
}

function installed(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined
}

/** A network namespace with a pair of virtual interfaces: what is replayed into one end arrives at the other. Nothing leads out. */
export class Segment {
  readonly folder = mkdtempSync(join(tmpdir(), 'sightglass-live-'))
  private readonly name = `sightglass-${process.pid}`

  has(recorder: Recorder): boolean {
    return installed(recorder)
  }

  make(): void {
    this.ip('netns', 'add', this.name)
    this.plug()
  }

  /** Connects the two interfaces. */
  plug(): void {
    this.ip('-n', this.name, 'link', 'add', 'name', MONITORED, 'type', 'veth', 'peer', 'name', SOURCE)
    // The kernel's own IPv6 and ARP would speak on any interface that is up; a sensor's interface is set up without them.
    for (const one of [MONITORED, SOURCE]) {
      this.run('sysctl', '-qw', `net.ipv6.conf.${one}.disable_ipv6=1`)
      this.ip('-n', this.name, 'link', 'set', one, 'arp', 'off', 'up')
    }
  }

  /** Takes both interfaces away. */
  unplug(): void {
    this.ip('-n', this.name, 'link', 'del', MONITORED)
  }

  /** Removes all that `make` made, and ends what runs inside. */
  remove(): void {
    this.endAll()
    spawnSync('ip', ['netns', 'del', this.name])
  }

  /** Ends what still runs inside. */
  endAll(): void {
    for (const pid of this.pids()) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It ended by itself meanwhile.
      }
    }
  }

  /** Processes that run inside. */
  pids(): number[] {
    const { stdout } = spawnSync('ip', ['netns', 'pids', this.name], { encoding: 'utf8' })
    return stdout.split('\n').filter(Boolean).map(Number)
  }

  /** Packets that the monitored interface sent since it was made. */
  sent(): number {
    return Number(this.run('cat', `/sys/class/net/${MONITORED}/statistics/tx_packets`))
  }

  /** Replays a capture into the other end and waits until it is over. */
  async replay(capture: string, ...how: string[]): Promise<void> {
    await this.send(SOURCE, capture, how)
  }

  /** Sends a capture from the monitored end, as nothing else here does. */
  async speak(capture: string): Promise<void> {
    await this.send(MONITORED, capture, [])
  }

  private async send(from: string, capture: string, how: readonly string[]): Promise<void> {
    const child = this.spawn('tcpreplay', ['-q', '-i', from, ...how, capture])
    const code = await ended(child)
    if (code !== 0) throw new Error(`tcpreplay ended with ${code}`)
  }

  /** Starts a sensor and waits until it listens. */
  async listen(recorder: Recorder, report: string, ...more: string[]): Promise<Sensor> {
    const words = ['--interface', MONITORED, '--with', recorder, '--format', 'json', '--out', report]
    const child = this.spawn(process.execPath, [PROGRAM, 'sensor', ...words, ...more])
    const sensor = new Sensor(child)
    await until(() => sensor.said.includes('listening on') || child.exitCode !== null)
    if (child.exitCode !== null) throw new Error(`the sensor did not start: ${sensor.said}`)
    return sensor
  }

  private spawn(program: string, args: readonly string[]): ChildProcess {
    return spawn('ip', ['netns', 'exec', this.name, program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  }

  private run(program: string, ...args: string[]): string {
    return done(spawnSync('ip', ['netns', 'exec', this.name, program, ...args], { encoding: 'utf8' }))
  }

  private ip(...args: string[]): void {
    done(spawnSync('ip', args, { encoding: 'utf8' }))
  }
}

/** A sensor that runs; `ip netns exec` becomes the program it starts, so signals reach it. */
export class Sensor {
  said = ''
  told = ''
  readonly child: ChildProcess

  constructor(child: ChildProcess) {
    this.child = child
    child.stderr?.on('data', (text) => (this.said += text))
    child.stdout?.on('data', (text) => (this.told += text))
  }

  /** Asks it to stop, and gives its exit code. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM')
    return await ended(this.child)
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await ended(this.child)
  }
}

/** Waits until something holds, but not for ever; gives whether it does. */
export async function until(holds: () => boolean, mostMs = WAIT_MS): Promise<boolean> {
  for (let waited = 0; waited < mostMs; waited += POLL_MS) {
    if (holds()) return true
    await sleep(POLL_MS)
  }
  return holds()
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (!(await until(() => child.exitCode !== null || child.signalCode !== null))) child.kill('SIGKILL')
  return child.exitCode
}

function done(result: { status: number | null; stdout: string; stderr: string }): string {
  if (result.status !== 0) throw new Error(result.stderr.trim())
  return result.stdout.trim()
}
