import { limits } from '../base/limits.ts'
import { COVERAGE, type Coverage, type SensorCoverage, sensorCoverageSchema } from '../model/coverage.ts'
import { type Documents, isConflict } from '../model/document.ts'

/** The part of a coverage that is kept. */
export type KeptCoverage = Omit<SensorCoverage, 'time'>

/** What is kept of a coverage, of bounded size. */
export function keptOf({
  packets,
  cutPackets,
  damagedPackets,
  lostBytes,
  notes,
}: KeptCoverage): KeptCoverage {
  const few = notes
    .slice(0, limits.overview.notesKept)
    .map((one) => one.slice(0, limits.overview.noteCharacters))
  return { packets, cutPackets, damagedPackets, lostBytes, notes: few }
}

/**
 * Keeps what a sensor could not see, in place of what it said before; written after its batch. Where two write at once, one of them wins:
 * both say what was so a moment ago.
 */
export async function putCoverage(
  documents: Documents,
  { site, sensor, time }: { site: string; sensor: string; time: string },
  coverage: Coverage | KeptCoverage,
): Promise<void> {
  const body: SensorCoverage = { time, ...keptOf(coverage) }
  const revision = (await documents.document(site, COVERAGE, sensor))?.revision ?? 0
  try {
    await documents.commit({ put: [{ site, kind: COVERAGE, id: sensor, revision, body }] })
  } catch (error) {
    if (!isConflict(error)) throw error
  }
}

/** What the sensors of a site said last. */
export async function coverageTold(documents: Documents, site: string): Promise<SensorCoverage[]> {
  const page = await documents.documents(site, COVERAGE, { limit: limits.overview.sensors })
  return page.flatMap(({ body }) => sensorCoverageSchema.safeParse(body).data ?? [])
}
