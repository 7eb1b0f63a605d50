import type { Entry } from '../api/use.ts'

/** What tells an operation of a list from all others in it. */
export function operationId(row: Entry<'/sites/{site}/operations'>): string {
  const { time, verb, protocol, function: code, initiator, responder, target, outcome } = row
  return [time, verb, protocol, code, initiator, responder, target.object, outcome].join(' ')
}
