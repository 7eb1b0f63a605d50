import { MAYBE, NO, protocol, SURE } from '../../protocol.ts'
import { examples } from './examples.ts'
import { glanceS7 } from './glance.ts'
import { observeS7 } from './observe.ts'
import { readS7 } from './read.ts'
import { ACK, ACK_DATA, JOB, USERDATA } from './s7comm.tables.ts'

const PROTOCOL = 0x32

/** S7 communication: how S7-300 and S7-400 controllers are read, written, programmed, stopped and asked who they are. */
export const s7comm = protocol({
  id: 's7comm',
  title: 'S7 communication',
  spec: 'Siemens SIMATIC S7 communication (no public standard; manuals named beside the codes)',
  family: 'ot',
  carriedBy: { cotp: [] },
  roles: { server: 'plc', client: 'hmi' },
  looksLike(peek) {
    if (peek.u8(0) !== PROTOCOL) return NO
    const kind = peek.u8(1)
    const header = kind === ACK || kind === ACK_DATA ? 12 : kind === JOB || kind === USERDATA ? 10 : -1
    if (header < 0 || peek.length < header) return NO
    const whole = header + peek.u16(6) + peek.u16(8)
    return whole === peek.length ? SURE : MAYBE
  },
  glance: glanceS7,
  read: readS7,
  observe: observeS7,
  examples,
})
