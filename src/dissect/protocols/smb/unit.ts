/** What one command of an SMB message asks or answers, the same for all versions of the protocol. */
export interface Unit {
  /** The specification's own term for the command. */
  name: string
  act: Act
  /** Share, file or pipe that it is about, as one path. */
  path: string
  account: string
  /** True when a password passed as it is typed. */
  clear: boolean
  open: Open | undefined
  system: System | undefined
}

export type Act =
  | 'none'
  | 'login'
  | 'tree'
  | 'open'
  | 'read'
  | 'write'
  | 'delete'
  | 'rename'
  | 'list'
  | 'look'
  | 'probe'

/** How a file is opened (MS-SMB2 section 2.2.13, MS-CIFS section 2.2.4.64). */
export interface Open {
  access: number
  disposition: number
  options: number
}

/** What a party says of itself when it logs in or answers a negotiation. */
export interface System {
  os: string
  manager: string
  domain: string
  server: string
}

export function unitOf(name: string, act: Act = 'none', path = ''): Unit {
  return { name, act, path, account: '', clear: false, open: undefined, system: undefined }
}

/** Path of a file inside its share; pipes are named as Windows programs know them. */
export function joined(share: string | undefined, path: string): string {
  const inner = path.replace(/^\\+/, '')
  if (share !== undefined && /\\IPC\$$/i.test(share)) return `\\PIPE\\${inner.replace(/^PIPE\\/i, '')}`
  return share === undefined ? `\\${inner}` : `${share}\\${inner}`
}

/** Whether a path names a pipe. */
export function isPipe(path: string): boolean {
  return /^\\PIPE\\/i.test(path)
}
