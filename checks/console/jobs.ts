import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type Job, must, SITE } from './job.ts'
import { press, tabTo } from './look.ts'

const overview: Job = {
  title: 'Overview',
  jump: 'o',
  path: `${SITE}/overview`,
  ready: 'text=Assets by level',
  async mouse(page) {
    await page.click('text=I have read this')
    await page.waitForSelector('text=What you see here', { state: 'hidden' })
    await page.locator('section[aria-label="Changed since yesterday"] a').first().click()
    await page.waitForURL(/\/changes/)
  },
  async keyboard(page) {
    await must(tabTo(page, 'section[aria-label="What you see here"] button'), 'no way to the introduction')
    await press(page, 'Enter')
    await page.waitForSelector('text=What you see here', { state: 'hidden' })
    await must(tabTo(page, 'section[aria-label="Assets by role"] a'), 'no way to the assets of a role')
    await press(page, 'Enter')
    await page.waitForURL(/\/assets\?filter=role/)
  },
}

const changes: Job = {
  title: 'Changes',
  jump: 'h',
  path: `${SITE}/changes`,
  ready: '[data-row="0"]',
  async mouse(page) {
    await page.fill('[aria-label="Filter changes"]', 'attribute = firmware')
    await page.keyboard.press('Enter')
    await page.waitForURL(/filter=attribute/)
    await page.click('role=columnheader[name=/When/] >> button')
    await page.waitForURL(/sort=/)
    await page.click('[data-row="0"]', { position: { x: 5, y: 5 } })
    await page.waitForURL(/\/assets\//)
  },
  async keyboard(page) {
    await press(page, '/')
    await page.keyboard.type('no such field = 3')
    await press(page, 'Enter')
    await page.waitForSelector('[aria-label="Filter changes"][aria-invalid]')
    await press(page, 'Control+a')
    await page.keyboard.type('attribute = firmware')
    await press(page, 'Enter')
    await page.waitForURL(/filter=attribute/)
    await page.waitForSelector('[data-row="0"]')
    await must(tabTo(page, '[data-row="0"]'), 'no way to the rows')
    await press(page, 'ArrowDown', 'End', 'Home', 'Enter')
    await page.waitForURL(/\/assets\//)
  },
}

/** Gives the page files, as the dialog of the system would. */
async function give(page: Page, open: () => Promise<void>, files: string[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), open()])
  await chooser.setFiles(files)
}

/** Captures that are sent: `good` is one, `bad` is none. */
export function captures(folder: string, good: string): Job {
  const bad = join(folder, 'holiday.jpg')
  writeFileSync(bad, 'this is no capture, whatever its name says')
  return {
    title: 'Captures',
    jump: 'c',
    path: `${SITE}/captures`,
    ready: 'text=Captures of this site',
    async mouse(page) {
      await give(page, () => page.click('text=Choose captures'), [good, bad])
      await page.waitForSelector('li:has-text("good.pcap") >> text=/^read/', { timeout: 60_000 })
      await page.waitForSelector('li:has-text("holiday.jpg") >> text=/not (read|sent)/', { timeout: 60_000 })
    },
    async keyboard(page) {
      await must(tabTo(page, 'main button'), 'no way to the choice of files')
      await give(page, () => page.keyboard.press('Enter'), [bad])
      await page.waitForSelector('li:has-text("holiday.jpg") >> text=/not (read|sent)/', { timeout: 60_000 })
    },
  }
}

const sensors: Job = {
  title: 'Sensors',
  jump: 's',
  path: `${SITE}/sensors`,
  ready: 'text=Listen on an interface',
  async mouse(page) {
    await page.click('text=Listen on an interface')
    await page.click('[role=dialog] input')
    await page.click('[role=option] >> nth=0')
    await page.keyboard.press('Escape')
  },
  async keyboard(page) {
    await must(tabTo(page, 'main button'), 'no way to a new sensor')
    await press(page, 'Enter')
    await page.waitForSelector('[role=dialog] input:focus')
    await press(page, 'ArrowDown')
    await page.waitForSelector('[role=option]')
    await press(page, 'ArrowDown', 'Enter')
    await page.waitForSelector('[role=dialog] [data-with-remove]')
  },
}

const settings: Job = {
  title: 'Settings',
  jump: 'e',
  path: '/settings?part=accounts',
  ready: 'text=Add a person',
  async mouse(page) {
    await page.click('text=Add a person')
    await page.getByRole('dialog').getByLabel('Name').fill('kim')
    await page.getByRole('dialog').getByLabel('First password').fill('a long first password')
    await page.click('[role=dialog] >> role=button[name="Add"]')
    await page.waitForSelector('td >> text=kim')
    await page.click('role=tab[name="Audit log"]')
    await page.click('text=Verify the chain')
    await page.waitForSelector('text=none changed, none missing')
  },
  async keyboard(page) {
    await must(tabTo(page, '[role=tab][aria-selected=true]'), 'no way to the parts')
    await press(page, 'ArrowRight')
    await page.waitForURL(/part=tokens/)
    await must(tabTo(page, '[role=tabpanel] button'), 'no way to a new token')
    await press(page, 'Enter')
    await page.waitForSelector('[role=dialog] input:focus')
    await page.keyboard.type('historian')
    await press(page, 'Enter')
    await page.waitForSelector('text=shown only this once')
  },
}

export const jobs: readonly Job[] = [overview, changes, sensors, settings]
