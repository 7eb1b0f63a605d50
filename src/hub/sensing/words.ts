import type { InterfaceState } from '../../capture/live.ts'
import type { Analysis } from '../../model/analysis.ts'
import type { Told } from '../batches.ts'
import type { KeptCoverage } from '../sensor-coverage.ts'

/** What a watch tells, and now and then what it could not see. */
export interface Seen extends Told {
  coverage?: KeptCoverage
}

/** What came since the last news. */
export interface News extends Seen {
  /** Number of the analysis that tells it; each begins with nothing known. */
  generation: number
}

export type GapRow = NonNullable<Analysis['coverage']['gaps']>[number]

/** How a sensing thread is doing. */
export interface SensingState {
  interfaces: (InterfaceState & {
    packets: number
    /** Packets a second. */
    rate: number
    lost: number
    /** The latest gaps. */
    gaps: GapRow[]
  })[]
  /** What a person should know, in words. */
  remarks: string[]
}

/** What a sensing thread says. */
export type SensingReport =
  /** It could not begin; the thread ends. */
  | { kind: 'refused'; reason: string }
  | { kind: 'listening' }
  | { kind: 'state'; state: SensingState }
  /** Nothing more is told until it was taken. */
  | { kind: 'news'; news: News }
  /** It has told everything and ends. */
  | { kind: 'done' }

/** What it is told. */
export type SensingOrder = 'taken' | 'stop'
