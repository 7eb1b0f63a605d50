import { type ReactNode, useEffect } from 'react'
import css from './Page.module.css'

/** A page: its title, what one can do with it, and its content. `fill` gives the content the height that is left, for tables and maps. */
export function Page(props: {
  title: string
  /** What stands beside the title: a number, a state. */
  beside?: ReactNode
  actions?: ReactNode
  fill?: boolean
  children: ReactNode
}) {
  useEffect(() => {
    document.title = `${props.title} · Sightglass`
  }, [props.title])
  return (
    <div className={props.fill ? css.fill : css.page}>
      <div className={css.head}>
        <h1>{props.title}</h1>
        {props.beside !== undefined && <div className="soft">{props.beside}</div>}
        {props.actions !== undefined && <div className={css.actions}>{props.actions}</div>}
      </div>
      {props.children}
    </div>
  )
}

/** A part of a page, with a title of its own. */
export function Part(props: { title: string; beside?: ReactNode; children: ReactNode; id?: string }) {
  return (
    <section className={css.part} aria-label={props.title} id={props.id}>
      <div className={css.partHead}>
        <h2>{props.title}</h2>
        {props.beside !== undefined && <div className="soft">{props.beside}</div>}
      </div>
      {props.children}
    </section>
  )
}

/** Parts side by side where there is room. */
export function Parts({ children }: { children: ReactNode }) {
  return <div className={css.parts}>{children}</div>
}
