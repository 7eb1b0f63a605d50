import { limits } from '../../../base/limits.ts'
import type { Message } from '../../../model/message.ts'
import { PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import type { Attribute, Observation } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import { takeLine } from '../../lines.ts'
import { NO, protocol, SURE } from '../../protocol.ts'

/** One SSDP message: its start line and header fields by lower-case name. */
export interface Ssdp {
  start: string
  headers: Map<string, string>
}

/** SSDP: what UPnP devices announce of themselves, and who searches for them. */
export const ssdp = protocol({
  id: 'ssdp',
  title: 'Simple Service Discovery Protocol',
  spec: 'UPnP Device Architecture 2.0, section 1',
  family: 'it',
  carriedBy: { udp: [1900] },
  looksLike: (peek) =>
    peek.text(0, 'NOTIFY * HTTP/1.') ||
    peek.text(0, 'M-SEARCH * HTTP/1.') ||
    peek.text(0, 'HTTP/1.1 200 OK\r\n')
      ? SURE
      : NO,
  glance(peek, glance) {
    glance.role = peek.text(0, 'NOTIFY') ? PUSH : peek.text(0, 'M-SEARCH') ? REQUEST : REPLY
    return peek.hash(0, peek.length)
  },
  read: readSsdp,
  observe,
  examples: {
    searches: text('M-SEARCH * HTTP/1.1|HOST: 239.255.255.250:1900|MAN: "ssdp:discover"|ST: ssdp:all||'),
    'announces itself': text(
      'NOTIFY * HTTP/1.1|HOST: 239.255.255.250:1900|NT: upnp:rootdevice|NTS: ssdp:alive|SERVER: Linux/3.4 UPnP/1.0 GW-7/2.1|LOCATION: http://192.0.2.2/d.xml||',
    ),
    'answers a search': text('HTTP/1.1 200 OK|ST: upnp:rootdevice|SERVER: UPnP/1.0 GW-7/2.1||'),
    'says goodbye': text('NOTIFY * HTTP/1.1|NT: upnp:rootdevice|NTS: ssdp:byebye||'),
    'cut in a header': text('NOTIFY * HTTP/1.1|HOST: 239.'),
  },
})

function readSsdp(cursor: Cursor): Ssdp {
  const first = takeLine(cursor)
  const message: Ssdp = { start: cursor.derive('start', first.text, first.size), headers: new Map() }
  cursor.each('header', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const { text: line, size } = takeLine(cursor)
    const colon = line.indexOf(':')
    if (!cursor.expect('header', colon > 0 || line === '', 'has a name and a colon') || colon <= 0) return
    const name = line.slice(0, colon).trim().toLowerCase()
    const value = cursor.derive(
      name.replaceAll('-', '_').replaceAll('.', '_'),
      line.slice(colon + 1).trim(),
      size,
    )
    if (!message.headers.has(name)) message.headers.set(name, value)
  })
  return message
}

/** SERVER is "system/version UPnP/version product/version" (section 1.2.2). */
function observe(message: Message<Ssdp>): Observation[] {
  const { start, headers } = message.value!
  const facts: Observation[] = []
  const say = (attribute: Attribute, value: string | undefined, confidence: number) => {
    if (value) facts.push({ kind: 'identity', about: 'sender', attribute, value, confidence })
  }
  const server = (headers.get('server') ?? '').slice(0, 300)
  const [, system, product] = /^(.*?),?\s*UPnP\/[\d.]+,?\s*(.*)$/i.exec(server) ?? []
  say('software', server, 0.9)
  say('description', server, 0.5)
  say('os', system, 0.7)
  say('model', product?.split(/[/ ]/)[0], 0.5)
  if (start.startsWith('M-SEARCH'))
    facts.push({
      kind: 'operation',
      verb: 'enumerate',
      function: 'M-SEARCH',
      initiator: 'sender',
      object: headers.get('st') ?? '',
      outcome: 'done',
    })
  return facts
}

/** Bytes of a message in hex, for examples; a bar stands for a line end. */
function text(message: string): string {
  return Buffer.from(message.replaceAll('|', '\r\n'), 'latin1').toString('hex')
}
