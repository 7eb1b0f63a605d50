import { type Message, PUSH, REPLY, REQUEST, type Role } from '../../../model/message.ts'
import type { Identity, Observation, Operation } from '../../../model/observation.ts'
import { mix } from '../../peek.ts'
import { MAYBE, NO, protocol } from '../../protocol.ts'
import { ADDRESS_UNREACHABLE, TYPE, TYPE_NAMES, UNREACHABLE_CODES } from './icmpv6.tables.ts'
import { type Icmpv6, readIcmpv6 } from './read.ts'

const ICMPV6 = 58
const HEADER = 8
/** Where the packet that an error quotes names its destination. */
const QUOTED = { start: HEADER + 24, end: HEADER + 40 }
const UNSPECIFIED = '::'

/** ICMPv6: which interface has an address, who routes, who cannot be reached. */
export const icmpv6 = protocol({
  id: 'icmpv6',
  title: 'Internet Control Message Protocol for IPv6',
  spec: 'RFC 4443; neighbour discovery RFC 4861; multicast listeners RFC 2710 and RFC 3810',
  family: 'network',
  carriedBy: { ip: [ICMPV6] },
  looksLike: (peek) => (TYPE_NAMES[peek.u8(0)] !== undefined && peek.length >= HEADER ? MAYBE : NO),
  glance(peek, glance) {
    const type = peek.u8(0)
    glance.role = roleOf(type)
    glance.pair = peek.u32(4) | 0
    const key = mix(peek.u16(0), ICMPV6)
    if (type === TYPE.echo || type === TYPE.echoReply) return key
    if (type <= TYPE.parameterProblem) return peek.hash(QUOTED.start, QUOTED.end, key)
    return peek.hash(4, peek.length, key)
  },
  read: readIcmpv6,
  observe,
  examples: {
    'asks for an echo': '80 00 0000 0001 0001 61626364',
    echoes: '81 00 0000 0001 0001 61626364',
    'asks who has an address': `87 00 0000 00000000 ${ip('0002')} 01 01 020000000001`,
    'answers that it is here': `88 00 0000 60000000 ${ip('0002')} 02 01 020000000002`,
    'announces a router': `86 00 0000 40 00 0708 00000000 00000000 01 01 020000000009 03 04 40 c0 00278d00 00093a80 00000000 ${ip('0000')} 05 01 0000 000005dc 19 03 0000 00000708 ${ip('0053')}`,
    'asks for routers': '85 00 0000 00000000 01 01 020000000001',
    'tells another way': `89 00 0000 00000000 ${ip('0066')} ${ip('0005')} 02 01 020000000066`,
    'says that nobody is there': `01 03 0000 00000000 60000000 0008 3a 40 ${ip('0001')} ${ip('0063')} 8000 0000`,
    'joins groups': `8f 00 0000 0000 0001 04 00 0000 ff0200000000000000000001ff000002`,
    'leaves a group': '84 00 0000 0000 0000 ff0200000000000000000001ff000002',
    'has an option of no length': `87 00 0000 00000000 ${ip('0002')} 01 00 020000000001`,
    'cut in the target': '87 00 0000 00000000 20010db8',
  },
})

function roleOf(type: number): Role {
  if (type === TYPE.echo) return REQUEST
  return type === TYPE.echoReply ? REPLY : PUSH
}

function observe(message: Message<Icmpv6>): Observation[] {
  const value = message.value!
  const { type, code, target, destination, sourceMac, targetMac } = value
  const from = message.from.ip
  const facts: Observation[] = []
  // Whoever checks that an address is free has none yet and binds none.
  if (sourceMac !== '' && from !== undefined && from !== UNSPECIFIED)
    facts.push({ kind: 'binding', mac: sourceMac, ip: from })
  if (type === TYPE.neighborAdvertisement && targetMac !== '')
    facts.push({ kind: 'binding', mac: targetMac, ip: target })
  else if (type === TYPE.routerAdvertisement) {
    // A router that offers itself for no time only tells prefixes.
    if (value.lifetime > 0) facts.push(routes())
    facts.push(deed('report', value.prefixes.join(', '), type))
  } else if (type === TYPE.redirect)
    facts.push(routes(), deed('network-change', `${destination} by ${target}`, type))
  else if (type === TYPE.timeExceeded && code === 0) facts.push(routes())
  else if (type === TYPE.unreachable && code === ADDRESS_UNREACHABLE)
    facts.push({
      kind: 'identity',
      about: { ip: destination },
      attribute: 'state',
      value: UNREACHABLE_CODES[code],
      confidence: HINT,
    })
  return facts
}

const HINT = 0.4

function routes(): Identity {
  return { kind: 'identity', about: 'sender', attribute: 'role', value: 'router', confidence: HINT }
}

function deed(verb: Operation['verb'], object: string, type: number): Operation {
  return {
    kind: 'operation',
    verb,
    function: TYPE_NAMES[type]!,
    initiator: 'sender',
    ...(object === '' ? {} : { object }),
    outcome: 'done',
  }
}

/** An address of the documentation prefix in hex, for examples. */
function ip(last: string): string {
  return `20010db8 00000000 00000000 0000${last}`
}
