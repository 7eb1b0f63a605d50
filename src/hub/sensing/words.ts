import type { InterfaceState } from '../../capture/live.ts'
import type { Analysis } from '../../model/analysis.ts'
import type { Told } from '../batches.ts'

/** What came since the last news. */
export interface News extends Told {
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
