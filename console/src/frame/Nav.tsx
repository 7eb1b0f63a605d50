import { useRouterState } from '@tanstack/react-router'
import { useAsk } from '../api/use.ts'
import { Go } from '../parts/Go.tsx'
import { Heard } from '../parts/Heard.tsx'
import { links } from '../parts/links.ts'
import css from './Nav.module.css'
import { type NavEntry, useNav } from './use-frame.ts'

/** The pages, on the left: those of the site, then those of the whole installation. */
export function Nav({ site }: { site: string | undefined }) {
  const { ofSite, ofAll } = useNav(site)
  const sites = useAsk('/sites').data ?? []
  return (
    <nav aria-label="Pages" className={css.nav}>
      {site !== undefined && (
        <div className={css.group}>
          <h2 className={css.site}>
            <Heard text={sites.find(({ id }) => id === site)?.title || site} most={40} />
          </h2>
          <Entries entries={ofSite} />
        </div>
      )}
      {sites.length > 1 && (
        <div className={css.group}>
          <h2 className={css.title}>Other sites</h2>
          <Entries
            entries={sites
              .filter(({ id }) => id !== site)
              .map(({ id, title }) => ({ title: title || id, href: links.overview(id), key: '' }))}
          />
        </div>
      )}
      <div className={css.group}>
        <h2 className={css.title}>Sightglass</h2>
        <Entries entries={ofAll} />
      </div>
    </nav>
  )
}

function Entries({ entries }: { entries: readonly NavEntry[] }) {
  const path = useRouterState({ select: (state) => state.location.pathname })
  return (
    <ul className={css.list}>
      {entries.map(({ title, href, key }) => (
        <li key={href}>
          <Go
            href={href}
            className={css.link}
            aria-current={path === href || path.startsWith(`${href}/`) ? 'page' : undefined}
          >
            <Heard text={title} most={40} />
            {key !== '' && (
              <span className={css.key} aria-hidden="true">
                g {key}
              </span>
            )}
          </Go>
        </li>
      ))}
    </ul>
  )
}
