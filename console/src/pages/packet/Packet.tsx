import { Button } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { wordsOf } from '../../api/problem.ts'
import { type PacketAnswer, useAsk } from '../../api/use.ts'
import { Empty } from '../../parts/Empty.tsx'
import { Heard } from '../../parts/Heard.tsx'
import { links } from '../../parts/links.ts'
import { bytes as size, whole } from '../../parts/numbers.ts'
import { Page } from '../../parts/Page.tsx'
import { Time } from '../../parts/Time.tsx'
import { nodesOf } from './answer.ts'
import { Hex } from './Hex.tsx'
import { fromHex } from './hex.ts'
import css from './Packet.module.css'
import { Tree } from './Tree.tsx'
import { type Node, pathTo } from './tree.ts'

/** One packet: what it says, field by field, and the bytes that say so. */
export function Packet() {
  const { site } = useParams({ from: '/inside/sites/$site/packet' })
  const { capture = '', packet = 0, pick } = useSearch({ from: '/inside/sites/$site/packet' })
  const navigate = useNavigate()
  const asked = capture !== '' && packet > 0
  const { data, error, isPlaceholderData } = useAsk(
    '/sites/{site}/evidence/packet',
    { params: { path: { site }, query: { capture, packet } } },
    { enabled: asked },
  )
  const go = (to: number): void => void navigate({ href: links.packet(site, capture, to) })
  return (
    <Page
      title={`Packet ${whole(packet)}`}
      beside={
        <>
          of <Heard text={capture} most={80} />
          {data !== undefined && !isPlaceholderData && (
            <>
              , <Time at={data.time} />, {size(data.bytes.length / 2)}
            </>
          )}
        </>
      }
      actions={
        <>
          <Button variant="default" disabled={packet <= 1} onClick={() => go(packet - 1)}>
            Packet before
          </Button>
          <Button variant="default" onClick={() => go(packet + 1)}>
            Packet after
          </Button>
        </>
      }
    >
      {!asked && <Empty title="No packet is named" />}
      {error !== null && <p role="alert">{wordsOf(error)}</p>}
      {asked && error === null && data === undefined && <p role="status">Looking for it …</p>}
      {error === null && data !== undefined && (
        <Decoded key={`${capture} ${packet}`} answer={data} pick={pick} />
      )}
    </Page>
  )
}

function Decoded({ answer, pick }: { answer: PacketAnswer; pick: string | undefined }) {
  const nodes = useMemo(() => nodesOf(answer), [answer])
  const bytes = useMemo(() => fromHex(answer.bytes), [answer])
  // The deepest layer is why one looks at a packet; the others wait closed.
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(nodes.slice(-1).map(({ id }) => id)))
  const [picked, setPicked] = useState(pick)
  const { start, end } = useMemo(() => spanOf(nodes, picked), [nodes, picked])
  const pickByte = (offset: number): void => {
    const way = pathTo(nodes, offset)
    const last = way.at(-1)
    if (last === undefined) return
    setOpen((now) => new Set([...now, ...way.slice(0, -1).map(({ id }) => id)]))
    setPicked(last.id)
  }
  return (
    <>
      {answer.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <div className={css.both}>
        <Tree nodes={nodes} open={open} picked={picked} onOpen={setOpen} onPick={setPicked} />
        <Hex bytes={bytes} start={start} end={end} onPick={pickByte} />
      </div>
      <p className="soft">
        Arrow keys walk the fields; the bytes of the field you are at are marked. Click a byte to find its
        field.
      </p>
    </>
  )
}

function spanOf(
  nodes: readonly Node[],
  id: string | undefined,
): { start: number | undefined; end: number | undefined } {
  for (const node of nodes) {
    if (node.id === id) return { start: node.start, end: node.end }
    const inside = spanOf(node.children, id)
    if (inside.start !== undefined) return inside
  }
  return { start: undefined, end: undefined }
}
