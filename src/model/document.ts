import { z } from 'zod'
import type { Amendment } from './batch.ts'
import { nameSchema, type Site } from './site.ts'

/** What JSON can say. A member that is undefined is left out. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [member: string]: Json | undefined }

/** Stands for the whole installation where a site is asked for; no site can be called so. */
export const WHOLE = '-'

/** Whose documents and journals they are: a site's, or those of the whole installation. */
export const ownerSchema = z.union([z.literal(WHOLE), nameSchema])

/** Kinds of documents and names of journals stand in code; identifiers may come from people. */
export const kindSchema = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'small letters, digits and dash')
export const documentIdSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, '1 to 200 characters, no control characters')

/** A small document that people or the product write: an account, a saved view, a setting. */
export interface Document {
  id: string
  body: Json
  /** 1 when it is new, one more with each put. */
  revision: number
}

/** One entry of a journal, to which is only ever added. */
export interface Entry {
  /** From 1 on, without holes. */
  sequence: number
  body: Json
}

/** What is written together or not at all. Puts and removals come before entries; each in the order given. */
export interface Change {
  /** A site that is added or renamed; it is there for everything else in the change. */
  place?: Site
  put?: readonly Put[]
  remove?: readonly Removal[]
  append?: readonly Addition[]
  /** How assets are shown because of it. */
  amend?: Amendment
}

export interface Put {
  site: string
  kind: string
  id: string
  /** The one it has now, 0 when there is none; another one is a conflict. */
  revision: number
  body: Json
}

export interface Removal {
  site: string
  kind: string
  id: string
  /** When given, the one it has now, anything else being a conflict; else it is gone afterwards, whatever it was. */
  revision?: number
}

export interface Addition {
  site: string
  journal: string
  body: Json
  /** The one it shall get; a conflict unless it follows the last. */
  sequence: number
}

/** A page of documents in the order of their identifiers, or of a journal in the order of its entries. */
export interface DocumentPage {
  /** Behind this identifier. */
  after?: string
  limit?: number
}
export interface JournalPage {
  /** Behind this entry in the order that is asked for. */
  after?: number
  limit?: number
  newestFirst?: boolean
}

/** The part of a store that keeps documents and journals. */
export interface Documents {
  /** Writes all of it in one step, durable when resolved. Refuses as `conflict` when something is not as expected, and writes nothing. */
  commit(change: Change): Promise<void>
  document(site: string, kind: string, id: string): Promise<Document | undefined>
  /** A page may hold fewer than asked for when documents are large; the end is an empty one. */
  documents(site: string, kind: string, page?: DocumentPage): Promise<Document[]>
  /** Likewise. A journal that nobody wrote to is empty. */
  journal(site: string, name: string, page?: JournalPage): Promise<Entry[]>
}

/** All documents of a kind, read page by page. */
export async function* everyDocument(
  store: Pick<Documents, 'documents'>,
  site: string,
  kind: string,
): AsyncGenerator<Document> {
  for (let after: string | undefined; ; ) {
    const page = await store.documents(site, kind, after === undefined ? {} : { after })
    if (page.length === 0) return
    yield* page
    after = page.at(-1)!.id
  }
}

/** All entries of a journal from the first on, or from behind one, read page by page. */
export async function* everyEntry(
  store: Pick<Documents, 'journal'>,
  site: string,
  name: string,
  after = 0,
): AsyncGenerator<Entry> {
  for (let last = after; ; ) {
    const page = await store.journal(site, name, { after: last })
    if (page.length === 0) return
    yield* page
    last = page.at(-1)!.sequence
  }
}

/** Whether a store refused because somebody else was quicker. */
export function isConflict(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === 'conflict'
}
