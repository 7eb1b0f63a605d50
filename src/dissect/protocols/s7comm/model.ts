import type { Szl } from './szl.ts'

/** What a job reads or writes: one or more addresses in the notation of STEP 7. */
export interface Item {
  syntax: number
  addresses: string[]
}

export interface Setup {
  what: 'setup'
  pduLength: number
}

/** Read Var and Write Var: the items of a request, or the return code of each in an answer. */
export interface Variables {
  what: 'variables'
  function: number
  items: Item[]
  results: number[]
}

/** A step of moving a block; `file` is empty where the step names none. */
export interface Transfer {
  what: 'transfer'
  function: number
  file: string
  /** Number of an upload, 0 while it has none. */
  upload: number
  bytes: number
}

/** A program invocation: PI-Service and PLC Stop. */
export interface Service {
  what: 'service'
  function: number
  name: string
  /** Blocks, files or the kind of start, in words; never a password. */
  argument: string
  secret: boolean
}

export interface UserData {
  what: 'userdata'
  kind: 'push' | 'request' | 'reply'
  group: number
  function: number
  sequence: number
  /** Return code of the data; undefined where there are none. */
  result: number | undefined
  /** What the function acts upon, in words. */
  objects: string[]
  /** Return codes of items in cyclic data. */
  results: number[]
  /** Function of the job that a job upon jobs acts on; 0 for none. */
  job: number
  /** False while further pieces follow. */
  complete: boolean
  szl: Szl | undefined
  secret: boolean
}

export interface Bare {
  what: 'bare'
  function: number
}

export type Body = Setup | Variables | Transfer | Service | UserData | Bare

/** One unit of S7 communication. */
export interface S7 {
  rosctr: number
  reference: number
  /** Error class and code, or the error of userdata; 0 for none. */
  error: number
  body: Body
}

/** Code of the function that a body belongs to, -1 where it is not a function of jobs. */
export function functionOf(body: Body): number {
  return body.what === 'setup' ? 0xf0 : body.what === 'userdata' ? -1 : body.function
}
