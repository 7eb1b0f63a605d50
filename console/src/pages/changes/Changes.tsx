import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type Entry, useList } from '../../api/use.ts'
import { Empty } from '../../parts/Empty.tsx'
import { FilterBar } from '../../parts/filter/FilterBar.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { fileLinks, links } from '../../parts/links.ts'
import { AssetName } from '../../parts/names/AssetName.tsx'
import { Page } from '../../parts/Page.tsx'
import { Time } from '../../parts/Time.tsx'
import type { Column } from '../../parts/table/columns.ts'
import { DataTable } from '../../parts/table/DataTable.tsx'

type Change = Entry<'/sites/{site}/changes'>

const FACETS = [
  { field: 'attribute', title: 'Attribute' },
  { field: 'asset', title: 'Asset' },
]

/** The history of all assets: what became known, what took another value. */
export function Changes() {
  const { site } = useParams({ from: '/inside/sites/$site/changes' })
  const { filter = '', sort = '-time' } = useSearch({ from: '/inside/sites/$site/changes' })
  const navigate = useNavigate({ from: '/sites/$site/changes' })
  const query = { sort, limit: 100, ...(filter === '' ? {} : { filter }) }
  const list = useList('/sites/{site}/changes', { params: { path: { site }, query } })
  return (
    <Page title="Changes" fill>
      <FilterBar
        site={site}
        list="changes"
        filter={filter}
        facets={FACETS}
        error={list.error}
        onFilter={(next) => void navigate({ search: (now) => ({ ...now, filter: next || undefined }) })}
      />
      <DataTable
        label="Changes"
        columns={columnsOf(site)}
        list={list}
        idOf={(row) => `${row.asset} ${row.attribute} ${row.time}`}
        sort={sort}
        onSort={(next) => void navigate({ search: (now) => ({ ...now, sort: next }) })}
        onOpen={(row) => void navigate({ href: links.asset(site, row.asset) })}
        files={fileLinks(`/sites/${site}/changes`, { filter, sort })}
        empty={
          filter === '' ? (
            <Empty title="Nothing has changed yet">
              <p>As soon as assets are heard, every step of what is known of them stands here.</p>
            </Empty>
          ) : (
            <Empty title="No change fits the filter" />
          )
        }
      />
    </Page>
  )
}

function columnsOf(site: string): Column<Change>[] {
  return [
    {
      id: 'time',
      title: 'When',
      sort: 'time',
      width: '11rem',
      from: 600,
      cell: ({ time }) => <Time at={time} />,
    },
    {
      id: 'asset',
      title: 'Asset',
      sort: 'asset',
      cell: ({ asset }) => <AssetName site={site} id={asset} />,
    },
    {
      id: 'attribute',
      title: 'What',
      sort: 'attribute',
      width: 'minmax(6rem, 12rem)',
      cell: ({ attribute }) => <Heard text={attribute} most={60} />,
    },
    { id: 'before', title: 'Before', from: 800, cell: ({ before }) => <Value text={before} /> },
    { id: 'value', title: 'Now', cell: ({ value }) => <Value text={value} /> },
  ]
}

function Value({ text }: { text: string | null }) {
  return text === null ? <span className="soft">not known</span> : <Heard text={text} most={80} />
}
