import { useState } from 'react'
import css from './Heard.module.css'
import { cut, piecesOf } from './heard.ts'

/** Shorter ones hold together in a narrow table. */
const UNBROKEN = 24

/**
 * Every string that came over the wire or from a file is shown by this and nothing else: as text, in its own reading direction, odd
 * characters as symbols, long ones shortened with the rest on demand.
 */
export function Heard({ text, most = 120 }: { text: string; most?: number }) {
  const [whole, setWhole] = useState(false)
  const { start, left } = cut(text, whole ? 64_000 : most)
  return (
    <bdi className={whole ? css.whole : start.length > UNBROKEN ? css.long : css.heard}>
      {piecesOf(start).map((piece, index) =>
        piece.odd === undefined ? (
          piece.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
          <span key={index} className={css.odd} title={piece.odd}>
            {piece.text}
          </span>
        ),
      )}
      {left > 0 && (
        <button
          type="button"
          className={css.more}
          aria-label={`Show ${left.toLocaleString('en')} more characters`}
          onClick={(event) => {
            event.stopPropagation()
            setWhole(true)
          }}
        >
          … {left.toLocaleString('en')} more
        </button>
      )}
    </bdi>
  )
}
