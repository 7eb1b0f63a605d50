const KEY = 'sightglass.site'

/** The site this browser looked at last. */
export function lastSite(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined
  } catch {
    return undefined
  }
}

export function rememberSite(site: string): void {
  try {
    localStorage.setItem(KEY, site)
  } catch {
    // A browser that keeps nothing starts at the first site.
  }
}
