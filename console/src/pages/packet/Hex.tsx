import { useMemo } from 'react'
import { BYTES_PER_ROW, character, hex, rowsOf } from './hex.ts'
import css from './Packet.module.css'

/** The bytes of a packet; those from `start` up to `end` are marked. A click on a byte tells which it is. */
export function Hex(props: {
  bytes: Uint8Array
  start: number | undefined
  end: number | undefined
  onPick: (offset: number) => void
}) {
  const { bytes, start = -1, end = -1, onPick } = props
  const rows = useMemo(() => rowsOf(bytes), [bytes])
  const marked = (offset: number): string | undefined =>
    offset >= start && offset < end ? css.marked : undefined
  return (
    // The fields stand in the tree in words; the raw bytes are for eyes and a pointer.
    <div className={css.hex} aria-hidden="true">
      {rows.map((row) => (
        <div key={row.offset} className={css.hexRow}>
          <span className={css.offset}>{row.offset.toString(16).padStart(4, '0')}</span>
          <span className={css.bytes}>
            {Array.from({ length: BYTES_PER_ROW }, (_, index) => {
              const offset = row.offset + index
              const byte = row.bytes[index]
              if (byte === undefined) return <span key={offset} className={css.byte} />
              return (
                // biome-ignore lint/a11y/noStaticElementInteractions: the tree offers the same to the keyboard
                // biome-ignore lint/a11y/useKeyWithClickEvents: the tree offers the same to the keyboard
                <span
                  key={offset}
                  className={`${css.byte} ${marked(offset) ?? ''}`}
                  onClick={() => onPick(offset)}
                >
                  {hex(byte)}
                </span>
              )
            })}
          </span>
          <span className={css.characters}>
            {Array.from(row.bytes, (_, index) => row.offset + index).map((offset) => (
              <span key={offset} className={marked(offset)}>
                {character(bytes[offset]!)}
              </span>
            ))}
          </span>
        </div>
      ))}
    </div>
  )
}
