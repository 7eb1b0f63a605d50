import { z } from 'zod'
import { permissionSchema, roleSchema } from '../model/principal.ts'
import { nameSchema } from '../model/site.ts'
import type { Gate } from './gate.ts'
import type { Ledger, Ports } from './ledger.ts'
import type { Passwords } from './password.ts'
import type { Shelf } from './shelf.ts'

/** Names of accounts; capital letters count as small ones when somebody signs in. */
export const accountNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._@+-]{0,63}$/, 'small letters, digits and . _ @ + -, at most 64')

const timeSchema = z.string()

/** An account as it is stored. */
export const accountSchema = z.object({
  name: accountNameSchema,
  fullName: z.string().max(200),
  role: roleSchema,
  disabled: z.boolean(),
  /** argon2id in the PHC format. */
  hash: z.string(),
  created: timeSchema,
  passwordChanged: timeSchema,
  /** The password was set by somebody else and has to be changed first. */
  mustChange: z.boolean(),
  lastSignIn: timeSchema.optional(),
})
export type Account = z.infer<typeof accountSchema>

/** A session as it is stored, under the hash of its secret. Times in milliseconds since 1970. */
export const sessionSchema = z.object({
  account: accountNameSchema,
  created: z.number(),
  seen: z.number(),
  /** Ends then in any case, or when unused for so long. */
  expires: z.number(),
  idleMs: z.number(),
  from: z.string(),
})
export type Session = z.infer<typeof sessionSchema>

/** A token as it is stored, under the hash of its secret. */
export const tokenSchema = z.object({
  id: z.string(),
  account: accountNameSchema,
  title: z.string().max(200),
  permissions: z.array(permissionSchema),
  site: nameSchema.optional(),
  created: z.number(),
  expires: z.number(),
  used: z.number().optional(),
  usedFrom: z.string().optional(),
})
export type Token = z.infer<typeof tokenSchema>

/** A one-time link as it is stored. */
export const linkSchema = z.object({ secretHash: z.string(), expires: z.number() })
export type Link = z.infer<typeof linkSchema>

/** Whether an account can act at all. */
export function isActiveAdmin({ role, disabled }: Account): boolean {
  return role === 'admin' && !disabled
}

/** Everything that is stored, and what works on it. */
export interface Parts {
  readonly ports: Ports
  readonly ledger: Ledger
  readonly passwords: Passwords
  readonly gate: Gate
  readonly accounts: Shelf<Account>
  readonly sessions: Shelf<Session>
  readonly tokens: Shelf<Token>
}

/** A secret that nobody can guess, as text for cookies and headers. */
export function newSecret(ports: Ports): string {
  return Buffer.from(ports.random(SECRET_BYTES)).toString('base64url')
}

const SECRET_BYTES = 32

/** How somebody typed the name of an account. */
export function nameTyped(name: string): string {
  return name.trim().toLowerCase()
}
