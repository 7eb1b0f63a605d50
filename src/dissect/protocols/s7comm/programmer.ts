import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import { readDataItems } from './data.ts'
import { hexOf } from './items.ts'
import type { UserData } from './model.ts'
import {
  FORCE,
  JOB_LIST,
  JOBS_ON_JOBS,
  MODIFY_VARIABLE,
  STATUS_AREAS,
  TRIGGERS,
  VARIABLE_STATUS,
} from './userdata.tables.ts'

/** Parameters of a job in the form of STEP 7: ten words, the last says when it works. */
const FULL_PARAMETERS = 20
/** Bytes that name a job. */
const JOB_SIZE = 2

/** Reads a job of the programming device: parameters that say when and how often, then what it acts upon. */
export function readProgrammerCommand(cursor: Cursor, user: UserData): void {
  const parameters = cursor.u16('parameter_size')
  const data = cursor.u16('data_size')
  cursor.within('job_parameters', parameters, () => readParameters(cursor, user))
  cursor.within('job_data', data, () => readJobData(cursor, user))
}

function readParameters(cursor: Cursor, user: UserData): void {
  if (user.kind === 'request' && cursor.left === FULL_PARAMETERS) {
    cursor.u16('kind')
    cursor.u16('trigger_type')
    cursor.u16('frequency')
    cursor.u16('answer_size')
    cursor.raw('reserved', 10)
    const trigger = cursor.u16('trigger')
    cursor.derive('trigger_name', TRIGGERS[trigger] ?? hexOf(trigger, 4))
    return
  }
  cursor.rest('words')
}

function readJobData(cursor: Cursor, user: UserData): void {
  if (user.kind === 'request' && JOBS_ON_JOBS.has(user.function) && cursor.left >= 2) {
    // One job, or a count and so many jobs.
    const count = cursor.left === JOB_SIZE ? 1 : cursor.u16('job_count')
    user.objects = cursor.each('jobs', count, limits.dissect.listItems, () => readJob(cursor, user))
    cursor.rest('reserved')
    return
  }
  if (user.kind !== 'request' && user.function === JOB_LIST) {
    cursor.each('jobs', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
      readJob(cursor, user)
      cursor.u16('reserved')
    })
    return
  }
  const onVariables =
    user.function === VARIABLE_STATUS || user.function === MODIFY_VARIABLE || user.function === FORCE
  if (!onVariables || cursor.left < 2) {
    cursor.rest('bytes')
    return
  }
  const count = cursor.u16('item_count')
  if (user.kind === 'request') {
    user.objects = cursor.each('variables', count, limits.dissect.listItems, () => readVariable(cursor))
    // Modify and force give the values behind the addresses.
    if (cursor.left > 0) readDataItems(cursor, count)
  } else user.results = readDataItems(cursor, count)
  cursor.rest('reserved')
}

/** A job by its function and the number that the controller gave it; forcing outweighs whatever else a list names. */
function readJob(cursor: Cursor, user: UserData): string {
  const code = cursor.u8('job_function')
  if (user.kind === 'request')
    user.job = Math.max(user.job, code === FORCE || code === MODIFY_VARIABLE ? code : 0)
  return `job ${cursor.u8('job_sequence')}`
}

/** A variable: area and width, how many, data block, byte; a bit has its number in the place of how many. */
function readVariable(cursor: Cursor): string {
  const area = cursor.u8('memory_area')
  const count = cursor.u8('repetition_factor')
  const db = cursor.u16('db')
  const address = cursor.u16('address')
  const named = STATUS_AREAS[area]
  cursor.expect('memory_area', named !== undefined, 'is not a known memory area')
  const letters = named?.[0] ?? `area ${hexOf(area, 2)} `
  const where = `${letters.startsWith('DB') ? `DB${db}.` : ''}${letters}${address}`
  if (/^[MIQ]$|^DBX$/.test(letters)) return `${where}.${count & 7}`
  return count === 1 ? where : `${where} (${count})`
}
