import type { Session } from '../../session.ts'
import type { S7, UserData } from './model.ts'
import { CHANGE_DRIVEN, CYCLIC, CYCLIC_DATA, PROGRAMMER, VARIABLE_STATUS } from './userdata.tables.ts'

/** What a subscription is for, so that pushes of values can name it; `stamp` tells one set of objects from another. */
interface Subscription {
  objects: string[]
  stamp: number
}

/** Notes under which subscriptions are kept, by the number that the controller gave them; made once, for they are looked up often. */
const NOTES: readonly string[] = Array.from({ length: 256 }, (_, number) => `s7 subscription ${number}`)

/** A number that changes with the objects of a subscription; 0 for an unknown one. */
export function stampOf(session: Session, number: number): number {
  return session.recall<Subscription>(NOTES[number]!)?.stamp ?? 0
}

/**
 * Keeps what a subscription is for when the controller answers it with a number, and gives a push of values the objects of the
 * subscription that it belongs to.
 */
export function followSubscription(session: Session, user: UserData): void {
  if (!subscribes(user)) return
  const note = NOTES[user.sequence]!
  if (user.kind === 'push') user.objects = session.recall<Subscription>(note)?.objects ?? []
  const asked = (session.request?.value as S7 | undefined)?.body
  if (user.kind !== 'reply' || asked?.what !== 'userdata') return
  const { objects } = asked
  session.remember(note, { objects, stamp: hashOf(objects.join()) } satisfies Subscription)
}

function subscribes(user: UserData): boolean {
  if (user.group === PROGRAMMER) return user.function === VARIABLE_STATUS
  return user.group === CYCLIC && (user.function === CYCLIC_DATA || CHANGE_DRIVEN.has(user.function))
}

/** FNV-1a over the code units of a text. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}
