import type { ReactNode } from 'react'
import css from './Fact.module.css'
import { Go } from './Go.tsx'
import { Heard } from './Heard.tsx'
import { Time } from './Time.tsx'

export interface FactProps {
  name: string
  /** Text from the wire, or something made of it; undefined: not known. */
  value: string | undefined
  /** Shown instead of the value. */
  children?: ReactNode
  /** The address of the packet that says so, and what it is in words. */
  evidence?: { href: string; words: string }
  /** Claims that contradict each other. */
  conflict?: boolean
  /** A person said it; it outranks what was inferred. */
  said?: { by: string; at: string; inferred?: string | number | null }
}

/** A value with what makes it believable: the packet behind it, whether claims contradict, whether a person said it. */
export function Fact(props: FactProps) {
  return (
    <div className={css.fact}>
      <dt>{props.name}</dt>
      <dd>
        {props.children ??
          (props.value === undefined ? (
            <span className="soft">not known</span>
          ) : (
            <Heard text={props.value} />
          ))}
        {props.conflict && (
          <span className={css.conflict} title="Packets contradict each other about this">
            ▲ contradicted
          </span>
        )}
        {props.said !== undefined && (
          <span className={css.said}>
            said by <Heard text={props.said.by} most={40} />, <Time at={props.said.at} since />
            {props.said.inferred != null && (
              <>
                {' '}
                (inferred: <Heard text={String(props.said.inferred)} most={60} />)
              </>
            )}
          </span>
        )}
        {props.evidence !== undefined && (
          <Go
            href={props.evidence.href}
            className={css.evidence}
            aria-label={`${props.name}: ${props.evidence.words}`}
          >
            {props.evidence.words}
          </Go>
        )}
      </dd>
    </div>
  )
}

/** Facts under each other. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={css.facts}>{children}</dl>
}
