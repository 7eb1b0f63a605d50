import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

const CLAIM = 'writer'

/** Number, start and boot of a process (proc(5)); undefined when there is none such. */
function identityOf(pid: number): string | undefined {
  try {
    const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${pid} ${after[START_TIME]} ${boot}`
  } catch {
    return undefined
  }
}

/** Field 22 of the file, counted behind the program's name, which is field 2. */
const START_TIME = 22 - 3

/**
 * A folder of evidence on disk, by plain names. Files are appended to or written whole, never changed: what was written once stays as it is
 * until it is removed.
 */
export class EvidenceFolder {
  readonly path: string
  private readonly open = new Map<string, number>()

  /** Makes the folder where it is not there yet; throws what the file system says when that cannot be. */
  constructor(path: string) {
    this.path = path
    mkdirSync(path, { recursive: true, mode: 0o750 })
  }

  /** A folder inside. */
  inside(name: string): EvidenceFolder {
    return new EvidenceFolder(join(this.path, name))
  }

  names(): string[] {
    return readdirSync(this.path).sort()
  }

  has(name: string): boolean {
    return existsSync(join(this.path, name))
  }

  size(name: string): number {
    return statSync(join(this.path, name)).size
  }

  /** Appends to a file; the first time the file must be new. */
  append(name: string, bytes: Uint8Array): void {
    let file = this.open.get(name)
    if (file === undefined) {
      file = openSync(join(this.path, name), 'ax', 0o640)
      this.open.set(name, file)
    }
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at)
  }

  /** A file that was appended to is complete: it reaches the disk before this returns. */
  seal(name: string): void {
    const file = this.open.get(name)
    if (file === undefined) return
    this.open.delete(name)
    fsyncSync(file)
    closeSync(file)
  }

  /** A file that cannot be appended to any more is left as it is. */
  abandon(name: string): void {
    const file = this.open.get(name)
    this.open.delete(name)
    if (file !== undefined) closeSync(file)
  }

  /**
   * Makes this process the only one that writes here, until it ends; gives the number of the process that already does. What a killed one
   * left behind does not count: a process is told by its number, when it began and since which boot.
   */
  claim(): number | undefined {
    const holder = this.text(CLAIM)?.split(' ')[0]
    const pid = Number(holder)
    if (holder !== undefined && pid !== process.pid && identityOf(pid) === this.text(CLAIM)) return pid
    this.write(CLAIM, identityOf(process.pid) ?? '')
    return undefined
  }

  /** Reads from a place in a file into `target`; gives how many bytes there were. */
  read(name: string, at: number, target: Uint8Array): number {
    const file = openSync(join(this.path, name), 'r')
    try {
      return readSync(file, target, 0, target.length, at)
    } finally {
      closeSync(file)
    }
  }

  text(name: string): string | undefined {
    try {
      return readFileSync(join(this.path, name), 'utf8')
    } catch {
      return undefined
    }
  }

  /** Writes a file whole or not at all. */
  write(name: string, text: string): void {
    const path = join(this.path, name)
    writeFileSync(`${path}.part`, text, { mode: 0o640, flush: true })
    renameSync(`${path}.part`, path)
  }

  remove(name: string): void {
    rmSync(join(this.path, name), { force: true })
  }
}
