import type { Page } from 'playwright-core'

/** What a page is for, done once with the mouse and once without. */
export interface Job {
  /** As the navigation calls the page. */
  title: string
  /** The two keys that lead there. */
  jump?: string
  path: string
  /** What shows that the page has something to show. */
  ready: string
  /** The main job; throws when it cannot be done. */
  mouse?(page: Page): Promise<void>
  /** The same from the keyboard only, on a fresh page. */
  keyboard?(page: Page): Promise<void>
}

/** Where the pages of the check's site lie. */
export const SITE = '/sites/demo'

/** Throws in words when something could not be done. */
export async function must(ok: Promise<boolean> | boolean, what: string): Promise<void> {
  if (!(await ok)) throw new Error(what)
}
