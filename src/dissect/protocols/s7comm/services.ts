import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import { blockOf } from './blocks.ts'
import type { Service } from './model.ts'
import { PI_SERVICE, PLC_STOP } from './s7comm.tables.ts'
import { ON_BLOCKS, PROGRAM, STARTS, WITH_PASSWORD } from './services.tables.ts'

/** Bytes of a block's name in an argument: type, number, file system. */
const BLOCK_NAME_SIZE = 8

/** Reads PI-Service: an argument whose form follows from the name of the service, which comes behind it. */
export function readService(cursor: Cursor): Service {
  cursor.raw('reserved', 7)
  const size = cursor.u16('argument_length')
  const start = cursor.at
  cursor.skip(size)
  const end = cursor.at
  const name = cursor.text('service', cursor.u8('service_length'))
  const behind = cursor.at
  const service: Service = {
    what: 'service',
    function: PI_SERVICE,
    name,
    argument: '',
    secret: WITH_PASSWORD.has(name),
  }
  cursor.at = start
  service.argument = service.secret
    ? cursor.derive('argument', '(hidden)', 0)
    : cursor.within('arguments', end - start, () => readArgument(cursor, name))
  cursor.at = behind
  return service
}

function readArgument(cursor: Cursor, name: string): string {
  if (ON_BLOCKS.has(name)) {
    const count = cursor.u8('count')
    cursor.skip(1)
    return cursor
      .each('blocks', count, limits.dissect.listItems, () =>
        blockOf(cursor.text('filename', BLOCK_NAME_SIZE)),
      )
      .join(' ')
  }
  if (name === PROGRAM) {
    const letter = cursor.text('argument', cursor.left)
    return cursor.derive('start', STARTS[letter] ?? `start ${letter}`)
  }
  if (!name.startsWith('_N_')) return cursor.text('argument', cursor.left)
  return nckArguments(cursor)
}

/** Strings of a numerical control's service: each with its length in front and filled up to an even size. */
function nckArguments(cursor: Cursor): string {
  const texts = cursor.each('strings', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const size = cursor.u8('length')
    const text = cursor.text('text', Math.min(size, cursor.left))
    if ((size & 1) === 0 && cursor.left > 0) cursor.skip(1)
    return text
  })
  return texts.filter((one) => one !== '').join(' ')
}

/** Reads PLC Stop: the program it names. */
export function readStop(cursor: Cursor): Service {
  cursor.raw('reserved', 5)
  const name = cursor.text('service', cursor.u8('service_length'))
  return { what: 'service', function: PLC_STOP, name, argument: '', secret: false }
}
