import { Button } from '@mantine/core'
import { api } from '../../api/client.ts'
import { wordsOf } from '../../api/problem.ts'
import { type Entry, useDo, useList } from '../../api/use.ts'
import { Empty } from '../../parts/Empty.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { many } from '../../parts/numbers.ts'
import { Sign } from '../../parts/Sign.tsx'
import { Time } from '../../parts/Time.tsx'
import type { Column } from '../../parts/table/columns.ts'
import { DataTable } from '../../parts/table/DataTable.tsx'
import { flat } from './flat.ts'

type AuditEntry = Entry<'/audit'>

const COLUMNS: readonly Column<AuditEntry>[] = [
  { id: 'time', title: 'When', width: '11rem', cell: ({ time }) => <Time at={time} /> },
  {
    id: 'who',
    title: 'Who',
    width: 'minmax(5rem, 12rem)',
    cell: ({ who }) => <Heard text={who} most={40} />,
  },
  {
    id: 'what',
    title: 'What',
    width: 'minmax(8rem, 14rem)',
    cell: ({ what }) => <Heard text={what} most={60} />,
  },
  {
    id: 'details',
    title: 'Details',
    width: 'minmax(10rem, 3fr)',
    from: 640,
    cell: ({ details }) => (
      <Heard
        text={flat(details)
          .map((pair) => pair.join(': '))
          .join(', ')}
        most={160}
      />
    ),
  },
  {
    id: 'sequence',
    title: 'Number',
    width: '5rem',
    align: 'end',
    from: 900,
    cell: ({ sequence }) => sequence,
  },
]

/** Who changed what, newest first; each entry seals the one before it. */
export function Audit() {
  const list = useList('/audit', { params: { query: { limit: 100 } } })
  const verify = useDo(async () => (await api.GET('/audit/verify')).data, [])
  return (
    <>
      <div className="row">
        <Button
          size="compact-sm"
          variant="default"
          loading={verify.isPending}
          onClick={() => verify.mutate(undefined)}
        >
          Verify the chain
        </Button>
        <span role="status">
          {verify.data !== undefined &&
            (verify.data.ok ? (
              <Sign level="calm">
                {many(verify.data.entries, 'entry', 'entries')}, none changed, none missing
              </Sign>
            ) : (
              <Sign level="bad">{verify.data.reason ?? 'The log was changed.'}</Sign>
            ))}
          {verify.error !== null && wordsOf(verify.error)}
        </span>
      </div>
      <DataTable
        label="Audit log"
        columns={COLUMNS}
        list={list}
        idOf={({ sequence }) => String(sequence)}
        empty={<Empty title="Nothing was changed yet" />}
      />
    </>
  )
}
