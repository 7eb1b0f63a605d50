/** A line of the decode tree: a layer, a field, or a part of a field. Bytes are counted from the beginning of the packet, `end` excluded. */
export interface Node {
  id: string
  name: string
  value: string
  start: number | undefined
  end: number | undefined
  /** What is wrong with it, in words. */
  wrong: string | undefined
  children: readonly Node[]
}

export interface Line {
  node: Node
  depth: number
  /** Place among its siblings, from 1, and how many they are. */
  place: number
  of: number
  parent: string | undefined
}

/** The lines in sight: children stand under a node that is open. */
export function linesOf(nodes: readonly Node[], open: ReadonlySet<string>): Line[] {
  const lines: Line[] = []
  const visit = (siblings: readonly Node[], depth: number, parent: string | undefined): void => {
    siblings.forEach((node, index) => {
      lines.push({ node, depth, place: index + 1, of: siblings.length, parent })
      if (open.has(node.id)) visit(node.children, depth + 1, node.id)
    })
  }
  visit(nodes, 1, undefined)
  return lines
}

/** The way from a layer down to the smallest node that holds a byte; of two of one size the deeper, of two equals the later. */
export function pathTo(nodes: readonly Node[], offset: number): Node[] {
  let best: Node[] = []
  let size = Number.POSITIVE_INFINITY
  const visit = (siblings: readonly Node[], way: readonly Node[]): void => {
    for (const node of siblings) {
      const here = [...way, node]
      const has =
        node.start !== undefined && node.end !== undefined && node.start <= offset && offset < node.end
      if (has && node.end! - node.start! <= size) {
        best = here
        size = node.end! - node.start!
      }
      visit(node.children, here)
    }
  }
  visit(nodes, [])
  return best
}

/** What a key does to the tree, after the tree pattern of the ARIA Authoring Practices Guide. */
export function press(
  key: string,
  lines: readonly Line[],
  picked: string | undefined,
  open: ReadonlySet<string>,
): { picked?: string; open?: Set<string> } | undefined {
  const at = lines.findIndex(({ node }) => node.id === picked)
  const line = lines[at]
  const go = (index: number): { picked?: string } => {
    const there = lines[Math.min(lines.length - 1, Math.max(0, index))]
    return there === undefined ? {} : { picked: there.node.id }
  }
  if (key === 'ArrowDown') return go(at + 1)
  if (key === 'ArrowUp') return go(at < 0 ? 0 : at - 1)
  if (key === 'Home') return go(0)
  if (key === 'End') return go(lines.length - 1)
  if (line === undefined) return undefined
  const { node, parent } = line
  const folds = node.children.length > 0
  if (key === 'ArrowRight') {
    if (!folds) return undefined
    return open.has(node.id) ? go(at + 1) : { open: new Set([...open, node.id]) }
  }
  if (key === 'ArrowLeft') {
    if (folds && open.has(node.id)) return { open: new Set([...open].filter((id) => id !== node.id)) }
    return parent === undefined ? undefined : { picked: parent }
  }
  return undefined
}
