import { limits } from '../../../base/limits.ts'
import type { Session } from '../../session.ts'
import type { Path } from './path.ts'

/** A connection that was opened in this conversation: where it leads, and what its identifiers are. */
export interface Connection {
  /** Identifier that messages to the target carry, and the one that messages back carry. */
  toTarget: number
  toOriginator: number
  /** What names the connection for ever: its serial number and its originator's vendor and serial number. */
  name: string
  path: Path
  /** Transport class: 0 and 1 cyclic data, 3 messages. */
  transportClass: number
}

/** What a conversation knows of its CIP connections, and over which of them the message being read came. */
export class Connections {
  /** Whether the present message came over a connection, and that connection when its opening was seen. */
  connected = false
  present: Connection | undefined
  private readonly byKey = new Map<number, Connection>()

  /** The encapsulation says, before it hands a message on, which identifier it came with; `undefined`: unconnected. */
  arrive(id: number | undefined, direction: number): void {
    this.connected = id !== undefined
    this.present = id === undefined ? undefined : this.byKey.get(keyOf(id, direction))
  }

  /** Keeps a connection that the party of `direction` opened. */
  add(connection: Connection, direction: number): void {
    this.keep(keyOf(connection.toTarget, direction), connection)
    this.keep(keyOf(connection.toOriginator, 1 - direction), connection)
  }

  private keep(key: number, connection: Connection): void {
    if (this.byKey.size >= limits.dissect.notesPerConversation) {
      const oldest = this.byKey.keys().next().value
      if (oldest !== undefined) this.byKey.delete(oldest)
    }
    this.byKey.set(key, connection)
  }

  /** The open connection of this name. */
  named(name: string): Connection | undefined {
    for (const one of this.byKey.values()) if (one.name === name) return one
    return undefined
  }

  remove(connection: Connection): void {
    for (const [key, one] of this.byKey) if (one === connection) this.byKey.delete(key)
  }
}

/** Both parties choose identifiers for themselves, so the same number may mean two connections, one per direction. */
function keyOf(id: number, direction: number): number {
  return id * 2 + direction
}

const NOTE = 'cip connections'

/** The connections of this conversation. */
export function connectionsOf(session: Session): Connections {
  let known = session.recall<Connections>(NOTE)
  if (known === undefined) {
    known = new Connections()
    session.remember(NOTE, known)
  }
  return known
}
