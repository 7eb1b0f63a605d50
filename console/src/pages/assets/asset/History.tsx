import type { Entry } from '../../../api/use.ts'
import { useList } from '../../../api/use.ts'
import { Empty } from '../../../parts/Empty.tsx'
import { quoted } from '../../../parts/filter/filter.ts'
import { Go } from '../../../parts/Go.tsx'
import { Heard } from '../../../parts/Heard.tsx'
import { fileLinks, links } from '../../../parts/links.ts'
import { Time } from '../../../parts/Time.tsx'
import type { Column } from '../../../parts/table/columns.ts'
import { DataTable } from '../../../parts/table/DataTable.tsx'

type Change = Entry<'/sites/{site}/changes'>

/** How what is known of it came about and changed. */
export function History({ site, asset }: { site: string; asset: string }) {
  const filter = `asset = ${quoted(asset)}`
  const list = useList('/sites/{site}/changes', { params: { path: { site }, query: { filter, limit: 100 } } })
  return (
    <DataTable
      label="History of the asset"
      columns={columnsOf(site)}
      list={list}
      idOf={({ attribute, time }) => `${attribute} ${time}`}
      files={fileLinks(`/sites/${site}/changes`, { filter })}
      empty={<Empty title="Nothing has changed yet" />}
    />
  )
}

function columnsOf(site: string): Column<Change>[] {
  return [
    { id: 'time', title: 'When', width: '11rem', cell: ({ time }) => <Time at={time} /> },
    {
      id: 'attribute',
      title: 'What',
      width: 'minmax(6rem, 12rem)',
      cell: ({ attribute }) => <Heard text={attribute} />,
    },
    { id: 'before', title: 'Before', from: 700, cell: ({ before }) => <Value text={before} /> },
    { id: 'value', title: 'Now', cell: ({ value }) => <Value text={value} /> },
    {
      id: 'packet',
      title: 'Packet',
      width: '10rem',
      from: 600,
      cell: ({ evidence }) =>
        evidence === null ? (
          <span className="soft">a person, or no packet</span>
        ) : (
          <Go href={links.packet(site, evidence.capture, evidence.packet)}>
            {evidence.protocol} {evidence.packet}
          </Go>
        ),
    },
  ]
}

function Value({ text }: { text: string | null }) {
  return text === null ? <span className="soft">not known</span> : <Heard text={text} most={80} />
}
