import { useEffect, useSyncExternalStore } from 'react'
import { isWriting, type Key, match, type Pressed } from './keys.ts'

let known: readonly (readonly Key[])[] = []
const listeners = new Set<() => void>()
const change = (next: typeof known): void => {
  known = next
  for (const tell of listeners) tell()
}

/** Keys of a page or a part, for as long as it is shown. Give the same array as long as nothing changed. */
export function useKeys(keys: readonly Key[]): void {
  useEffect(() => {
    change([...known, keys])
    return () => change(known.filter((one) => one !== keys))
  }, [keys])
}

/** All keys that work now, for the keyboard map. */
export function useKnownKeys(): readonly Key[] {
  const all = useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => known,
  )
  return all.flat()
}

/** Listens for keys; once, in the frame. */
export function useKeyboard(): void {
  useEffect(() => {
    let pressed: Pressed[] = []
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target))
        return
      if (document.querySelector('[role=dialog][aria-modal=true]') !== null) return
      pressed = [...pressed.slice(-1), { key: event.key, time: event.timeStamp }]
      const { hit } = match(known.flat().toReversed(), pressed)
      if (hit === undefined) return
      event.preventDefault()
      pressed = []
      hit.run()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
