/** What a range of frame ids carries (IEC 61158-6-10, coding of FrameID). */
export const CYCLIC = 1
export const ALARM = 2
export const SYNC = 3
export const OTHER = 4
export type Kind = typeof CYCLIC | typeof ALARM | typeof SYNC | typeof OTHER

interface Range {
  first: number
  last: number
  kind: Kind
  name: string
}

/** In the order of the ids. What lies between the ranges is reserved. */
export const RANGES: readonly Range[] = [
  { first: 0x0020, last: 0x0021, kind: SYNC, name: 'PTCP sync with follow-up' },
  { first: 0x0080, last: 0x0081, kind: SYNC, name: 'PTCP sync' },
  { first: 0x0100, last: 0x06ff, kind: CYCLIC, name: 'RT class 3' },
  { first: 0x0700, last: 0x0fff, kind: CYCLIC, name: 'RT class 3, redundant' },
  { first: 0x8000, last: 0xbbff, kind: CYCLIC, name: 'RT class 1 or 2, unicast' },
  { first: 0xbc00, last: 0xbfff, kind: CYCLIC, name: 'RT class 1 or 2, multicast' },
  { first: 0xc000, last: 0xf7ff, kind: CYCLIC, name: 'RT class 1 (legacy), unicast' },
  { first: 0xf800, last: 0xfbff, kind: CYCLIC, name: 'RT class 1 (legacy), multicast' },
  { first: 0xfc01, last: 0xfc01, kind: ALARM, name: 'alarm, high priority' },
  { first: 0xfe01, last: 0xfe01, kind: ALARM, name: 'alarm, low priority' },
  { first: 0xfe02, last: 0xfe02, kind: OTHER, name: 'remote service interface' },
  { first: 0xff00, last: 0xff01, kind: SYNC, name: 'PTCP announce' },
  { first: 0xff20, last: 0xff21, kind: SYNC, name: 'PTCP follow-up' },
  { first: 0xff40, last: 0xff43, kind: SYNC, name: 'PTCP delay measurement' },
  { first: 0xff80, last: 0xff8f, kind: OTHER, name: 'fragment' },
]

/** Bits of the data status behind cyclic data (IEC 61158-6-10, coding of DataStatus). */
export const STATUS_BITS: readonly (readonly [number, string])[] = [
  [0x01, 'primary'],
  [0x02, 'redundancy'],
  [0x04, 'valid'],
  [0x10, 'run'],
  [0x20, 'no problem'],
  [0x80, 'ignore'],
]

/** Types of an alarm PDU (IEC 61158-6-10, coding of PDUType). */
export const DATA = 1
export const ERROR = 4
export const PDU_TYPES: { readonly [type: number]: string } = {
  [DATA]: 'Data',
  2: 'Nack',
  3: 'Ack',
  [ERROR]: 'Error',
}

/** Alarm types (IEC 61158-6-10, coding of AlarmType). */
export const ALARM_TYPES: { readonly [type: number]: string } = {
  1: 'Diagnosis',
  2: 'Process',
  3: 'Pull',
  4: 'Plug',
  5: 'Status',
  6: 'Update',
  7: 'Media redundancy',
  8: 'Controlled by supervisor',
  9: 'Released',
  10: 'Plug wrong submodule',
  11: 'Return of submodule',
  12: 'Diagnosis disappears',
  13: 'Multicast communication mismatch',
  14: 'Port data change',
  15: 'Sync data change',
  16: 'Isochronous mode problem',
  17: 'Network component problem',
  18: 'Time data change',
  19: 'Dynamic frame packing problem',
  20: 'Media redundancy with planned duplication problem',
  30: 'Upload and retrieval',
  31: 'Pull module',
}
/** Block types of an alarm's content: notifications carry the place, acknowledgements a status too. */
export const NOTIFICATIONS: ReadonlySet<number> = new Set([0x0001, 0x0002])
export const ACKNOWLEDGEMENTS: ReadonlySet<number> = new Set([0x8001, 0x8002])

/** Why an application relation was aborted: ErrorCode2 where ErrorCode1 is RTA_ERR_CLS_PROTOCOL (IEC 61158-6-10, PNIOStatus). */
export const ABORT_CLASS = 0xfd
export const ABORTS: { readonly [code: number]: string } = {
  1: 'error within the coordination of sequence numbers',
  2: 'instance closed',
  3: 'AR out of memory',
  4: 'AR add provider or consumer failed',
  5: 'AR consumer DHT/WDT expired',
  6: 'AR cmi timeout',
  7: 'AR alarm-open failed',
  8: 'AR alarm-send.cnf(-)',
  9: 'AR alarm-ack-send.cnf(-)',
  10: 'AR data length too long',
  11: 'AR alarm.ind(err)',
  12: 'AR rpc-client call.cnf(-)',
  13: 'AR abort.req',
  14: 're-run aborts existing AR',
  15: 'AR release.ind received',
  16: 'AR device deactivated',
  17: 'AR removed',
  18: 'AR protocol violation',
  19: 'AR name resolution error',
  20: 'AR RPC bind error',
  21: 'AR RPC connect error',
  22: 'AR RPC read error',
  23: 'AR RPC write error',
  24: 'AR RPC control error',
  26: 'AR AP removed',
  27: 'AR link down',
  30: 'wrong topology',
  31: 'DCP, station name changed',
  32: 'DCP, reset to factory settings',
}
