import type { Instant } from '../base/time.ts'

/** A stretch of time in which packets were lost, or may have been: the observation that something could not be observed. */
export interface Gap {
  /** Index of the capture or interface, as in `Frame.capture`. */
  capture: number
  from: Instant
  to: Instant
  /** How many packets; undefined when nobody could count them. */
  packets: number | undefined
  /** Plain words that follow "because". */
  reason: string
}
