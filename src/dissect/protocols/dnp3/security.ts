import { type Cursor, plainText } from '../../cursor.ts'
import { AUTH_ERRORS } from './dnp3.tables.ts'
import type { Authentication } from './fragment.ts'
import type { Place } from './special.ts'

/**
 * Objects of group 120 (IEEE 1815-2012, clause A.45): challenges, answers and keys of secure authentication. Codes, wrapped keys and
 * signatures are named and passed over; nothing can be learned from them, and nobody should keep them.
 */
export function readAuthentication(cursor: Cursor, { variation, fragment }: Place): void {
  const one: Authentication = { variation, user: -1, name: '', error: 0 }
  fragment.authentications.push(one)
  const read = READERS[variation]
  cursor.expect('variation', read !== undefined, 'is not in the object library')
  read?.(cursor, one)
  // Behind a size the object ends where its size says; without one it has just ended.
}

type Reader = (cursor: Cursor, one: Authentication) => void

const READERS: { readonly [variation: number]: Reader } = {
  1: (cursor, one) => {
    challenge(cursor, one)
    cursor.u8('mac_algorithm')
    cursor.u8('reason')
    opaque(cursor, 'challenge_data', cursor.left)
  },
  2: (cursor, one) => {
    challenge(cursor, one)
    opaque(cursor, 'mac', cursor.left)
  },
  3: challenge,
  4: user,
  5: (cursor, one) => {
    cursor.u32le('key_change_sequence')
    user(cursor, one)
    cursor.u8('key_wrap_algorithm')
    cursor.u8('key_status')
    cursor.u8('mac_algorithm')
    opaque(cursor, 'challenge_data', cursor.u16le('challenge_length'))
    opaque(cursor, 'mac', cursor.left)
  },
  6: (cursor, one) => {
    cursor.u32le('key_change_sequence')
    user(cursor, one)
    opaque(cursor, 'wrapped_keys', cursor.left)
  },
  7: (cursor, one) => {
    challenge(cursor, one)
    cursor.u16le('association_id')
    one.error = cursor.u8('error_code')
    cursor.derive('error', AUTH_ERRORS[one.error] ?? `error ${one.error}`, 1)
    cursor.u48le('timestamp')
    cursor.text('error_text', cursor.left)
  },
  8: (cursor) => {
    cursor.u8('key_change_method')
    cursor.u8('certificate_type')
    opaque(cursor, 'certificate', cursor.left)
  },
  9: (cursor) => opaque(cursor, 'mac', cursor.left),
  10: readUserStatus,
  11: (cursor, one) => {
    cursor.u8('key_change_method')
    const size = cursor.u16le('user_name_length')
    const challengeSize = cursor.u16le('challenge_length')
    userName(cursor, one, size)
    opaque(cursor, 'challenge_data', challengeSize)
  },
  12: (cursor, one) => {
    cursor.u32le('key_change_sequence')
    user(cursor, one)
    opaque(cursor, 'challenge_data', cursor.u16le('challenge_length'))
  },
  13: (cursor, one) => {
    cursor.u32le('key_change_sequence')
    user(cursor, one)
    opaque(cursor, 'encrypted_key', cursor.u16le('key_length'))
  },
  14: (cursor) => opaque(cursor, 'signature', cursor.left),
  15: (cursor) => opaque(cursor, 'mac', cursor.left),
}

function challenge(cursor: Cursor, one: Authentication): void {
  cursor.u32le('challenge_sequence')
  user(cursor, one)
}

function user(cursor: Cursor, one: Authentication): void {
  one.user = cursor.u16le('user')
}

/** The name of a user, which in some systems is itself binary. */
function userName(cursor: Cursor, one: Authentication, size: number): void {
  const bytes = cursor.raw('user_name_bytes', size)
  one.name = cursor.derive('user_name', plainText(bytes, 0, size, 'utf8'), size)
}

function opaque(cursor: Cursor, name: string, size: number): void {
  cursor.skip(size)
  cursor.derive(`${name}_size`, size)
}

/** Operations on a user (table A-10). */
const USER_OPERATIONS = ['', 'add', 'delete', 'change']

function readUserStatus(cursor: Cursor, one: Authentication): void {
  cursor.u8('key_change_method')
  const operation = cursor.u8('operation')
  cursor.derive('operation_name', USER_OPERATIONS[operation] ?? `operation ${operation}`, 1)
  cursor.u32le('status_change_sequence')
  cursor.u16le('user_role')
  cursor.u16le('role_expiry_days')
  const nameSize = cursor.u16le('user_name_length')
  const keySize = cursor.u16le('public_key_length')
  const dataSize = cursor.u16le('certification_length')
  userName(cursor, one, nameSize)
  opaque(cursor, 'public_key', keySize)
  opaque(cursor, 'certification', dataSize)
}
