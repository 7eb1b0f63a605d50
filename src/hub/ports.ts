import known from '../../knowledge/port-names.json' with { type: 'json' }

type Names = Readonly<Record<string, string>>
const ENCRYPTED: Names = known.encrypted
const NAMES: Readonly<Record<string, Names>> = { tcp: known.tcp, udp: known.udp, ethertype: known.ethertype }

/** What usually travels on a port under encryption; undefined where nothing is known to. */
export function encryptedService(port: number): string | undefined {
  return ENCRYPTED[port]
}

/** Transport and port in words, with what usually travels there: `tcp port 102 (ISO on TCP)`, `ethertype 0x88b8 (GOOSE)`. */
export function channelName(transport: string, port: number | undefined): string {
  const [layer = '', selector] = transport.split(' ')
  const name = NAMES[layer]?.[port ?? selector ?? '']
  const channel = port === undefined ? transport : `${transport} port ${port}`
  return name === undefined ? channel : `${channel} (${name})`
}
