import { useElementSize, useMergedRef } from '@mantine/hooks'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'

/** Something wide, such as a table on a phone: it scrolls by itself, and Tab stops at it when there is something to scroll. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLElement>(null)
  const { ref, width } = useElementSize()
  const [wide, setWide] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the width changes
  useLayoutEffect(
    () => setWide(box.current !== null && box.current.scrollWidth > box.current.clientWidth),
    [width],
  )
  return (
    <section
      className="scroll"
      ref={useMergedRef(box, ref)}
      {...(wide ? { tabIndex: 0, 'aria-label': label } : {})}
    >
      {children}
    </section>
  )
}
