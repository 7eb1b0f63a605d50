import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Context } from 'hono'
import { limits } from '../base/limits.ts'

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
  woff2: 'font/woff2',
}
const COMPRESSED = /^(css|html|js|json|map|svg|txt|webmanifest)$/
/** The build puts a hash of the content into these names, so they can be kept for ever. */
const HASHED = /^\/assets\/[^/]+-[\w-]{8,}\.\w+$/
const LEAST_COMPRESSED = 1024
const compress = promisify(gzip)

interface StaticFile {
  bytes: Uint8Array<ArrayBuffer>
  /** Made when somebody asks for it first. */
  gzipped: Promise<Uint8Array<ArrayBuffer>> | undefined
  type: string
  compresses: boolean
  etag: string
  keep: string
}

const INDEX = '/index.html'

/**
 * The console's files, read into memory once: whatever a request asks for is looked up among their names, so that no path leads anywhere else.
 */
export class StaticFiles {
  private readonly files = new Map<string, StaticFile>()

  /** Reads a folder. Throws when it holds more than a console would; none at all is no console. */
  constructor(folder: string) {
    if (!existsSync(join(folder, INDEX))) return
    let bytes = 0
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.startsWith('.')) continue
      const path = join(entry.parentPath, entry.name)
      const file = fileOf(`/${relative(folder, path).split(sep).join('/')}`, readFileSync(path))
      bytes += file.bytes.length
      if (this.files.size >= limits.api.consoleFiles || bytes > limits.api.consoleBytes)
        throw new Error(`${folder} holds more than a console; ${limits.api.consoleFiles} files are read`)
      this.files.set(file.name, file)
    }
  }

  get found(): boolean {
    return this.files.size > 0
  }

  /** Answers a request for a file, or with the console's page for an address inside it; undefined when it is neither. */
  async answer(context: Context): Promise<Response | undefined> {
    const path = context.req.path
    const file = this.files.get(path) ?? (isPage(path, context) ? this.files.get(INDEX) : undefined)
    if (file === undefined) return undefined
    const headers: Record<string, string> = {
      'Content-Type': file.type,
      'Cache-Control': file.keep,
      ETag: file.etag,
      ...(file.compresses ? { Vary: 'Accept-Encoding' } : {}),
    }
    if (isKnown(context.req.header('if-none-match'), file.etag)) return context.body(null, 304, headers)
    const accepted = context.req.header('accept-encoding') ?? ''
    if (!file.compresses || !/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted))
      return context.body(file.bytes, 200, headers)
    file.gzipped ??= compress(file.bytes).then((made) => new Uint8Array(made))
    return context.body(await file.gzipped, 200, { ...headers, 'Content-Encoding': 'gzip' })
  }
}

/** An address inside the console; names of assets in it may look like those of files, so what a browser asks for when it goes there counts. */
function isPage(path: string, context: Context): boolean {
  if (!/\.[a-z0-9]+$/i.test(path)) return true
  const accepted = context.req.header('accept') ?? ''
  return path.startsWith('/sites/') && accepted.includes('text/html')
}

function fileOf(name: string, bytes: Uint8Array): StaticFile & { name: string } {
  const ending = name.slice(name.lastIndexOf('.') + 1)
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  return {
    name,
    bytes: new Uint8Array(bytes),
    gzipped: undefined,
    type: TYPES[ending] ?? 'application/octet-stream',
    compresses: COMPRESSED.test(ending) && bytes.length >= LEAST_COMPRESSED,
    etag: `W/"${hash}"`,
    keep: HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.split(',').some((one) => one.trim() === etag || one.trim() === etag.slice(2))
}
