import type { Analysis } from '../model/analysis.ts'
export function htmlReport(analysis: Analysis): string {
  return JSON.stringify(analysis)
}
