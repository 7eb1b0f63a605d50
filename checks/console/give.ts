import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const READ_MS = 120_000
const LOOK_MS = 300

/** Makes a site and gives it a capture through the API, as whoever is signed in on the page; done when it has been read. */
export async function giveCapture(page: Page, site: string, file: string): Promise<void> {
  const { origin } = new URL(page.url())
  const home = `${origin}/api/v1/sites/${site}`
  const headers = { origin }
  const made = await page.request.put(home, { headers, data: { title: 'Ridgewater water works' } })
  if (!made.ok()) throw new Error(`the site is refused: ${await made.text()}`)
  const given = await page.request.post(`${home}/captures?name=demo.pcap`, {
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    data: readFileSync(file),
  })
  if (!given.ok()) throw new Error(`the capture is refused: ${await given.text()}`)
  const { id } = (await given.json()) as { id: string }
  const until = Date.now() + READ_MS
  for (;;) {
    const job = (await (await page.request.get(`${home}/captures/${id}`)).json()) as { state: string }
    if (job.state === 'done') return
    if (job.state === 'failed' || Date.now() > until) throw new Error(`the capture is ${job.state}`)
    await page.waitForTimeout(LOOK_MS)
  }
}
