/** Encapsulation commands (EtherNet/IP, Volume 2, table 2-3.2; StartDTLS Volume 8). */
export const COMMANDS: { readonly [code: number]: string } = {
  0x00: 'NOP',
  0x04: 'ListServices',
  0x63: 'ListIdentity',
  0x64: 'ListInterfaces',
  0x65: 'RegisterSession',
  0x66: 'UnRegisterSession',
  0x6f: 'SendRRData',
  0x70: 'SendUnitData',
  0x72: 'IndicateStatus',
  0x73: 'Cancel',
  0xc8: 'StartDTLS',
}
/** Commands before EtherNet/IP that Rockwell reserved; software still sends 0x0001 to learn what a device speaks. */
export const LEGACY = [0x01, 0x02, 0x03, 0x05] as const

export const NOP = 0x00
export const LIST_SERVICES = 0x04
export const LIST_IDENTITY = 0x63
export const LIST_INTERFACES = 0x64
export const REGISTER = 0x65
export const UNREGISTER = 0x66
export const SEND_RR_DATA = 0x6f
export const SEND_UNIT_DATA = 0x70
export const START_DTLS = 0xc8

/** Encapsulation statuses (Volume 2, table 2-3.3). */
export const STATUSES: { readonly [code: number]: string } = {
  0x00: 'Success',
  0x01: 'Invalid or unsupported command',
  0x02: 'Insufficient memory',
  0x03: 'Incorrect data',
  0x64: 'Invalid session handle',
  0x65: 'Invalid length',
  0x69: 'Unsupported protocol revision',
  0x6a: 'Encapsulated CIP service not allowed on this port',
}

/** Items of the common packet format (Volume 2, table 2-6.3). */
export const ITEMS: { readonly [code: number]: string } = {
  0x00: 'Null Address',
  0x0c: 'CIP Identity',
  0x86: 'CIP Security Information',
  0x87: 'EtherNet/IP Capability',
  0x88: 'EtherNet/IP Usage',
  0xa1: 'Connected Address',
  0xb1: 'Connected Data',
  0xb2: 'Unconnected Data',
  0x100: 'ListServices Response',
  0x8000: 'Socket Address O->T',
  0x8001: 'Socket Address T->O',
  0x8002: 'Sequenced Address',
  0x8003: 'Unconnected Message over UDP',
}
export const NULL_ADDRESS = 0x0000
export const IDENTITY_ITEM = 0x000c
export const CONNECTED_ADDRESS = 0x00a1
export const CONNECTED_DATA = 0x00b1
export const UNCONNECTED_DATA = 0x00b2
export const SERVICES_ITEM = 0x0100
export const SOCKET_TO_TARGET = 0x8000
export const SOCKET_TO_ORIGINATOR = 0x8001
export const SEQUENCED_ADDRESS = 0x8002

/** Bytes before the data of a command (Volume 2, 2-3.1). */
export const HEADER_BYTES = 24
