import type { ReactNode } from 'react'
import type { Entry } from '../../api/use.ts'
import { Go } from '../../parts/Go.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { links } from '../../parts/links.ts'
import { AssetName } from '../../parts/names/AssetName.tsx'
import { bytes, whole } from '../../parts/numbers.ts'
import { Sign } from '../../parts/Sign.tsx'
import { Time } from '../../parts/Time.tsx'
import type { Column } from '../../parts/table/columns.ts'
import { weightOf } from '../../parts/verbs.ts'

export type OperationRow = Entry<'/sites/{site}/operations'>
export type ConversationRow = Entry<'/sites/{site}/conversations'>
export type ObservationRow = Entry<'/sites/{site}/observations'>

/** A verb; what changes what a controller runs has the shape and colour of the abnormal. */
export function Verb({ verb }: { verb: string }): ReactNode {
  const words = verb.replaceAll('-', ' ')
  return weightOf(verb) === 'grave' ? <Sign level="bad">{words}</Sign> : words
}

const packetLink = (site: string, capture: string, packet: number | undefined): ReactNode =>
  packet === undefined ? null : (
    <Go href={links.packet(site, capture, packet)} tabIndex={-1}>
      {whole(packet)}
    </Go>
  )

export function operationColumns(site: string): Column<OperationRow>[] {
  return [
    {
      id: 'last',
      title: 'Last',
      width: '10.5rem',
      sort: 'last',
      from: 480,
      cell: ({ last }) => <Time at={last} />,
    },
    { id: 'verb', title: 'What', width: 'minmax(8rem, 11rem)', cell: ({ verb }) => <Verb verb={verb} /> },
    {
      id: 'initiator',
      title: 'Who',
      from: 560,
      cell: ({ initiator }) => <AssetName site={site} id={initiator} />,
    },
    { id: 'responder', title: 'To whom', cell: ({ responder }) => <AssetName site={site} id={responder} /> },
    {
      id: 'object',
      title: 'What of it',
      from: 1000,
      cell: ({ target }) => <Heard text={target.object} most={60} />,
    },
    { id: 'function', title: 'Function', from: 1320, cell: (row) => <Heard text={row.function} most={50} /> },
    { id: 'protocol', title: 'Protocol', width: '8rem', from: 760, cell: ({ protocol }) => protocol },
    {
      id: 'outcome',
      title: 'Outcome',
      width: '8rem',
      from: 680,
      cell: ({ outcome, reason }) => <span title={reason ?? ''}>{outcome}</span>,
    },
    {
      id: 'count',
      title: 'Times',
      width: '5.5rem',
      align: 'end',
      from: 600,
      cell: ({ count }) => whole(count),
    },
    {
      id: 'packet',
      title: 'Packet',
      width: '6rem',
      align: 'end',
      from: 840,
      cell: ({ capture, packets }) => packetLink(site, capture, packets[0]),
    },
    { id: 'first', title: 'First', width: '10.5rem', spare: true, cell: ({ time }) => <Time at={time} /> },
  ]
}

export function conversationColumns(site: string): Column<ConversationRow>[] {
  return [
    {
      id: 'last',
      title: 'Last',
      width: '10.5rem',
      sort: 'last',
      from: 480,
      cell: ({ last }) => <Time at={last} />,
    },
    { id: 'initiator', title: 'Who', cell: ({ initiator }) => <AssetName site={site} id={initiator} /> },
    { id: 'responder', title: 'To whom', cell: ({ responder }) => <AssetName site={site} id={responder} /> },
    {
      id: 'protocol',
      title: 'Protocol',
      width: '9rem',
      from: 560,
      cell: ({ protocol }) => protocol ?? <span className="soft">not decoded</span>,
    },
    {
      id: 'transport',
      title: 'Over',
      width: '8rem',
      from: 800,
      cell: ({ transport, port }) => `${transport}${port === null ? '' : ` ${port}`}`,
    },
    {
      id: 'packets',
      title: 'Packets',
      width: '6rem',
      align: 'end',
      from: 680,
      cell: ({ packets }) => whole(packets),
    },
    { id: 'bytes', title: 'Bytes', width: '6rem', align: 'end', from: 480, cell: (row) => bytes(row.bytes) },
    {
      id: 'answered',
      title: 'Answered',
      width: '6.5rem',
      from: 960,
      cell: ({ answered }) => (answered ? 'yes' : <span className="soft">no</span>),
    },
    { id: 'first', title: 'First', width: '10.5rem', spare: true, cell: ({ first }) => <Time at={first} /> },
  ]
}

export function observationColumns(site: string): Column<ObservationRow>[] {
  return [
    { id: 'time', title: 'When', width: '10.5rem', sort: 'time', cell: ({ time }) => <Time at={time} /> },
    { id: 'kind', title: 'Kind', width: '8rem', cell: ({ kind }) => kind },
    {
      id: 'asset',
      title: 'Asset',
      cell: ({ asset }) =>
        asset === '' ? <span className="soft">the sensor</span> : <AssetName site={site} id={asset} />,
    },
    {
      id: 'peer',
      title: 'Other party',
      from: 640,
      cell: ({ peer }) => (peer === '' ? '' : <AssetName site={site} id={peer} />),
    },
    {
      id: 'what',
      title: 'What',
      from: 480,
      cell: ({ verb, attribute, value, object }) => (
        <Heard
          text={[verb, attribute, value, object].filter((one) => one !== undefined).join(' ')}
          most={80}
        />
      ),
    },
    { id: 'protocol', title: 'Protocol', width: '8rem', from: 760, cell: ({ protocol }) => protocol },
    {
      id: 'packet',
      title: 'Packet',
      width: '6rem',
      align: 'end',
      from: 560,
      cell: ({ capture, packet }) => packetLink(site, capture ?? '', packet),
    },
    { id: 'sensor', title: 'Told by', spare: true, cell: ({ sensor }) => <Heard text={sensor} /> },
  ]
}
