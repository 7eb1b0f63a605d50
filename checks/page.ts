import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { writeCapture } from '../src/hub/capture-file.ts'
import { htmlReport } from '../src/report/html.ts'
import { simulate } from '../src/simulate/simulate.ts'
import { DEMO_MINUTES } from '../src/simulate/story.ts'
import { analysisOf } from './lib/analysis.ts'

/**
 * Looks at the HTML report in a real browser, wide and narrow, light and dark, and on paper. `npm run check:page -- --pictures` takes the
 * pictures of the README anew.
 */

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const PICTURES = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
const WIDTHS = [1440, 390]

const wrong: string[] = []
let looked = 0

function hold(ok: boolean, what: string): void {
  looked++
  if (!ok) wrong.push(what)
}

async function main(): Promise<void> {
  const executablePath = BROWSERS.find((path) => existsSync(path))
  if (executablePath === undefined) {
    process.stdout.write('skipped: no Chromium\n')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'sightglass-page-'))
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const capture = join(folder, 'demo.pcap')
    writeCapture(capture, simulate({ seed: 1, scene: 'demo', minutes: DEMO_MINUTES }))
    const file = join(folder, 'demo.html')
    writeFileSync(file, htmlReport(await analysisOf(capture)))
    const url = pathToFileURL(file).href
    for (const width of WIDTHS)
      for (const colorScheme of ['light', 'dark'] as const) await look(browser, url, width, colorScheme)
    await paper(browser, url)
    await withoutScript(browser, url)
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true })
  }
  for (const one of wrong) process.stdout.write(`wrong: ${one}\n`)
  process.stdout.write(`${looked} looks at the page, ${wrong.length} found something wrong\n`)
  process.exitCode = wrong.length === 0 ? 0 : 1
}

async function look(
  browser: Browser,
  url: string,
  width: number,
  colorScheme: 'light' | 'dark',
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
  const at = `at ${width} ${colorScheme}: `
  page.on('console', (message) => hold(message.type() !== 'error', `${at}${message.text()}`))
  page.on('pageerror', (error) => hold(false, `${at}${error.message}`))
  page.on('request', (request) => hold(request.url().startsWith('file:'), `${at}asks for ${request.url()}`))
  await page.goto(url)
  hold(
    (await page.evaluate('document.documentElement.scrollWidth')) === width,
    `${at}is wider than the window`,
  )
  await picture(page, `report-${width}-${colorScheme}`)
  await search(page, at)
  await pickOnMap(page, at)
  await followLink(page, at)
  await page.close()
}

async function search(page: Page, at: string): Promise<void> {
  const rows = page.locator('#assets [data-text]')
  const all = await rows.count()
  await page.fill('#assets input', 'siemens')
  const shown = await page.locator('#assets [data-text]:visible').count()
  hold(shown > 0 && shown < all, `${at}searching for siemens shows ${shown} of ${all} assets`)
  await page.fill('#assets input', 'nothing is called like this')
  hold((await page.locator('#assets [data-text]:visible').count()) === 0, `${at}searching hides nothing`)
  await page.fill('#assets input', '')
}

/** By keyboard alone, as somebody without a mouse does. */
async function pickOnMap(page: Page, at: string): Promise<void> {
  const node = page.locator('.node.touched').first()
  await node.focus()
  await page.keyboard.press('Enter')
  hold((await page.locator('.map.picking').count()) === 1, `${at}Enter on the map picks nothing`)
  hold((await page.locator('[data-about]:visible').count()) === 1, `${at}the picked asset is not described`)
  await page.keyboard.press('Enter')
  hold((await page.locator('.map.picking').count()) === 0, `${at}a second Enter does not let go`)
}

async function followLink(page: Page, at: string): Promise<void> {
  const href = await page.locator('#timeline a').first().getAttribute('href')
  await page.goto(`${page.url().split('#')[0]}${href}`)
  const open = await page.locator(`details${href}[open]`).count()
  hold(open === 1, `${at}a point of the timeline does not open its line`)
}

async function paper(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage()
  await page.goto(url)
  const pdf = await page.pdf({ format: 'A4' })
  const pages = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length
  hold(pages > 1 && pages < 60, `on paper the demonstration has ${pages} pages`)
  await page.emulateMedia({ media: 'print' })
  hold(!(await page.locator('nav').isVisible()), 'the navigation is printed')
  await page.close()
}

async function withoutScript(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(url)
  hold(!(await page.locator('#assets .tools').isVisible()), 'without its script the page offers a search')
  hold(
    await page.locator('#assets summary').first().isVisible(),
    'without its script the page shows no assets',
  )
  await context.close()
}

async function picture(page: Page, name: string): Promise<void> {
  if (!process.argv.includes('--pictures')) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: join(PICTURES, `${name}.png`) })
}

await main()
