import { GLYPHS, glyphIn, type Pen, trace, traceInner } from './glyphs.ts'
import css from './Map.module.css'

const CELL = { x: 0, y: -2, w: 42, h: 30 }
/** One role for each shape, and every code in words. */
const SHAPES = ['plc', 'hmi', 'historian', 'remote-io', 'switch', 'it-host', 'unknown']
const FAMILY: Readonly<Record<string, string>> = {
  plc: 'controller',
  hmi: 'operator or engineer',
  historian: 'server',
  'remote-io': 'field device',
  switch: 'network',
  'it-host': 'IT',
  unknown: 'role unknown',
}

/** What shapes, lines and keys mean. */
export function Legend() {
  return (
    <details className={`${css.legend} no-print`}>
      <summary>What the marks and keys mean</summary>
      <div className={css.legendParts}>
        <section aria-label="Marks">
          {SHAPES.map((role) => (
            <span key={role} className={css.legendItem}>
              <Glyph of={role} />
              {FAMILY[role]}
            </span>
          ))}
          <span className={css.legendItem}>
            <Glyph of="plc" silent />
            never heard, only addressed
          </span>
          <p className="soft">
            {Object.values(GLYPHS)
              .map(({ code, words }) => (code === words ? code : `${code} ${words}`))
              .join(', ')}
          </p>
        </section>
        <section aria-label="Lines">
          <LineSample className={css.looks!} words="reads and the like" />
          <LineSample className={css.changes!} words="writes, starts, sign-ins" />
          <LineSample className={css.grave!} words="downloads, stops, forcing, settings: worth a look" />
          <LineSample className={css.ghost!} words="silent in the chosen time" />
          <p className="soft">
            A conduit is as wide as the number of pairs in it. Lines inside a large zone show when one comes
            near.
          </p>
        </section>
        <section aria-label="Keys" id="map-keys">
          <p>
            On the map: <kbd>arrows</kbd> go from mark to mark, <kbd>Enter</kbd> opens a zone or picks an
            asset, once more its page, <kbd>Space</kbd> picks, <kbd>c</kbd> closes the zone around,{' '}
            <kbd>Esc</kbd> lets go. <kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd> zoom, <kbd>p</kbd> starts a path.
          </p>
        </section>
      </div>
    </details>
  )
}

/** Writes a path down as the text of an SVG path. */
class Quill implements Pen {
  text = ''
  moveTo(x: number, y: number): void {
    this.text += `M${x} ${y}`
  }
  lineTo(x: number, y: number): void {
    this.text += `L${x} ${y}`
  }
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.text += `Q${cx} ${cy} ${x} ${y}`
  }
  closePath(): void {
    this.text += 'Z'
  }
}

function Glyph({ of, silent = false }: { of: string; silent?: boolean }) {
  const { shape, code } = GLYPHS[of]!
  const box = glyphIn(CELL)
  const [outline, inner] = [new Quill(), new Quill()]
  trace(outline, shape, box)
  traceInner(inner, shape, box)
  const dashed = silent || shape === 'unknown'
  return (
    <svg width="42" height="30" viewBox="0 0 42 30" aria-hidden="true">
      <path
        d={outline.text}
        fill={silent ? 'var(--raised)' : 'var(--node)'}
        stroke="var(--edge)"
        strokeDasharray={dashed ? '3 2' : undefined}
      />
      <path d={inner.text} fill="none" stroke="var(--edge)" />
      <text x="21" y={box.y + 15} textAnchor="middle" fontSize="10" fontWeight="600" fill="var(--text)">
        {code}
      </text>
    </svg>
  )
}

function LineSample({ className, words }: { className: string; words: string }) {
  return (
    <span className={css.legendItem}>
      <svg width="42" height="12" viewBox="0 0 42 12" aria-hidden="true" className={className}>
        <path d="M2 6H40" />
      </svg>
      {words}
    </span>
  )
}
