import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import { type HelloShape, ja4 } from './ja4.ts'
import { CIPHERS, EXTENSION, EXTENSIONS, VERSIONS } from './tls.tables.ts'

/** A ClientHello or ServerHello: what is offered, or what was chosen. */
export interface Hello extends HelloShape {
  versions: number[]
  ciphers: number[]
  extensions: number[]
  signatures: number[]
  alpn: string[]
  /** Host that the client wants to talk to. */
  serverName: string
  /** Version of the protocol, in words: the highest offered, or the chosen one. */
  speaks: string
  ja4: string
}

const LIST = limits.dissect.listItems

function start(cursor: Cursor): Hello {
  const version = cursor.u16('version')
  cursor.raw('random', 32)
  cursor.raw('session_id', cursor.u8('session_id_size'))
  const [serverName, speaks, fingerprint] = ['', '', '']
  return {
    version,
    versions: [],
    ciphers: [],
    extensions: [],
    signatures: [],
    alpn: [],
    serverName,
    speaks,
    ja4: fingerprint,
  }
}

/** Reads a ClientHello (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2). */
export function readClientHello(cursor: Cursor): Hello {
  const hello = start(cursor)
  hello.ciphers = numbers(cursor, 'cipher_suites', cursor.u16('cipher_suites_size'))
  cursor.raw('compression_methods', cursor.u8('compression_methods_size'))
  if (cursor.left > 0) extensions(cursor, hello, true)
  hello.speaks = versionText(Math.max(hello.version, ...hello.versions.filter((one) => one in VERSIONS)))
  hello.ja4 = cursor.derive('ja4', ja4(hello))
  return hello
}

/** Reads a ServerHello (RFC 8446 section 4.1.3, RFC 5246 section 7.4.1.3). */
export function readServerHello(cursor: Cursor): Hello {
  const hello = start(cursor)
  hello.ciphers = [cursor.u16('cipher_suite')]
  cursor.derive('cipher', CIPHERS[hello.ciphers[0]!] ?? 'unknown')
  cursor.u8('compression_method')
  if (cursor.left > 0) extensions(cursor, hello, false)
  hello.speaks = versionText(hello.versions[0] ?? hello.version)
  return hello
}

function versionText(version: number): string {
  return VERSIONS[version]?.name ?? `0x${version.toString(16)}`
}

function numbers(cursor: Cursor, name: string, size: number): number[] {
  return cursor.within(name, size, () => cursor.each('value', size >> 1, LIST, () => cursor.u16('code')))
}

function extensions(cursor: Cursor, hello: Hello, client: boolean): void {
  cursor.within('extensions', cursor.u16('extensions_size'), () =>
    cursor.each('extension', Number.POSITIVE_INFINITY, LIST, () => {
      const type = cursor.u16('type')
      hello.extensions.push(type)
      cursor.derive('name', EXTENSIONS[type] ?? `extension ${type}`)
      cursor.within('value', cursor.u16('size'), () => extension(cursor, hello, type, client))
    }),
  )
}

function extension(cursor: Cursor, hello: Hello, type: number, client: boolean): void {
  if (cursor.left === 0) return
  if (type === EXTENSION.serverName && client) serverName(cursor, hello)
  else if (type === EXTENSION.alpn)
    cursor.within('protocols', cursor.u16('protocols_size'), () => {
      hello.alpn = cursor.each('protocol', Number.POSITIVE_INFINITY, LIST, () =>
        cursor.text('name', cursor.u8('size')),
      )
    })
  else if (type === EXTENSION.versions)
    hello.versions = client
      ? numbers(cursor, 'versions', cursor.u8('versions_size'))
      : [cursor.u16('selected')]
  else if (type === EXTENSION.signatures)
    hello.signatures = numbers(cursor, 'algorithms', cursor.u16('algorithms_size'))
  else if (type === EXTENSION.groups) numbers(cursor, 'groups', cursor.u16('groups_size'))
  else cursor.rest('bytes')
}

/** Server name indication (RFC 6066 section 3). */
function serverName(cursor: Cursor, hello: Hello): void {
  cursor.within('names', cursor.u16('names_size'), () => {
    cursor.expect('name_type', cursor.u8('name_type') === 0, 'is 0, a host name')
    hello.serverName = cursor.text('server_name', cursor.u16('name_size'))
  })
}
