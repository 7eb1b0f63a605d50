import {
  keepPreviousData,
  queryOptions,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { MaybeOptionalInit } from 'openapi-fetch'
import type { PathsWithMethod } from 'openapi-typescript-helpers'
import { api } from './client.ts'
import type { components, paths } from './types.ts'

export type GetPath = PathsWithMethod<paths, 'get'>
export type Ask<P extends GetPath> = MaybeOptionalInit<paths[P], 'get'>
type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : never
type Ok<T> = T extends { responses: infer R } ? Json<R[keyof R & (200 | 201 | 202)]> : never
/** What a path answers. */
export type Answer<P extends GetPath> = Ok<paths[P]['get']>
/** One entry of a list that a path answers. */
export type Entry<P extends GetPath> = Answer<P> extends { items: (infer T)[] } ? T : never

/** What a person may say of an asset. */
export type Saying = paths['/sites/{site}/words']['post']['requestBody']['content']['application/json']
/** A packet as the server decoded it, and a field of it. */
export type PacketAnswer = components['schemas']['PacketTree']
export type PacketField = components['schemas']['TreeField']

/** The query for a path, for `useQuery`, `ensureQueryData` and the like. */
export function ask<P extends GetPath>(path: P, init?: Ask<P>) {
  return queryOptions({
    queryKey: [path, init] as const,
    queryFn: async ({ signal }): Promise<Answer<P>> => {
      const { data } = await (api.GET as Get)(path, { ...init, signal })
      return data as Answer<P>
    },
  })
}
// One generic call; what goes in and comes out is typed by `ask`.
type Get = (path: string, init: unknown) => Promise<{ data?: unknown }>

/** What the server says under a path, kept up to date by events: `useAsk('/sites/{site}/overview', { params: { path: { site } } })`. */
export function useAsk<P extends GetPath>(
  path: P,
  init?: Ask<P>,
  options: { enabled?: boolean; refetchInterval?: number } = {},
): UseQueryResult<Answer<P>> {
  return useQuery({ ...ask(path, init), placeholderData: keepPreviousData, ...options })
}

/** A list that goes on as far as one scrolls. `params` as in `useAsk`, without the cursor. */
export function useList<P extends GetPath>(path: P, init: Ask<P>, options: { enabled?: boolean } = {}) {
  const params = (init as { params?: { query?: object } } | undefined)?.params
  const list = useInfiniteQuery({
    queryKey: [path, init, 'all'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }): Promise<Page<Entry<P>>> => {
      const query = { ...params?.query, ...(pageParam === undefined ? {} : { after: pageParam }) }
      const { data } = await (api.GET as Get)(path, { params: { ...params, query }, signal })
      return data as Page<Entry<P>>
    },
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    ...options,
  })
  return list
}
export interface Page<T> {
  items: T[]
  next?: string | null
  total?: number
}

/**
 * Something a person does on the server; what it changed is asked for again. The call throws a Problem when refused:
 * `useDo(() => api.DELETE('/sites/{site}/words/{id}', …), ['assets'])`.
 */
export function useDo<Input, Output>(run: (input: Input) => Promise<Output>, parts: readonly string[]) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) => parts.some((part) => String(queryKey[0]).split('/').includes(part)),
      }),
  })
}
