import type { Session } from '../../session.ts'

/** Port on which the station listens (IEC 60870-5-104, 7.1). */
export const PORT = 2404

const MASTER = 'master'

/** Notes that the present message can only come from a master: it starts the transfer, or commands. */
export function noteMaster(session: Session): void {
  session.remember(MASTER, session.direction)
}

/** Whether the present message goes from a master to a station; by the port where neither side has shown what it is. */
export function isToStation(session: Session): boolean {
  const master = session.recall<number>(MASTER)
  return master === undefined ? session.toPort === PORT : master === session.direction
}
