import type { ReactNode } from 'react'
import css from './Sign.module.css'

export type Level = 'calm' | 'warn' | 'bad'

/** A state in a shape and a word, with colour only when it is not as it should be. */
export function Sign(props: { level: Level; title?: string; children: ReactNode }) {
  return (
    <span className={`${css.sign} ${css[props.level]}`} title={props.title}>
      <svg width="11" height="11" viewBox="0 0 12 12" aria-hidden="true">
        {props.level === 'calm' && (
          <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />
        )}
        {props.level === 'warn' && <path d="M6 .5 12 11.5H0z" fill="currentColor" />}
        {props.level === 'bad' && <path d="M.5.5h11v11H.5z" fill="currentColor" />}
      </svg>
      <span>{props.children}</span>
    </span>
  )
}
