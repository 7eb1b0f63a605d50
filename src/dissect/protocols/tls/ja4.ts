import { createHash } from 'node:crypto'
import { EXTENSION, VERSIONS } from './tls.tables.ts'

/** What JA4 looks at in a ClientHello, in the order of the message. */
export interface HelloShape {
  version: number
  versions: readonly number[]
  ciphers: readonly number[]
  extensions: readonly number[]
  signatures: readonly number[]
  alpn: readonly string[]
}

/** Values reserved so that servers learn to ignore the unknown (RFC 8701): 0x0a0a, 0x1a1a, … */
export function isGrease(value: number): boolean {
  return (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff)
}

const NONE = '000000000000'

/**
 * JA4 fingerprint of a TLS client over TCP (FoxIO, "JA4: TLS Client Fingerprinting", technical details): the same software gives the
 * same fingerprint wherever it runs.
 */
export function ja4(hello: HelloShape): string {
  const ciphers = hello.ciphers.filter((one) => !isGrease(one))
  const extensions = hello.extensions.filter((one) => !isGrease(one))
  const offered = hello.versions.filter((one) => !isGrease(one))
  const version = offered.length > 0 ? Math.max(...offered) : hello.version
  const named = extensions.includes(EXTENSION.serverName) ? 'd' : 'i'
  const start = `t${VERSIONS[version]?.ja4 ?? '00'}${named}${count(ciphers)}${count(extensions)}${ends(hello.alpn[0] ?? '')}`
  const rest = extensions.filter((one) => one !== EXTENSION.serverName && one !== EXTENSION.alpn)
  const signed = hello.signatures.length > 0 ? `_${hello.signatures.map(digits).join(',')}` : ''
  return `${start}_${hash(sorted(ciphers))}_${extensions.length === 0 ? NONE : hash(sorted(rest) + signed)}`
}

function count(list: readonly number[]): string {
  return String(Math.min(list.length, 99)).padStart(2, '0')
}

/** First and last character of the first application protocol; of its hex where they are no letters or digits. */
function ends(protocol: string): string {
  if (protocol === '') return '00'
  const pair = `${protocol[0]}${protocol.at(-1)}`
  if (/^[0-9A-Za-z]{2}$/.test(pair)) return pair
  const hex = Buffer.from(protocol, 'latin1').toString('hex')
  return `${hex[0]}${hex.at(-1)}`
}

function digits(value: number): string {
  return value.toString(16).padStart(4, '0')
}

function sorted(values: readonly number[]): string {
  return values.map(digits).sort().join(',')
}

function hash(text: string): string {
  return text === '' ? NONE : createHash('sha256').update(text).digest('hex').slice(0, 12)
}
