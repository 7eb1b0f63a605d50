import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { evidenceJobs } from './console/evidence-jobs.ts'
import { giveCapture } from './console/give.ts'
import type { Job } from './console/job.ts'
import { captures, jobs } from './console/jobs.ts'
import { Looker, press, tabTo } from './console/look.ts'
import { type Running, startConsole } from './console/server.ts'

/**
 * Uses the console in a real browser against a real server with the demonstration plant: the main job of each page by mouse and by keyboard,
 * what axe finds, what the browser complains about, and whether it fits. `npm run check:console -- --pictures` takes the pictures anew.
 */

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const PICTURES = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
const WIDTHS = [390, 1024, 1440]
const PASSWORD = 'water runs downhill 12'

async function main(): Promise<void> {
  const executablePath = BROWSERS.find((path) => existsSync(path))
  if (executablePath === undefined) {
    process.stdout.write('skipped: no Chromium\n')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'sightglass-console-'))
  const server = await startConsole(folder)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const wrong = await useConsole(browser, server, [
      ...jobs,
      ...evidenceJobs,
      captures(folder, server.capture),
    ])
    process.exitCode = wrong === 0 ? 0 : 1
  } finally {
    await browser.close()
    await server.stop()
    rmSync(folder, { recursive: true })
  }
}

async function useConsole(browser: Browser, { link, demo }: Running, all: readonly Job[]): Promise<number> {
  const looker = new Looker(browser, new URL(link).origin)
  await firstAccount(looker, link, demo)
  await frame(looker, all)
  const only = process.argv.find((one) => one.startsWith('--only='))?.slice('--only='.length)
  for (const job of all.filter(({ title }) => only === undefined || title === only)) {
    await shapes(looker, job)
    await work(looker, job, 'mouse')
    await work(looker, job, 'keyboard')
  }
  await signInAgain(looker)
  for (const one of looker.wrong) process.stdout.write(`wrong: ${one}\n`)
  process.stdout.write(
    `${looker.looked} looks at the console, ${looker.wrong.length} found something wrong\n`,
  )
  return looker.wrong.length
}

/** The one-time link, by keyboard only, as the first thing that anybody does. */
async function firstAccount(looker: Looker, link: string, demo: string): Promise<void> {
  const page = await looker.open('welcome', new URL(link).pathname + new URL(link).hash)
  await page.waitForSelector('input[name=password]:focus')
  await looker.axe(page, 'welcome')
  await page.keyboard.type(PASSWORD)
  await press(page, 'Enter')
  await page.waitForURL(/\/(settings|overview)/)
  await giveCapture(page, 'demo', demo)
  await page.goto(new URL('/', page.url()).href)
  await page.waitForURL(/\/overview$/)
  await looker.tries('the first account leads to the overview', async () => {
    await page.waitForSelector('h1:text-is("Overview")')
  })
  await looker.keepSession(page)
  await page.context().close()
}

/** Navigation, palette, keyboard map, skip link. */
async function frame(looker: Looker, all: readonly Job[]): Promise<void> {
  const page = await looker.open('frame', '/')
  await page.waitForURL(/\/overview$/)
  await page.waitForSelector('h1:text-is("Overview")')
  await tabTo(page, 'button', 1)
  await press(page, 'Enter')
  looker.hold(
    (await page.evaluate('document.activeElement.id')) === 'main',
    'the skip link does not lead to the page',
  )
  for (const { title, jump } of all)
    if (jump !== undefined) {
      await press(page, 'g', jump)
      await page.waitForSelector(`h1:text-is("${title}")`)
    }
  await press(page, '?')
  await page.waitForSelector('[role=dialog] >> text=Go to Overview')
  await looker.axe(page, 'keyboard map')
  await press(page, 'Escape')
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
  await press(page, 'Control+k')
  await page.waitForSelector('[role=dialog] input:focus')
  await page.keyboard.type('sens')
  await page.waitForSelector('text=Page, g h', { state: 'detached' })
  await page.waitForSelector('text=Page, g s')
  await looker.axe(page, 'palette')
  await press(page, 'Enter')
  await page.waitForURL(/\/sensors$/)
  await page.context().close()
}

/** Each page in each width, light and dark: nothing too wide, nothing that axe finds grave. */
async function shapes(looker: Looker, job: Job): Promise<void> {
  for (const width of WIDTHS)
    for (const colorScheme of ['light', 'dark'] as const) {
      const name = `${job.title} at ${width} ${colorScheme}`
      const page = await looker.open(name, job.path, { width, colorScheme })
      await looker.tries(name, async () => {
        await page.waitForSelector(job.ready)
        await looker.fits(page, name, width)
        if (width !== 1024) await looker.axe(page, name)
      })
      if (process.argv.includes('--pictures') && isKept(job, width, colorScheme)) {
        mkdirSync(PICTURES, { recursive: true })
        const file = `console-${job.title.toLowerCase()}-${width}-${colorScheme}.png`
        await page.screenshot({ path: join(PICTURES, file) })
      }
      await page.context().close()
    }
}

/** Pictures of the documents: every page wide and light, the overview in every shape. */
function isKept({ title }: Job, width: number, colorScheme: 'light' | 'dark'): boolean {
  return title === 'Overview' || (width === 1440 && colorScheme === 'light')
}

async function work(looker: Looker, job: Job, how: 'mouse' | 'keyboard'): Promise<void> {
  const name = `${job.title} by ${how}`
  const page = await looker.open(name, job.path)
  await looker.tries(name, async () => {
    await page.waitForSelector(job.ready)
    await job[how]?.(page)
  })
  await page.context().close()
}

/** Signing out, and in again with the mouse, back to where one was. */
async function signInAgain(looker: Looker): Promise<void> {
  const page = await looker.open('sign-in', '/sites/demo/sensors')
  await page.click('header >> text=admin')
  await page.click('text=Sign out')
  await page.waitForURL(/\/sign-in/)
  await page.goto(new URL('/sites/demo/sensors', page.url()).href)
  await page.waitForURL(/\/sign-in\?to=/)
  await looker.axe(page, 'sign-in')
  await page.fill('input[name=name]', 'admin')
  await page.fill('input[name=password]', 'wrong')
  await page.click('button:has-text("Sign in")')
  await page.waitForSelector('[role=alert]')
  await page.fill('input[name=password]', PASSWORD)
  await page.click('button:has-text("Sign in")')
  await page.waitForURL(/\/sites\/demo\/sensors$/)
  await page.context().close()
}

await main()
