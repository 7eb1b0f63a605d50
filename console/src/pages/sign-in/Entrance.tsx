import type { ReactNode } from 'react'
import { useEffect } from 'react'
import css from './Entrance.module.css'

/** The page outside: a title, a few words, a form. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Sightglass`
  }, [title])
  return (
    <main className={css.entrance}>
      <div className={css.sheet}>
        <p className={css.name}>Sightglass</p>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}
