import type { Analysis } from '../model/analysis.ts'

/** How a report can be written. */
export type Format = 'text' | 'json' | 'html'
export const FORMATS: readonly Format[] = ['text', 'json', 'html']

/** Exit codes: 0 done, 2 not a capture or not a known option. */
export const EXIT_OK = 0
export const EXIT_REFUSED = 2

/** An analysis in one of the formats. */
export async function render(analysis: Analysis, format: Format): Promise<string> {
  if (format === 'json') return `${JSON.stringify(analysis, undefined, 1)}\n`
  if (format === 'html') return (await import('../report/html.ts')).htmlReport(analysis)
  return (await import('../report/text.ts')).textReport(analysis)
}

/** Writes to stdout and waits until it is taken; a reader that left early (`| head`) is no error. */
export async function print(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error === null || error === undefined || (error as NodeJS.ErrnoException).code === 'EPIPE')
        resolve()
      else reject(error)
    })
  })
}
