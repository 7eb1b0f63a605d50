import { useQuery } from '@tanstack/react-query'
import { Problem } from './problem.ts'
import { queries } from './queries.ts'
import { type Answer, ask } from './use.ts'

export type Session = Answer<'/session'>
export type Permission = Session['permissions'][number]

/** Who is signed in; undefined when nobody is. */
export async function currentSession(): Promise<Session | undefined> {
  try {
    return await queries.ensureQueryData(ask('/session'))
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return undefined
    throw error
  }
}

/** Who is signed in; for pages behind the sign-in only. */
export function useSession(): Session | undefined {
  return useQuery({ ...ask('/session'), staleTime: 60_000 }).data
}

/** Whether the signed-in person may do something. */
export function useMay(permission: Permission): boolean {
  return useSession()?.permissions.includes(permission) ?? false
}

/** Forgets everything the last person saw. */
export function forget(): void {
  queries.clear()
}
