import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Recorder } from '../../src/capture/recorder.ts'
import { readCaptures } from '../../src/cli/read.ts'
import { EvidenceFolder } from '../../src/evidence/folder.ts'
import { Shelf } from '../../src/evidence/shelf.ts'
import { writeCapture } from '../../src/hub/capture-file.ts'
import { partiesOfPackets } from '../../src/hub/parties.ts'
import { type Analysis, analysisSchema } from '../../src/model/analysis.ts'
import { emptyFrame, type Frame } from '../../src/model/frame.ts'
import { simulate } from '../../src/simulate/simulate.ts'
import { DEMO_MINUTES } from '../../src/simulate/story.ts'
import { analysisOf } from '../lib/analysis.ts'
import { MONITORED, type Segment, SOURCE, until } from './segment.ts'

/** What a scene showed, and what should not have been. */
export interface Verdict {
  facts: string
  wrong: string[]
}

/** Packets a second: calm enough that nothing may be lost, fast enough for a check. */
const CALM = ['--pps=8000']
const FAST = ['--topspeed']
/** So many packets a killed sensor must have handed over by then. */
const KEPT_LEAST = 10_000
/** Time for packets on their way to arrive. */
const SETTLE_MS = 1500

/** Traffic is seen whole, and gives what the file gives. */
export async function everyPacket(segment: Segment, recorder: Recorder): Promise<Verdict> {
  const wrong: string[] = []
  const { capture, packets } = demonstration(segment)
  const report = join(segment.folder, 'report.json')
  const sensor = await segment.listen(recorder, report)
  silent(segment, 'at its start', wrong)
  const over = segment.replay(capture, ...CALM)
  await sleep(SETTLE_MS)
  silent(segment, 'while running', wrong)
  await over
  await sleep(SETTLE_MS)
  const code = await sensor.stop()
  silent(segment, 'at its stop', wrong)
  if (code !== 0) return { facts: '', wrong: [...wrong, `the sensor ended with ${code}: ${sensor.said}`] }
  const live = analysisSchema.parse(JSON.parse(readFileSync(report, 'utf8')))
  accounted(live, packets, wrong)
  const file = await analysisOf(capture)
  for (const part of ['assets', 'operations', 'conversations'] as const) {
    const [heard, read] = [timeless(live[part]), timeless(file[part])]
    const strange = heard.filter((one) => !read.includes(one))
    const lacking = read.filter((one) => !heard.includes(one))
    if (strange.length + lacking.length > 0)
      wrong.push(
        `${part}: ${strange.length} only live, ${lacking.length} only in the file, e.g. ${strange[0]} / ${lacking[0]}`,
      )
  }
  if (!sensor.told.includes('stopped')) wrong.push('nothing was told while it happened')
  return {
    facts: `${live.coverage.packets} packets, ${live.assets.length} assets, ${live.operations.length} operations`,
    wrong,
  }
}

/** Two interfaces at once: the packets of both come, each numbered for itself. */
export async function twoInterfaces(segment: Segment, recorder: Recorder): Promise<Verdict> {
  const wrong: string[] = []
  const capture = join(segment.folder, 'few.pcap')
  const { packets } = writeCapture(capture, padded(2000, 100))
  const report = join(segment.folder, 'two.json')
  // The other end hears what it sends, so each packet comes twice.
  const sensor = await segment.listen(recorder, report, '--interface', SOURCE)
  await segment.replay(capture, ...CALM)
  await sleep(SETTLE_MS)
  const code = await sensor.stop()
  if (code !== 0) return { facts: '', wrong: [`the sensor ended with ${code}: ${sensor.said}`] }
  const live = analysisSchema.parse(JSON.parse(readFileSync(report, 'utf8')))
  accounted(live, 2 * packets, wrong)
  for (const one of live.captures)
    if (one.packets !== packets) wrong.push(`${one.path} gave ${one.packets} of ${packets} packets`)
  if (live.captures[1]?.notes.some((note) => note.startsWith(`sent ${packets} packets`)) !== true)
    wrong.push('nothing tells that the second interface was sent from')
  silent(segment, 'with two interfaces', wrong)
  return { facts: live.captures.map((one) => `${one.packets} on ${one.path}`).join(', '), wrong }
}

/** A killed sensor's ring holds every packet it had handed over, whole, and the next sensor goes on behind them. */
export async function killedRing(segment: Segment, recorder: Recorder): Promise<Verdict> {
  const wrong: string[] = []
  const { capture } = demonstration(segment)
  const folder = join(segment.folder, `ring-${recorder}`)
  const keep = ['--ring', folder]
  const sensor = await segment.listen(recorder, join(segment.folder, 'ring.json'), ...keep)
  const over = segment.replay(capture, ...CALM)
  await sleep(3 * SETTLE_MS)
  await sensor.kill()
  await over
  segment.endAll()
  const whole = kept(folder)
  const few = join(segment.folder, 'few.pcap')
  const { packets } = writeCapture(few, padded(50, 100))
  const next = await segment.listen(recorder, join(segment.folder, 'ring.json'), ...keep)
  await segment.replay(few, ...CALM)
  await sleep(SETTLE_MS)
  const code = await next.stop()
  if (code !== 0) wrong.push(`the next sensor ended with ${code}: ${next.said}`)
  const all = kept(folder)
  const file = new Map<number, string>()
  await readCaptures([capture], (frame) => file.set(frame.packet, bytesOf(frame)), true)
  const torn = whole.filter((one) => file.get(one.packet) !== one.bytes).length
  if (torn > 0) wrong.push(`${torn} of ${whole.length} kept packets are not those of the capture`)
  if (whole.length < KEPT_LEAST) wrong.push(`only ${whole.length} packets were kept`)
  if (all.length !== whole.length + packets)
    wrong.push(`${packets} more made ${all.length} of ${whole.length}`)
  if (all.some((one, index) => one.packet !== index + 1)) wrong.push('the numbers have gaps')
  silent(segment, 'with a ring', wrong)
  return {
    facts: `${whole.length} packets kept before it was killed, ${all.length - whole.length} after`,
    wrong,
  }
}

function kept(path: string): { packet: number; bytes: string }[] {
  const shelf = new Shelf(new EvidenceFolder(path), partiesOfPackets())
  return Array.from(shelf.carve({}), (one) => ({ packet: one.packet, bytes: bytesOf(one) }))
}

function bytesOf({ bytes, start, end }: Pick<Frame, 'bytes' | 'start' | 'end'>): string {
  return Buffer.from(bytes.subarray(start, end)).toString('latin1')
}

/** Neither a sensor that dies nor the capture program it leaves behind sends anything. */
export async function crash(segment: Segment, recorder: Recorder): Promise<Verdict> {
  const wrong: string[] = []
  const { capture } = demonstration(segment)
  const sensor = await segment.listen(recorder, join(segment.folder, 'crash.json'))
  const over = segment.replay(capture, ...CALM)
  await sleep(SETTLE_MS)
  await sensor.kill()
  silent(segment, 'after it was killed', wrong)
  await over
  const gone = await until(() => segment.pids().length === 0, SETTLE_MS)
  // tcpdump may miss that nobody reads any more, when it stands between two blocks of the kernel's ring; it still only listens.
  if (!gone && recorder !== 'tcpdump')
    wrong.push('the capture program outlived the sensor, though packets came')
  silent(segment, 'after all was over', wrong)
  segment.endAll()
  return {
    facts: `killed with signal 9; its ${recorder} ${gone ? 'ended with it' : 'stayed, and sent nothing'}`,
    wrong,
  }
}

/** An interface that is taken away and put back is heard again, and the time between is told. */
export async function goneAndBack(segment: Segment, recorder: Recorder): Promise<Verdict> {
  const wrong: string[] = []
  const capture = join(segment.folder, 'few.pcap')
  const { packets } = writeCapture(capture, padded(500, 100))
  const report = join(segment.folder, 'gone.json')
  const sensor = await segment.listen(recorder, report)
  await segment.replay(capture, ...CALM)
  await sleep(SETTLE_MS)
  segment.unplug()
  await sleep(SETTLE_MS)
  segment.plug()
  // One more try may be due only after the next, longer wait.
  await sleep(4 * SETTLE_MS)
  await segment.replay(capture, ...CALM)
  await sleep(SETTLE_MS)
  silent(segment, 'after it came back', wrong)
  const code = await sensor.stop()
  if (code !== 0) return { facts: '', wrong: [...wrong, `the sensor ended with ${code}: ${sensor.said}`] }
  const live = analysisSchema.parse(JSON.parse(readFileSync(report, 'utf8')))
  accounted(live, 2 * packets, wrong)
  if (live.coverage.gaps?.some((one) => one.packets === null) !== true)
    wrong.push('nothing tells that the interface was away')
  silent(segment, 'at its stop', wrong)
  return { facts: live.captures[0]?.notes.join('; ') ?? '', wrong }
}

/** More than the kernel can hold while the capture program stands still. */
export async function overload(segment: Segment, recorder: Recorder): Promise<Verdict> {
  const wrong: string[] = []
  const capture = join(segment.folder, 'large.pcap')
  const loops = 120
  const { packets } = writeCapture(capture, padded(1000, 1400))
  const report = join(segment.folder, 'overload.json')
  const sensor = await segment.listen(recorder, report)
  const programs = segment.pids().filter((pid) => pid !== sensor.child.pid)
  for (const pid of programs) process.kill(pid, 'SIGSTOP')
  await segment.replay(capture, ...FAST, `--loop=${loops}`)
  for (const pid of programs) process.kill(pid, 'SIGCONT')
  await sleep(3 * SETTLE_MS)
  const code = await sensor.stop()
  if (code !== 0) return { facts: '', wrong: [...wrong, `the sensor ended with ${code}: ${sensor.said}`] }
  const live = analysisSchema.parse(JSON.parse(readFileSync(report, 'utf8')))
  accounted(live, loops * packets, wrong)
  if (lostIn(live) === 0) wrong.push('nothing was lost: the check did not reach its aim')
  silent(segment, 'at its stop', wrong)
  return { facts: `${live.coverage.packets} seen and ${lostIn(live)} lost of ${loops * packets}`, wrong }
}

/** The counter that every scene looks at does count: one packet sent on purpose is found. */
export async function counterCounts(segment: Segment): Promise<Verdict> {
  const capture = join(segment.folder, 'one.pcap')
  writeCapture(capture, padded(1, 100))
  await segment.speak(capture)
  const sent = segment.sent()
  return { facts: `${sent} sent`, wrong: sent === 1 ? [] : [`one packet was sent, ${sent} were counted`] }
}

function demonstration(segment: Segment): { capture: string; packets: number } {
  const capture = join(segment.folder, 'demo.pcap')
  const frames = simulate({ seed: 7, scene: 'demo', minutes: DEMO_MINUTES })
  return { capture, packets: writeCapture(capture, frames).packets }
}

/** Packets of a private use (ethertype 0x88b5, IEEE 802 local experimental), numbered. */
function* padded(count: number, bytes: number): Generator<Frame> {
  const frame: Frame = { ...emptyFrame(), bytes: new Uint8Array(bytes), end: bytes, wireLength: bytes }
  frame.bytes.set([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0, 0, 1, 0x88, 0xb5])
  for (let number = 0; number < count; number++) {
    new DataView(frame.bytes.buffer).setUint32(14, number)
    frame.nanos = number
    yield frame
  }
}

function silent(segment: Segment, when: string, wrong: string[]): void {
  const sent = segment.sent()
  if (sent !== 0) wrong.push(`${MONITORED} sent ${sent} packets ${when}`)
}

function lostIn({ coverage }: Analysis): number {
  return (coverage.gaps ?? []).reduce((sum, one) => sum + (one.packets ?? 0), 0)
}

/** Every packet that was sent was seen, or counted as lost. */
function accounted(live: Analysis, packets: number, wrong: string[]): void {
  const lost = lostIn(live)
  const { packets: seen } = live.coverage
  if (seen + lost !== packets) wrong.push(`${packets} sent, ${seen} seen and ${lost} lost`)
}

/** Rows without what must differ between a file and a later replay of it: when, and what the capture is called. */
function timeless(rows: readonly object[]): string[] {
  const vary = new Set(['time', 'last', 'first', 'firstSeen', 'lastSeen', 'capture'])
  return rows.map((row) => JSON.stringify(row, (key, value) => (vary.has(key) ? undefined : value)))
}
