/** The keyboard map: what a key, or one key after another, does. `mod+k` is Ctrl-K, or Cmd-K on a Mac. */
export interface Key {
  /** 'g a': one after the other; '/': one alone. */
  keys: string
  does: string
  run: () => void
}

/** How long the second key of a sequence may take. */
export const SEQUENCE_MS = 1200

export interface Pressed {
  key: string
  time: number
}

/** The keys that fit what was pressed, the newest last; `waiting` when a longer sequence has begun. */
export function match<K extends { keys: string }>(
  keys: readonly K[],
  pressed: readonly Pressed[],
): { hit: K | undefined; waiting: boolean } {
  const now = pressed.at(-1)
  if (now === undefined) return { hit: undefined, waiting: false }
  const before = pressed.at(-2)
  const both = before !== undefined && now.time - before.time <= SEQUENCE_MS ? `${before.key} ${now.key}` : ''
  const hit = keys.find((one) => one.keys === both) ?? keys.find((one) => one.keys === now.key)
  return { hit, waiting: hit === undefined && keys.some((one) => one.keys.startsWith(`${now.key} `)) }
}

/** Whether keys belong to what has the focus, because one writes there. */
export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=checkbox]), textarea, select, [role=combobox]'))
  )
}
