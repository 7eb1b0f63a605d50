import { Tabs } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { wordsOf } from '../../../api/problem.ts'
import { useMay } from '../../../api/session.ts'
import { useAsk } from '../../../api/use.ts'
import { nameOf, roleWords } from '../../../parts/asset-words.ts'
import { Go } from '../../../parts/Go.tsx'
import { Heard } from '../../../parts/Heard.tsx'
import { links } from '../../../parts/links.ts'
import { Page } from '../../../parts/Page.tsx'
import { Claims } from './Claims.tsx'
import { History } from './History.tsx'
import { Identity } from './Identity.tsx'
import { Neighbours } from './Neighbours.tsx'
import { Operations } from './Operations.tsx'
import { Say } from './Say.tsx'
import { Words } from './Words.tsx'

const PARTS = [
  { id: 'neighbours', title: 'Neighbours' },
  { id: 'operations', title: 'Operations' },
  { id: 'claims', title: 'Claims and their packets' },
  { id: 'history', title: 'History' },
  { id: 'words', title: 'Said by people' },
] as const

/** Everything that is known of one asset, and where it comes from. */
export function Asset() {
  const { site, asset: id } = useParams({ from: '/inside/sites/$site/assets/$asset' })
  const { part = PARTS[0].id } = useSearch({ from: '/inside/sites/$site/assets/$asset' })
  const navigate = useNavigate({ from: '/sites/$site/assets/$asset' })
  const { data: asset, error } = useAsk('/sites/{site}/assets/{id}', { params: { path: { site, id } } })
  const may = useMay('annotate')
  if (error !== null && asset === undefined)
    return (
      <Page title="Asset">
        <p role="alert">{wordsOf(error)}</p>
      </Page>
    )
  if (asset === undefined)
    return (
      <Page title="Asset">
        <p role="status">Loading …</p>
      </Page>
    )
  return (
    <Page
      title={nameOf(asset)}
      beside={
        <>
          {roleWords(asset.role)} in <Heard text={asset.zone} most={40} />,{' '}
          <Go href={links.onMap(site, id)}>on the map</Go>
        </>
      }
      actions={may && <Say site={site} asset={asset} />}
    >
      <Identity site={site} asset={asset} />
      <Tabs
        mt="md"
        value={part}
        keepMounted={false}
        onChange={(next) => void navigate({ search: { part: next ?? undefined }, replace: true })}
      >
        <Tabs.List>
          {PARTS.map(({ id: value, title }) => (
            <Tabs.Tab key={value} value={value}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="neighbours">
          <Neighbours site={site} asset={id} />
        </Tabs.Panel>
        <Tabs.Panel value="operations">
          <Operations site={site} asset={id} />
        </Tabs.Panel>
        <Tabs.Panel value="claims">
          <Claims site={site} claims={asset.evidence} conflicts={asset.conflicts} />
        </Tabs.Panel>
        <Tabs.Panel value="words">
          <Words site={site} asset={id} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <History site={site} asset={id} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
