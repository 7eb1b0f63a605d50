/** One capture as it was read. */
export interface CaptureSummary {
  path: string
  packets: number
  bytes: number
  first: string | null
  last: string | null
  notes: string[]
}
