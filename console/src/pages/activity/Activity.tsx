import { Checkbox, Tabs } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useList } from '../../api/use.ts'
import { Empty } from '../../parts/Empty.tsx'
import { FilterBar } from '../../parts/filter/FilterBar.tsx'
import { hasClause, toggled } from '../../parts/filter/filter.ts'
import { Go } from '../../parts/Go.tsx'
import { fileLinks, links } from '../../parts/links.ts'
import { operationId } from '../../parts/operation-id.ts'
import { Page } from '../../parts/Page.tsx'
import { DataTable } from '../../parts/table/DataTable.tsx'
import { LOOKS, weightOf } from '../../parts/verbs.ts'
import { Views } from '../../parts/views/Views.tsx'
import { within } from './buckets.ts'
import { LISTS, type ListId } from './kinds.ts'
import { conversationColumns, observationColumns, operationColumns } from './lists.tsx'
import { Timeline } from './Timeline.tsx'

/** Leaves out what only looks. */
const CHANGES = `not verb in (${[...LOOKS].join(', ')})`

/** What happened: operations, conversations or single observations, over time. */
export function Activity() {
  const { site } = useParams({ from: '/inside/sites/$site/activity' })
  const at = useSearch({ from: '/inside/sites/$site/activity' })
  const navigate = useNavigate({ from: '/sites/$site/activity' })
  const { list = 'operations', filter = '', from, until } = at
  const kind = LISTS[list]
  const sort = at.sort ?? kind.sort
  const look = (
    next: Partial<Record<'list' | 'filter' | 'sort' | 'from' | 'until', string | undefined>>,
  ): void => {
    const search = { ...at, ...next }
    for (const [name, value] of Object.entries(search))
      if (value === '') delete search[name as keyof typeof search]
    void navigate({ search: search as typeof at })
  }
  const stretch = (next: { from: string | undefined; until: string | undefined }): void => look(next)
  const narrowed = within(filter, from, until, kind.time)
  return (
    <Page
      title="Activity"
      fill
      actions={<Views site={site} list={list} view={{ filter, sort: at.sort }} onView={look} />}
    >
      <Tabs value={list} onChange={(next) => look({ list: next ?? undefined, filter: '', sort: '' })}>
        <Tabs.List aria-label="What is listed">
          {Object.entries(LISTS).map(([value, { title }]) => (
            <Tabs.Tab key={value} value={value}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {kind.timeline && (
        <Timeline
          site={site}
          list={list as 'operations'}
          filter={filter}
          from={from}
          until={until}
          onStretch={stretch}
        />
      )}
      <Rows
        key={list}
        site={site}
        list={list}
        filter={narrowed}
        sort={sort}
        onSort={(next) => look({ sort: next ?? '' })}
        bar={(error) => (
          <>
            <FilterBar
              site={site}
              list={list}
              filter={filter}
              onFilter={(next) => look({ filter: next })}
              facets={kind.facets}
              error={error}
            />
            {list === 'operations' && (
              <Checkbox
                size="xs"
                label="Only what changes something"
                checked={hasClause(filter, CHANGES)}
                onChange={() => look({ filter: toggled(filter, CHANGES) })}
              />
            )}
          </>
        )}
        empty={
          narrowed === '' ? (
            <Empty title="Nothing has happened yet">
              <p>
                <Go href={links.captures(site)}>Add a capture</Go> of the plant, or{' '}
                <Go href={links.sensors(site)}>listen on an interface</Go>.
              </p>
            </Empty>
          ) : (
            <Empty title="Nothing fits">
              <p>
                <button type="button" onClick={() => look({ filter: '', from: '', until: '' })}>
                  Show everything
                </button>
              </p>
            </Empty>
          )
        }
      />
    </Page>
  )
}

function Rows(props: {
  site: string
  list: ListId
  filter: string
  sort: string
  onSort: (sort: string | undefined) => void
  bar: (error: unknown) => React.ReactNode
  empty: React.ReactNode
}) {
  const { site, filter, sort, onSort, empty } = props
  const navigate = useNavigate()
  const query = { sort, limit: 200, ...(filter === '' ? {} : { filter }) }
  const path = { site }
  const shared = { sort, onSort, empty }
  const open = (capture: string | undefined, packet: number | undefined): void => {
    if (capture !== undefined && packet !== undefined)
      void navigate({ href: links.packet(site, capture, packet) })
  }
  const only = (list: ListId) => ({ enabled: props.list === list })
  const operations = useList('/sites/{site}/operations', { params: { path, query } }, only('operations'))
  const conversations = useList(
    '/sites/{site}/conversations',
    { params: { path, query } },
    only('conversations'),
  )
  const observations = useList(
    '/sites/{site}/observations',
    { params: { path, query } },
    only('observations'),
  )
  const columns = useMemo(
    () => ({
      operations: operationColumns(site),
      conversations: conversationColumns(site),
      observations: observationColumns(site),
    }),
    [site],
  )
  const files = fileLinks(`/sites/${site}/${props.list}`, { filter, sort })
  if (props.list === 'operations')
    return (
      <>
        {props.bar(operations.error)}
        <DataTable
          {...shared}
          label="Operations"
          files={files}
          columns={columns.operations}
          list={operations}
          idOf={operationId}
          mark={({ verb }) => weightOf(verb) === 'grave'}
          onOpen={({ capture, packets }) => open(capture, packets[0])}
        />
      </>
    )
  if (props.list === 'conversations')
    return (
      <>
        {props.bar(conversations.error)}
        <DataTable
          {...shared}
          label="Conversations"
          files={files}
          columns={columns.conversations}
          list={conversations}
          idOf={(row) =>
            [row.first, row.initiator, row.responder, row.transport, row.port, row.protocol].join(' ')
          }
          onOpen={({ capture, packet }) => open(capture, packet)}
        />
      </>
    )
  return (
    <>
      {props.bar(observations.error)}
      <DataTable
        {...shared}
        label="Observations"
        files={files}
        columns={columns.observations}
        list={observations}
        idOf={({ sensor, sequence, position }) => `${sensor} ${sequence} ${position}`}
        onOpen={({ capture, packet }) => open(capture, packet)}
      />
    </>
  )
}
