import type { Browser, BrowserContext, Page } from 'playwright-core'
import { axeFinds } from '../lib/axe.ts'

/** What the browser says of answers that a person without a session, or with a filter that cannot be read, is meant to get. */
const EXPECTED = /Failed to load resource: the server responded with a status of (400|401|404)/

export interface Shape {
  width: number
  colorScheme: 'light' | 'dark'
}

/** Looks at pages, and remembers what was wrong. */
export class Looker {
  readonly wrong: string[] = []
  looked = 0
  private readonly browser: Browser
  private readonly url: string
  private session: Awaited<ReturnType<BrowserContext['storageState']>> | undefined

  constructor(browser: Browser, url: string) {
    this.browser = browser
    this.url = url
  }

  hold(ok: boolean, what: string): void {
    this.looked++
    if (!ok) this.wrong.push(what)
  }

  /** A page of its own at an address, with the session if there is one; what the browser complains about is held against `name`. */
  async open(
    name: string,
    path: string,
    shape: Shape = { width: 1440, colorScheme: 'light' },
  ): Promise<Page> {
    const { width, colorScheme } = shape
    const context = await this.browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      ...(this.session === undefined ? {} : { storageState: this.session }),
    })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    page.on('console', (message) => {
      const bad = message.type() === 'error' && !EXPECTED.test(message.text())
      this.hold(!bad, `${name}: ${message.text()}`)
    })
    page.on('pageerror', (error) => this.hold(false, `${name}: ${error.message}`))
    page.on('request', (request) => {
      this.hold(request.url().startsWith(this.url), `${name} asks for ${request.url()}`)
    })
    await page.addInitScript(
      `addEventListener('securitypolicyviolation', (event) => console.error('breach of the policy: ' + event.violatedDirective + ' ' + event.blockedURI))`,
    )
    await page.goto(this.url + path)
    return page
  }

  /** Keeps the session of a page for those that are opened later. */
  async keepSession(page: Page): Promise<void> {
    this.session = await page.context().storageState()
  }

  /** Holds that something can be done; what stopped it is told in its first line. */
  async tries(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.hold(true, name)
    } catch (error) {
      this.hold(false, `${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
    }
  }

  /** Nothing serious that axe knows of. */
  async axe(page: Page, name: string): Promise<void> {
    const grave = (await axeFinds(page)).filter((one) => /\((serious|critical)\)/.test(one))
    this.hold(grave.length === 0, `${name}: ${grave.join('; ')}`)
  }

  /** Nothing that is wider than the window. */
  async fits(page: Page, name: string, width: number): Promise<void> {
    const wide = Number(await page.evaluate('document.documentElement.scrollWidth'))
    this.hold(wide <= width, `${name} is ${wide} wide in a window of ${width}`)
  }
}

/** Presses keys one after the other. */
export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Goes with Tab until what has the focus answers to a selector; undefined steps when it never does. */
export async function tabTo(page: Page, selector: string, most = 60): Promise<boolean> {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`))
      return true
  }
  return false
}
