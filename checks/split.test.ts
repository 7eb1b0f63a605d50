import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readCaptures } from '../src/cli/read.ts'
import { CaptureFile, writeCapture } from '../src/hub/capture-file.ts'
import type { Analysis } from '../src/model/analysis.ts'
import { simulate } from '../src/simulate/simulate.ts'
import { analysisOf } from './lib/analysis.ts'
import { CORPUS, SKIPPED } from './lib/corpus.ts'

/** A capture cut into two files shows the same plant and the same operations, whatever fell on which side of the cut. */

const folder = mkdtempSync(join(tmpdir(), 'sightglass-split-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the simulated works are the same out of two files', { timeout: 60_000 }, async () => {
  const whole = join(folder, 'works.pcap')
  writeCapture(whole, simulate({ seed: 3, scene: 'demo', minutes: 10 }))
  const [one, two] = await both(whole)
  expect(one.operations.length).toBeGreaterThan(20)
  expect(two.assets).toEqual(one.assets)
  expect(two.operations).toEqual(one.operations)
})

/** Captures with identification, programming, telecontrol and a switched network among them. */
const CAPTURES = [
  'dev/plant1/benign__mb2__afe60d.pcap',
  'dev/bacnet/coverage__bacnet-services__0469ba.pcap',
  'dev/profinet-lldp/benign__simens__94368f.pcapng',
  'dev/s7comm/attack__s7_all__0d7bad.pcap',
  'dev/enip-cip/attack__eip-controlprotocolchangeattempt__664798.pcap',
  'dev/qut-dnp3-substation/attack__qut-dnp3-masquerade-train__cb456a.pcap',
  'dev/modbus-scada-attack/attack__send_a_fake_command_modbus_6rtu_with_operate__d7be81.pcap',
]

test.each(CAPTURES)('%s is the same out of two files', { timeout: 60_000 }, async (path) => {
  if (CORPUS === undefined) {
    process.stdout.write(`${SKIPPED}\n`)
    return
  }
  const [one, two] = await both(join(CORPUS, path))
  expect(one.assets.length).toBeGreaterThan(1)
  expect(two.assets).toEqual(one.assets)
  expect(two.operations).toEqual(one.operations)
})

/** What the capture says whole and cut in two, apart from packet numbers and file names. */
async function both(whole: string): Promise<[Summary, Summary]> {
  const parts = await cutInTwo(whole)
  return [summary(await analysisOf(whole)), summary(await analysisOf(...parts))]
}

async function cutInTwo(path: string): Promise<[string, string]> {
  const first = join(folder, `1-${basename(path)}`)
  const second = join(folder, `2-${basename(path)}`)
  let packets = 0
  await readCaptures([path], () => packets++, true)
  const files = [new CaptureFile(first), new CaptureFile(second)]
  let at = 0
  await readCaptures([path], (frame) => files[at++ < packets / 2 ? 0 : 1]!.write(frame), true)
  for (const file of files) file.close()
  return [first, second]
}

interface Summary {
  assets: unknown[]
  operations: string[]
}

function summary({ assets, operations }: Analysis): Summary {
  const plain = (one: { evidence: readonly { attribute: string; value: string; protocol: string }[] }) =>
    one.evidence.map(({ attribute, value, protocol }) => `${attribute} ${value} by ${protocol}`).sort()
  return {
    assets: assets.map(({ evidence: _, modules, firstSeen, lastSeen, ...asset }) => ({
      ...asset,
      firstSeen,
      lastSeen,
      modules: modules.map((one) => ({ ...one, evidence: plain(one) })),
      evidence: plain({ evidence: _ }),
    })),
    operations: operations
      .map((one) =>
        [
          one.verb,
          one.protocol,
          one.function,
          one.initiator,
          one.responder,
          one.target.object,
          one.outcome,
          one.count,
        ].join(' | '),
      )
      .sort(),
  }
}
