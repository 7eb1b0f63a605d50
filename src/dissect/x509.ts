import { ipv4Text } from '../base/address.ts'
import { limits } from '../base/limits.ts'
import { BER, berHeader, berHex, berInside, berNext, berObjectId, berSkip, berText } from './ber.ts'
import type { Cursor } from './cursor.ts'

/** A distinguished name: short attribute names (CN, O, OU, C, …) with their first value. */
export type DistinguishedName = { readonly [attribute: string]: string }

/** What an X.509 certificate says of its owner. */
export interface Certificate {
  serial: string
  issuer: DistinguishedName
  subject: DistinguishedName
  /** Validity as in the certificate: YYYY-MM-DD HH:MM:SS, UTC. */
  notBefore: string
  notAfter: string
  /** Alternative names: host names, addresses, URIs. */
  dns: string[]
  ips: string[]
  uris: string[]
}

/** Attribute types (RFC 5280 appendix A, RFC 4519, PKCS #9). */
const ATTRIBUTES: { readonly [oid: string]: string } = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
}
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17'
const VERSION = 0xa0
const EXTENSIONS = 0xa3
/** GeneralName choices (RFC 5280 section 4.2.1.6). */
const DNS_NAME = 0x82
const URI_NAME = 0x86
const IP_NAME = 0x87

/** Reads a DER certificate that fills the cursor's bounds (RFC 5280 section 4.1). Keys and signatures are passed over. */
export function readCertificate(cursor: Cursor): Certificate {
  return berInside(cursor, 'certificate', BER.sequence, () => {
    const certificate = berInside(cursor, 'tbs', BER.sequence, () => readToBeSigned(cursor))
    cursor.skip(cursor.left)
    return certificate
  })
}

function readToBeSigned(cursor: Cursor): Certificate {
  if (berNext(cursor) === VERSION) berSkip(cursor, 'version')
  const serial = berHex(cursor, 'serial_number')
  berSkip(cursor, 'signature')
  const issuer = readName(cursor, 'issuer')
  const [notBefore = '', notAfter = ''] = berInside(cursor, 'validity', BER.sequence, () => [
    readTime(cursor, 'not_valid_before'),
    readTime(cursor, 'not_valid_after'),
  ])
  const subject = readName(cursor, 'subject')
  berSkip(cursor, 'public_key')
  const certificate: Certificate = {
    serial,
    issuer,
    subject,
    notBefore,
    notAfter,
    dns: [],
    ips: [],
    uris: [],
  }
  cursor.each('optional', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    if (berNext(cursor) === EXTENSIONS)
      berInside(cursor, 'extensions', EXTENSIONS, () => readExtensions(cursor, certificate))
    else berSkip(cursor, 'unique_id')
  })
  return certificate
}

/** Reads a Name (RFC 5280 section 4.1.2.4). */
export function readName(cursor: Cursor, name: string): DistinguishedName {
  const parts: { [attribute: string]: string } = {}
  berInside(cursor, name, BER.sequence, () =>
    cursor.each('rdn', Number.POSITIVE_INFINITY, limits.dissect.listItems, () =>
      berInside(cursor, 'set', BER.set, () =>
        berInside(cursor, 'attribute', BER.sequence, () => {
          const oid = berObjectId(cursor, 'type')
          const value = berText(cursor, 'value')
          const known = ATTRIBUTES[oid]
          if (known !== undefined) parts[known] ??= value
        }),
      ),
    ),
  )
  return parts
}

/** UTCTime with its two-digit year (RFC 5280 section 4.1.2.5.1) or GeneralizedTime. */
function readTime(cursor: Cursor, name: string): string {
  const { tag, size } = berHeader(cursor, name)
  const digits = cursor.text(`${name}_text`, size)
  const year =
    tag === BER.utcTime
      ? `${Number(digits.slice(0, 2)) < 50 ? '20' : '19'}${digits.slice(0, 2)}`
      : digits.slice(0, 4)
  const rest = digits.slice(tag === BER.utcTime ? 2 : 4)
  const [month, day, hour, minute, second] = [0, 2, 4, 6, 8].map((at) => rest.slice(at, at + 2))
  return cursor.derive(name, `${year}-${month}-${day} ${hour}:${minute}:${second}`, size)
}

function readExtensions(cursor: Cursor, certificate: Certificate): void {
  berInside(cursor, 'list', BER.sequence, () =>
    cursor.each('extension', Number.POSITIVE_INFINITY, limits.dissect.listItems, () =>
      berInside(cursor, 'extension', BER.sequence, () => {
        const oid = berObjectId(cursor, 'id')
        if (berNext(cursor) === BER.boolean) berSkip(cursor, 'critical')
        if (oid !== SUBJECT_ALTERNATIVE_NAME) cursor.skip(cursor.left)
        else berInside(cursor, 'value', BER.octets, () => readAlternatives(cursor, certificate))
      }),
    ),
  )
}

function readAlternatives(cursor: Cursor, certificate: Certificate): void {
  berInside(cursor, 'names', BER.sequence, () =>
    cursor.each('name', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
      const { tag, size } = berHeader(cursor, 'name')
      if (tag === DNS_NAME) certificate.dns.push(cursor.text('dns', size))
      else if (tag === URI_NAME) certificate.uris.push(cursor.text('uri', size))
      else if (tag === IP_NAME && size === 4)
        certificate.ips.push(cursor.derive('ip', ipv4Text(cursor.raw('ip_bytes', 4), 0), 4))
      else cursor.raw('other', size)
    }),
  )
}

/** A name as it is usually written: CN=…, O=…. */
export function nameText(name: DistinguishedName): string {
  return Object.entries(name)
    .map(([attribute, value]) => `${attribute}=${value}`)
    .join(', ')
}
