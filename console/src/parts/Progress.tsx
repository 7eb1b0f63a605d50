import css from './Progress.module.css'

/** How far a long work is; without a value, that it goes on. `part` is 0 to 1. */
export function Progress({ part, label }: { part?: number; label: string }) {
  return (
    <progress className={css.progress} aria-label={label} {...(part === undefined ? {} : { value: part })} />
  )
}
