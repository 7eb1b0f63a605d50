import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useList } from '../../api/use.ts'
import { Empty } from '../../parts/Empty.tsx'
import { FilterBar } from '../../parts/filter/FilterBar.tsx'
import { Go } from '../../parts/Go.tsx'
import { fileLinks, links } from '../../parts/links.ts'
import { Page } from '../../parts/Page.tsx'
import { DataTable } from '../../parts/table/DataTable.tsx'
import { Views } from '../../parts/views/Views.tsx'
import { assetColumns } from './columns.tsx'

/** What the filter offers by name. */
const FACETS = [
  { field: 'role', title: 'Role' },
  { field: 'level', title: 'Purdue level' },
  { field: 'zone', title: 'Zone' },
  { field: 'vendor', title: 'Vendor' },
  { field: 'protocols', title: 'Protocol' },
  { field: 'conflicts', title: 'Contradictory claims' },
  { field: 'heard', title: 'Ever heard' },
]

/** Everything that is there. */
export function Assets() {
  const { site } = useParams({ from: '/inside/sites/$site/assets' })
  const { filter = '', sort } = useSearch({ from: '/inside/sites/$site/assets' })
  const navigate = useNavigate({ from: '/sites/$site/assets' })
  const query = { ...(filter === '' ? {} : { filter }), ...(sort === undefined ? {} : { sort }) }
  const list = useList('/sites/{site}/assets', {
    params: { path: { site }, query: { ...query, limit: 200 } },
  })
  const columns = useMemo(() => assetColumns(site), [site])
  const look = (next: { filter?: string; sort?: string | undefined }): void => {
    void navigate({
      search: (now) => ({ ...now, ...next, ...(next.filter === '' ? { filter: undefined } : {}) }),
    })
  }
  return (
    <Page
      title="Assets"
      fill
      actions={<Views site={site} list="assets" view={{ filter, sort }} onView={look} />}
    >
      <FilterBar
        site={site}
        list="assets"
        filter={filter}
        onFilter={(next) => look({ filter: next })}
        facets={FACETS}
        error={list.error}
      />
      <DataTable
        label="Assets"
        columns={columns}
        list={list}
        idOf={({ id }) => id}
        sort={sort}
        onSort={(next) => look({ sort: next })}
        onOpen={({ id }) => void navigate({ href: links.asset(site, id) })}
        mark={({ conflicts }) => conflicts.length > 0}
        files={fileLinks(`/sites/${site}/assets`, { filter, sort })}
        empty={
          filter === '' ? (
            <Empty title="Nothing has been heard yet">
              <p>
                <Go href={links.captures(site)}>Add a capture</Go> of the plant, or{' '}
                <Go href={links.sensors(site)}>listen on an interface</Go> that a mirror port feeds.
              </p>
            </Empty>
          ) : (
            <Empty title="No asset fits this filter">
              <p>
                <button type="button" onClick={() => look({ filter: '' })}>
                  Show all assets
                </button>
              </p>
            </Empty>
          )
        }
      />
    </Page>
  )
}
