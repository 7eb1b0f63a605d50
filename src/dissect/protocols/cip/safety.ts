import type { Cursor } from '../../cursor.ts'
import type { Cip } from './message.ts'

/** Services of the Safety Supervisor (CIP Volume 5, 5-5): commissioning of safety devices, much of it behind a password. */
const CONFIGURE = 0x4f
const VALIDATE = 0x50
const SET_PASSWORD = 0x51
const LOCK = 0x52
const MODE = 0x53
const RESET = 0x54
const RESET_PASSWORD = 0x55
const PROPOSE = 0x56
const APPLY = 0x57

const PASSWORD_BYTES = 16
/** Unique network identifier of a node: safety network number and node address. */
const UNID_BYTES = 10

const MODES: { readonly [mode: number]: string } = { 0: 'idle', 1: 'execute' }

export function readSafetyRequest(cursor: Cursor, message: Cip): void {
  const { service } = message
  if (service === SET_PASSWORD) {
    skipPassword(cursor, message)
    skipPassword(cursor, message)
  } else if (service === CONFIGURE) {
    skipPassword(cursor, message)
    cursor.raw('tunid', UNID_BYTES)
    cursor.raw('ounid', UNID_BYTES)
  } else if (service === VALIDATE) {
    cursor.raw('safety_configuration_id', 10)
  } else if (service === LOCK) {
    message.note = cursor.u8('lock_value') === 0 ? 'unlock' : 'lock'
    skipPassword(cursor, message)
    cursor.raw('tunid', UNID_BYTES)
  } else if (service === MODE) {
    const mode = cursor.u8('mode')
    message.note = MODES[mode] ?? `mode ${mode}`
    skipPassword(cursor, message)
  } else if (service === RESET) {
    message.note = `type ${cursor.u8('reset_type')}`
    skipPassword(cursor, message)
    cursor.raw('tunid', UNID_BYTES)
  } else if (service === RESET_PASSWORD) {
    cursor.u8('data_size')
    cursor.skip(cursor.left)
    hidden(cursor, message)
  } else if (service === PROPOSE || service === APPLY) cursor.raw('tunid', UNID_BYTES)
}

/** A password is passed over, never kept. */
function skipPassword(cursor: Cursor, message: Cip): void {
  cursor.skip(PASSWORD_BYTES)
  hidden(cursor, message)
}

function hidden(cursor: Cursor, message: Cip): void {
  cursor.derive('password', '(hidden)')
  message.secret = true
}
