import type { Analysis, Asset, OperationRow } from '../model/analysis.ts'

const TIME = '2026-03-11T08:00:00.000000Z'

/** A PLC for tests of reports, at the address that is its id. */
export function asset(id: string, more: Partial<Asset> = {}): Asset {
  return {
    id,
    interfaces: [{ ip: id }],
    names: [],
    role: 'plc',
    roleReason: 'answers toy',
    level: 1,
    levelReason: 'usual for a plc',
    zone: '10.0.0.0/24',
    zoneReason: 'address',
    protocols: ['toy'],
    modules: [],
    conflicts: [],
    heard: true,
    firstSeen: TIME,
    lastSeen: TIME,
    evidence: [],
    ...more,
  }
}

/** An operation that 10.0.0.1 had 10.0.0.2 carry out, unless told otherwise. */
export function operation(verb: OperationRow['verb'], more: Partial<OperationRow> = {}): OperationRow {
  return {
    time: TIME,
    last: TIME,
    verb,
    protocol: 'toy',
    function: `F ${verb}`,
    initiator: '10.0.0.1',
    responder: '10.0.0.2',
    target: { asset: '10.0.0.2', object: '' },
    outcome: 'done',
    count: 1,
    capture: 'a.pcap',
    packets: [7],
    ...more,
  }
}

/** An analysis of one small capture: an engineer's computer and a PLC, and nothing done. */
export function analysis(more: Partial<Analysis> = {}): Analysis {
  return {
    sightglass: '1',
    captures: [{ path: 'a.pcap', packets: 9, bytes: 900, first: TIME, last: TIME, notes: [] }],
    assets: [asset('10.0.0.1', { role: 'engineering-workstation', level: 2 }), asset('10.0.0.2')],
    conversations: [],
    operations: [],
    findings: [],
    situations: [],
    coverage: {
      packets: 9,
      bytes: 900,
      messages: 4,
      decodedConversations: 1,
      undecoded: [],
      silentAssets: [],
      encrypted: [],
      lostBytes: 0,
      cutPackets: 0,
      damagedPackets: 0,
      notes: [],
    },
    exposures: [],
    ...more,
  }
}
