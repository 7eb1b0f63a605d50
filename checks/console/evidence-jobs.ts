import { type Job, must, SITE } from './job.ts'
import { press, tabTo } from './look.ts'

/** The PLC of the treatment, which tells what it is. */
const PLC = `${SITE}/assets/10.20.1.12`

const assets: Job = {
  title: 'Assets',
  jump: 'a',
  path: `${SITE}/assets`,
  ready: '[data-row="0"]',
  async mouse(page) {
    await page.click('text=Narrow down')
    await page.click('[role=dialog] >> text=PLC')
    await page.waitForURL(/filter=role/)
    await page.keyboard.press('Escape')
    await page.waitForSelector('[data-row="5"]', { state: 'detached' })
    await page.locator('[data-row="0"] a').first().click()
    await page.waitForSelector('h2:text-is("Identity")')
  },
  async keyboard(page) {
    await press(page, '/')
    await page.keyboard.type('vendor ~ siemens')
    await press(page, 'Enter')
    await page.waitForURL(/filter=vendor/)
    await must(tabTo(page, '[data-row="0"]'), 'no way to the rows')
    await press(page, 'Enter')
    await page.waitForSelector('h2:text-is("Identity")')
  },
}

/** From an asset to the packet behind a claim, and back to what a person knows better. */
const asset: Job = {
  title: 'Asset',
  path: PLC,
  ready: 'h2:text-is("Identity")',
  async mouse(page) {
    await page.click('role=button[name="Say what it is"]')
    await page.click('role=menuitem[name=/Name it/]')
    await page.fill('[role=dialog] input', 'Filter PLC')
    await page.click('role=button[name="Say so"]')
    await page.waitForSelector('h1:has-text("Filter PLC")')
    await page.click('role=tab[name="Said by people"]')
    await page.click('role=button[name="Take back"]')
    await page.waitForSelector('text=taken back by')
    await page.waitForSelector('h1:has-text("Filter PLC")', { state: 'detached' })
  },
  async keyboard(page) {
    await must(tabTo(page, 'section[aria-label="Identity"] a'), 'no way to the packet behind a claim')
    await press(page, 'Enter')
    await page.waitForSelector('[role=treeitem]')
    await must(tabTo(page, '[role=treeitem]'), 'no way to the fields of the packet')
    await press(page, 'End', 'ArrowUp', 'ArrowRight', 'ArrowDown')
    await page.waitForSelector('[role=treeitem][aria-selected=true]')
  },
}

const activity: Job = {
  title: 'Activity',
  jump: 'v',
  path: `${SITE}/activity`,
  ready: '[data-row="0"]',
  async mouse(page) {
    await page.click('text=Only what changes something')
    await page.waitForURL(/filter=/)
    await page.waitForSelector('[role=gridcell]:text-is("read")', { state: 'detached' })
    await page.click('[data-row="0"]', { position: { x: 5, y: 5 } })
    await page.waitForSelector('[role=treeitem]')
  },
  async keyboard(page) {
    await must(tabTo(page, '[role=tab][aria-selected=true]'), 'no way to the lists')
    await press(page, 'ArrowRight')
    await page.waitForURL(/list=conversations/)
    await must(tabTo(page, 'section[aria-label="Timeline"] button'), 'no way to a stretch of time')
    await press(page, 'Enter')
    await page.waitForURL(/from=/)
  },
}

/** Pages that lead to evidence. */
export const evidenceJobs: readonly Job[] = [assets, asset, activity]
