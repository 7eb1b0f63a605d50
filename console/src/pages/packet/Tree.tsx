import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Heard } from '../../parts/Heard.tsx'
import css from './Packet.module.css'
import { type Line, linesOf, type Node, press } from './tree.ts'

/** A packet as layers and fields. Arrow keys walk it; what is picked shows its bytes. */
export function Tree(props: {
  nodes: readonly Node[]
  open: ReadonlySet<string>
  picked: string | undefined
  onOpen: (open: ReadonlySet<string>) => void
  onPick: (node: string) => void
}) {
  const { nodes, open, picked, onOpen, onPick } = props
  const lines = linesOf(nodes, open)
  const home = lines.some(({ node }) => node.id === picked) ? picked : lines[0]?.node.id
  const list = useRef<HTMLDivElement>(null)
  const byKey = useRef(false)
  useEffect(() => {
    if (picked === undefined) return
    const line = list.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(picked)}"]`)
    line?.scrollIntoView({ block: 'nearest' })
    if (byKey.current) line?.focus({ preventScroll: true })
    byKey.current = false
  }, [picked])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const done = press(event.key, lines, picked, open)
    if (done === undefined) return
    event.preventDefault()
    byKey.current = true
    if (done.open !== undefined) onOpen(done.open)
    if (done.picked !== undefined) onPick(done.picked)
  }
  const toggle = (id: string): void => {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    onOpen(next)
  }
  return (
    <div ref={list} role="tree" aria-label="Layers and fields" className={css.tree} onKeyDown={onKeyDown}>
      {lines.map((line) => (
        <TreeLine
          key={line.node.id}
          line={line}
          open={open.has(line.node.id)}
          picked={line.node.id === picked}
          reachable={line.node.id === home}
          onPick={onPick}
          onToggle={toggle}
        />
      ))}
    </div>
  )
}

function TreeLine(props: {
  line: Line
  open: boolean
  picked: boolean
  reachable: boolean
  onPick: (id: string) => void
  onToggle: (id: string) => void
}) {
  const { node, depth, place, of } = props.line
  const folds = node.children.length > 0
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree as a whole hears the keys
    <div
      role="treeitem"
      data-node={node.id}
      aria-level={depth}
      aria-posinset={place}
      aria-setsize={of}
      aria-selected={props.picked}
      {...(folds ? { 'aria-expanded': props.open } : {})}
      tabIndex={props.reachable ? 0 : -1}
      className={css.line}
      style={{ paddingInlineStart: `${depth * 1.1 - 0.6}rem` }}
      onClick={() => {
        props.onPick(node.id)
        if (folds && (props.picked || !props.open)) props.onToggle(node.id)
      }}
    >
      <span className={css.fold} aria-hidden="true">
        {folds ? (props.open ? '▾' : '▸') : ''}
      </span>
      <span className={depth === 1 ? css.layer : css.name}>{node.name}</span>
      {node.value !== '' && (
        <span className={css.value}>
          <Heard text={node.value} />
        </span>
      )}
      {node.wrong !== undefined && (
        <span className={css.wrong}>
          ▲ <Heard text={node.wrong} />
        </span>
      )}
    </div>
  )
}
