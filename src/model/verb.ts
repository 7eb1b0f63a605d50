/**
 * What an operation does to its target, in words that no vendor owns. Detections, policies and reports speak verbs; function names
 * of protocols stay beside them as evidence. `connect` opens a session with an end point that the protocol names (a rack and slot, a
 * selector, a path): who tries many of them is looking for something.
 */
export const VERBS = [
  'read',
  'write',
  'operate',
  'force',
  'start',
  'stop',
  'restart',
  'mode-change',
  'program-upload',
  'program-download',
  'program-edit',
  'program-delete',
  'firmware-update',
  'config-change',
  'network-change',
  'time-set',
  'login',
  'lock',
  'password-change',
  'enumerate',
  'identify',
  'file-read',
  'file-write',
  'file-delete',
  'alarm-suppress',
  'comms-control',
  'diagnose',
  'subscribe',
  'report',
  'connect',
] as const

export type Verb = (typeof VERBS)[number]

/** Verbs that only look, or that carry what was subscribed to; everything else changes something and is worth a line of its own. */
export const QUIET_VERBS: ReadonlySet<Verb> = new Set([
  'read',
  'identify',
  'enumerate',
  'subscribe',
  'report',
  'diagnose',
  'connect',
])
