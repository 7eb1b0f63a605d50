import { X509Certificate } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'

export interface Certificate {
  cert: string
  key: string
}

const DAY_MS = 86_400_000
const VALID_DAYS = 397
/** A certificate of ours that ends sooner than this is made anew. */
const RENEWED_DAYS = 30
const OWNER_ONLY = 0o600

/** The certificate and key that somebody gives. Throws in words when they are none or do not belong together. */
export function givenCertificate(certFile: string, keyFile: string): Certificate {
  const [cert, key] = [certFile, keyFile].map((path) => readFileSync(path, 'utf8')) as [string, string]
  const parsed = parse(cert)
  if (parsed === undefined) throw new Error(`${certFile} is no certificate in PEM`)
  if (Date.parse(parsed.validTo) < Date.now()) throw new Error(`${certFile} ended on ${parsed.validTo}`)
  return { cert, key }
}

/**
 * The certificate that we sign ourselves, kept in a folder; made when there is none, it ends soon or it lacks a name of this machine. Only the
 * owner of the key's file can read it.
 */
export async function ownCertificate(folder: string, host: string): Promise<Certificate> {
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const names = namesOf(host)
  if (existsSync(certFile) && existsSync(keyFile)) {
    const cert = readFileSync(certFile, 'utf8')
    const parsed = parse(cert)
    const lasts = parsed !== undefined && Date.parse(parsed.validTo) - Date.now() > RENEWED_DAYS * DAY_MS
    if (
      lasts &&
      names.every((name) => parsed.checkHost(name) !== undefined || parsed.checkIP(name) !== undefined)
    )
      return { cert, key: readFileSync(keyFile, 'utf8') }
  }
  const made = await make(names)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  keep(keyFile, made.key)
  keep(certFile, made.cert)
  return made
}

/** SHA-256 of a certificate, as browsers show it. */
export function fingerprintOf({ cert }: Certificate): string {
  return new X509Certificate(cert).fingerprint256
}

function parse(cert: string): X509Certificate | undefined {
  try {
    return new X509Certificate(cert)
  } catch {
    return undefined
  }
}

/** How this machine can be called by those who reach it. */
function namesOf(host: string): string[] {
  const wide = host === '0.0.0.0' || host === '::'
  const addresses = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).map(({ address }) => address),
  )
  const own = wide ? addresses.filter((one) => !one.startsWith('fe80:')) : [host.replace(/^\[|\]$/g, '')]
  return [...new Set(['localhost', '127.0.0.1', '::1', hostname(), ...own])]
}

async function make(names: readonly string[]): Promise<Certificate> {
  const now = Date.now()
  const altNames = names.map((name) =>
    /^[\d.]+$|:/.test(name) ? ({ type: 7, ip: name } as const) : ({ type: 2, value: name } as const),
  )
  const made = await generate([{ name: 'commonName', value: 'Sightglass' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY_MS),
    notAfterDate: new Date(now + VALID_DAYS * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  })
  return { cert: made.cert, key: made.private }
}

function keep(path: string, text: string): void {
  const unfinished = `${path}.unfinished`
  writeFileSync(unfinished, text, { mode: OWNER_ONLY })
  chmodSync(unfinished, OWNER_ONLY)
  renameSync(unfinished, path)
}
