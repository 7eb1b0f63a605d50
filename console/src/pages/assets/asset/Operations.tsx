import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useList } from '../../../api/use.ts'
import { Empty } from '../../../parts/Empty.tsx'
import { quoted } from '../../../parts/filter/filter.ts'
import { Go } from '../../../parts/Go.tsx'
import { fileLinks, links } from '../../../parts/links.ts'
import { operationId } from '../../../parts/operation-id.ts'
import { DataTable } from '../../../parts/table/DataTable.tsx'
import { weightOf } from '../../../parts/verbs.ts'
import { operationColumns } from '../../activity/lists.tsx'

/** What it did and what was done to it. */
export function Operations({ site, asset }: { site: string; asset: string }) {
  const [sort, setSort] = useState<string | undefined>('-last')
  const navigate = useNavigate()
  const filter = `asset = ${quoted(asset)}`
  const query = { filter, limit: 100, ...(sort === undefined ? {} : { sort }) }
  const list = useList('/sites/{site}/operations', { params: { path: { site }, query } })
  const columns = useMemo(() => operationColumns(site), [site])
  return (
    <>
      <p>
        <Go href={links.activity(site, filter)}>Show on the timeline</Go>
      </p>
      <DataTable
        label="Operations of the asset"
        columns={columns}
        list={list}
        idOf={operationId}
        sort={sort}
        onSort={setSort}
        mark={({ verb }) => weightOf(verb) === 'grave'}
        onOpen={({ capture, packets }) => {
          if (packets[0] !== undefined) void navigate({ href: links.packet(site, capture, packets[0]) })
        }}
        files={fileLinks(`/sites/${site}/operations`, { filter, sort })}
        empty={
          <Empty title="No operation">
            <p>It neither asked anybody for anything nor was asked.</p>
          </Empty>
        }
      />
    </>
  )
}
