import type { Cip } from '../../src/dissect/protocols/cip/message.ts'
import { target } from '../../src/dissect/protocols/cip/path.ts'
import { type Comparison, find, findAll, numberOf, type PdmlNode } from '../lib/comparison.ts'

/**
 * CIP: service, status, and the class, instance and attribute that the request path ends at, for each message and for those inside
 * Unconnected_Send and Multiple_Service_Packet.
 */
export const comparison: Comparison = {
  protocol: 'cip',
  layers: ['enip', 'cip', 'cipcm', 'cipcls', 'cippccc', 'cipmb', 'cipcco'],
  filter: 'cip',
  options: ['-d', 'tcp.port==1102,enip'],
  theirs: (layers) => linesOf(layers),
  ours: ({ value }) => (value === undefined ? [] : ours(value as Cip)),
}

function linesOf(siblings: readonly PdmlNode[]): string[] {
  return siblings.flatMap((node, index) => [
    ...(node.name === 'cip' ? [lineOf(node, siblings[index + 1])] : []),
    ...linesOf(node.fields),
  ])
}

/** A routed message's reply shows the path of the router in its own layer and the path that was meant in the next. */
function lineOf(cip: PdmlNode, next: PdmlNode | undefined): string {
  const meant = next?.name === 'cipcm' ? requestPath(next) : undefined
  const service = Number(find(cip, 'cip.service')?.show)
  const status = cip.fields.find((one) => one.show.startsWith('Status'))
  const path = meant ?? requestPath(cip)
  const last = (name: string) => {
    const shown = path === undefined ? undefined : findAll(path, name).at(-1)?.show
    return shown === undefined ? '' : Number(shown)
  }
  return [
    service,
    service > 0x7f && status !== undefined ? numberOf(status, 'cip.genstat') : '',
    last('cip.class'),
    last('cip.instance'),
    last('cip.attribute'),
  ].join(' ')
}

function requestPath(layer: PdmlNode): PdmlNode | undefined {
  return layer.fields.find((one) => /^\[?Request Path/.test(one.show))
}

function ours(one: Cip): string[] {
  const object = one.path === undefined ? undefined : target(one.path)
  // A router's own answer is told of the service that it could not pass on; tshark tells it of the Connection Manager.
  const routers = one.reply && (one.code & 0x7f) !== one.service
  const line = [
    one.code,
    one.reply ? one.status : '',
    routers ? 6 : (object?.class ?? ''),
    routers ? 1 : (object?.instance ?? ''),
    routers ? '' : (one.path?.attribute ?? ''),
  ].join(' ')
  return [line, ...one.messages.flatMap(ours)]
}
