import { argon2, timingSafeEqual } from 'node:crypto'
import { limits } from '../base/limits.ts'
import { AccessRefusal } from './refusal.ts'

/** How expensive a hash is. */
export interface Cost {
  memory: number
  passes: number
  lanes: number
}

/** The cost of every new hash outside tests. */
export const COST: Cost = {
  memory: limits.access.argonMemoryKibibytes,
  passes: limits.access.argonPasses,
  lanes: limits.access.argonLanes,
}

/**
 * Hashes and verifies passwords with argon2id, on the threads of the pool and never on the one that answers requests. Only a few at once
 * run, for each holds its memory; when too many wait, further ones are refused as busy.
 */
export class Passwords {
  private readonly random: (bytes: number) => Uint8Array
  private readonly cost: Cost
  /** What is compared against when there is no such account, so that this takes as long. */
  private readonly nobody: string
  private running = 0
  private readonly waiting: (() => void)[] = []

  constructor(random: (bytes: number) => Uint8Array, cost: Cost = COST) {
    this.random = random
    this.cost = cost
    const { argonSaltBytes, argonTagBytes } = limits.access
    this.nobody = written(cost, random(argonSaltBytes), random(argonTagBytes))
  }

  /** The hash to store, in the PHC format: it says by itself how it was made. */
  async hash(password: string): Promise<string> {
    const salt = this.random(limits.access.argonSaltBytes)
    return written(this.cost, salt, await this.derive(password, this.cost, salt, limits.access.argonTagBytes))
  }

  /** Whether a password is the one that was hashed; without a hash it takes as long and is not. */
  async fits(password: string, hash: string | undefined): Promise<boolean> {
    const { cost, salt, tag } = read(hash ?? this.nobody)
    const derived = await this.derive(password, cost, salt, tag.length)
    return timingSafeEqual(derived, tag) && hash !== undefined
  }

  /** Whether a hash was made at another cost than new ones are. */
  isDated(hash: string): boolean {
    const { cost } = read(hash)
    const now = this.cost
    return cost.memory !== now.memory || cost.passes !== now.passes || cost.lanes !== now.lanes
  }

  private async derive(password: string, cost: Cost, salt: Uint8Array, tagLength: number): Promise<Buffer> {
    await this.turn()
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        const { memory, passes, lanes: parallelism } = cost
        const message = normal(password)
        const parameters = { message, nonce: salt, parallelism, tagLength, memory, passes }
        argon2('argon2id', parameters, (error, tag) => (error === null ? resolve(tag) : reject(error)))
      })
    } finally {
      // The turn goes to who waits longest, or back.
      const next = this.waiting.shift()
      if (next === undefined) this.running--
      else next()
    }
  }

  private turn(): Promise<void> {
    if (this.running < limits.access.passwordsAtOnce) {
      this.running++
      return Promise.resolve()
    }
    if (this.waiting.length >= limits.access.passwordsWaiting)
      return Promise.reject(
        new AccessRefusal('busy', 'too many people sign in at once; try again in a moment'),
      )
    return new Promise((resolve) => {
      this.waiting.push(resolve)
    })
  }
}

/** The same characters typed on another keyboard are the same password (NIST SP 800-63B, 3.1.1.2). */
function normal(password: string): string {
  return password.normalize('NFKC')
}

/** RFC 9106 and the PHC string format. */
const FORM = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

function written({ memory, passes, lanes }: Cost, salt: Uint8Array, tag: Uint8Array): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${text(salt)}$${text(tag)}`
}

function read(hash: string): { cost: Cost; salt: Buffer; tag: Buffer } {
  const parts = FORM.exec(hash)
  if (parts === null) throw new AccessRefusal('failed', 'the stored hash of a password cannot be read')
  const [, memory, passes, lanes, salt = '', tag = ''] = parts
  return {
    cost: { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '')
}

/** Rows of keys and letters along which fingers run. */
const RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl', 'zxcvbnm']
const LONGEST_PIECE = 6
const LEAST_CHARACTERS = 5
const LEAST_RUN = 4

/**
 * What is wrong with a password somebody chose, in words; undefined when nothing is. Length counts and not the kinds of characters
 * (NIST SP 800-63B, 3.1.1.2); what anybody would try first is refused.
 */
export function weakness(password: string, name: string): string | undefined {
  const { passwordLeast, passwordMost } = limits.access
  const length = [...normal(password)].length
  if (length < passwordLeast)
    return `a password has at least ${passwordLeast} characters; this one has ${length}`
  if (password.length > passwordMost) return `a password has at most ${passwordMost} characters`
  const plain = normal(password).toLowerCase()
  const bare = plain.replace(/[^\p{L}\p{N}]/gu, '')
  if (isMostly(bare, name)) return 'a password is not mostly the name of the account'
  if (isMostly(bare, 'sightglass')) return 'a password is not mostly the name of this product'
  if (new Set(plain).size < LEAST_CHARACTERS)
    return `a password has at least ${LEAST_CHARACTERS} different characters`
  if (repeats(plain)) return 'a password is not a short piece repeated'
  if (restOfRuns(plain) < passwordLeast / 2)
    return 'a password is not mostly a row of keys, letters or digits'
  return undefined
}

/** Whether little is left of a text without a word. */
function isMostly(text: string, word: string): boolean {
  const bare = word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  if (bare === '' || !text.includes(bare)) return false
  return text.replaceAll(bare, '').length < limits.access.passwordLeast / 2
}

function repeats(text: string): boolean {
  for (let size = 1; size <= LONGEST_PIECE; size++)
    if (
      text ===
      text
        .slice(0, size)
        .repeat(Math.ceil(text.length / size))
        .slice(0, text.length)
    )
      return true
  return false
}

/** Characters that remain when each run along keys, letters or digits counts as one. */
function restOfRuns(text: string): number {
  let rest = 0
  for (let at = 0; at < text.length; rest++) at += runFrom(text, at)
  return rest
}

function runFrom(text: string, at: number): number {
  let longest = 1
  for (const row of RUNS)
    for (const line of [row, [...row].reverse().join('')]) {
      const start = line.indexOf(text[at]!)
      if (start < 0) continue
      let length = 1
      while (at + length < text.length && text[at + length] === line[start + length]) length++
      if (length >= LEAST_RUN) longest = Math.max(longest, length)
    }
  return longest
}
