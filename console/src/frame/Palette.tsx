import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../api/session.ts'
import { type Entry, useAsk } from '../api/use.ts'
import { SHADE } from '../look/theme.ts'
import { nameOf, roleWords } from '../parts/asset-words.ts'
import { plainly } from '../parts/heard.ts'
import { links } from '../parts/links.ts'
import { useNav } from './use-frame.ts'

export const openPalette = spotlight.open

type Found = Entry<'/sites/{site}/assets'>

/** Finds a page, an asset by name or address, or an action. Ctrl-K or Cmd-K anywhere. */
export function Palette({ site, openMap }: { site: string | undefined; openMap: () => void }) {
  const router = useRouter()
  const [query, setQuery] = useState('')
  const { ofSite, ofAll } = useNav(site)
  const mayImport = useMay('import')
  const go = (href: string) => () => router.history.push(href)
  const assets = useFound(site, query)
  const pages = [...ofSite, ...ofAll].map(({ title, href, key }) => ({
    id: `page ${href}`,
    label: title,
    description: `Page, g ${key}`,
    onClick: go(href),
  }))
  const actions = [
    { id: 'keys', label: 'Show the keys', onClick: openMap },
    ...(site !== undefined && mayImport
      ? [{ id: 'add', label: 'Add a capture', onClick: go(links.captures(site)) }]
      : []),
  ]
  const found = assets.map((asset) => ({
    id: `asset ${asset.id}`,
    label: plainly(nameOf(asset), 60),
    description: plainly([roleWords(asset.role), ...addresses(asset)].join(', '), 90),
    keywords: [query],
    onClick: go(links.asset(site!, asset.id)),
  }))
  return (
    <Spotlight
      actions={[group('Pages', pages), group('Actions', actions), group('Assets', found)]}
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      attributes={{ content: { 'aria-label': 'Search' } }}
      lockScroll={false}
      overlayProps={{ ...SHADE, blur: 0 }}
      transitionProps={{ duration: 0 }}
      limit={30}
      nothingFound="Nothing has this name or address"
      searchProps={{ placeholder: 'Page, action, name or address', 'aria-label': 'Search' }}
    />
  )
}

const group = (name: string, actions: SpotlightActionData[]) => ({ group: name, actions })

/** Assets that have what is written in a name or an address. */
function useFound(site: string | undefined, query: string): Found[] {
  const [words] = useDebouncedValue(query.trim(), 150)
  const asked = site !== undefined && words.length > 1
  const { data } = useAsk(
    '/sites/{site}/assets',
    { params: { path: { site: site ?? '' }, query: { filter: JSON.stringify(words), limit: 12 } } },
    { enabled: asked },
  )
  return asked ? (data?.items ?? []) : []
}

function addresses(asset: Found): string[] {
  return asset.interfaces.flatMap(({ ip, mac }) => ip ?? mac ?? []).slice(0, 3)
}
