import { expect, test } from 'vitest'
import { identityOfDescription } from './description.ts'

function partsOf(description: string): Record<string, string> {
  const facts = identityOfDescription('sender', description, 0.9)
  return Object.fromEntries(facts.slice(1).map((one) => [one.attribute, one.value]))
}

test.each([
  [
    'Siemens, SIMATIC S7, CPU-1200, 6ES7 211-1AE40-0XB0, HW: 3, FW: V.4.4.0, S V-AAAA1111',
    {
      vendor: 'Siemens',
      model: 'CPU-1200',
      orderNumber: '6ES7 211-1AE40-0XB0',
      serial: 'S V-AAAA1111',
      firmware: 'V.4.4.0',
      hardware: '3',
      role: 'plc',
    },
  ],
  [
    'Siemens, SIMATIC HMI, KTP400 Basic, 6AV2 123-2DB03-0AX0, HW:0, SW.V 15.1.0',
    {
      vendor: 'Siemens',
      model: 'KTP400 Basic',
      orderNumber: '6AV2 123-2DB03-0AX0',
      firmware: 'V15.1.0',
      role: 'hmi',
    },
  ],
  [
    'Siemens, SIMATIC S7, CPU 1511-1 PN, 6ES7 511-1AK01-0AB0, HW: Version 2, FW: Version V2.8.0, S C-AAAA2222',
    {
      vendor: 'Siemens',
      model: 'CPU 1511-1 PN',
      orderNumber: '6ES7 511-1AK01-0AB0',
      serial: 'S C-AAAA2222',
      firmware: 'V2.8.0',
      hardware: '2',
      role: 'plc',
    },
  ],
  [
    'Siemens, SIMATIC NET, SCALANCE X204, 6GK5 204-0BA00-2AA3, HW: 4, FW: V05.00',
    {
      vendor: 'Siemens',
      model: 'SCALANCE X204',
      orderNumber: '6GK5 204-0BA00-2AA3',
      firmware: 'V05.00',
      hardware: '4',
      role: 'switch',
    },
  ],
  [
    'Hirschmann RS20 - SW: L2E-07.1.02',
    { vendor: 'Hirschmann', model: 'RS20', firmware: '07.1.02', software: 'L2E-07.1.02', role: 'switch' },
  ],
  [
    'HP J9623A E2620-24 Switch, revision RA.15.06.0009, ROM RA.15.10 (/sw/code)',
    {
      vendor: 'HP',
      model: 'E2620-24 Switch',
      orderNumber: 'J9623A',
      firmware: 'RA.15.06.0009',
      role: 'switch',
    },
  ],
  [
    'Cisco IOS Software, C2960 Software (C2960-LANBASEK9-M), Version 15.0(2)SE4, RELEASE SOFTWARE (fc1)',
    { vendor: 'Cisco', model: 'C2960', firmware: '15.0(2)SE4', role: 'switch' },
  ],
  [
    'Dell Inc. Precision 3630,01,ABC1234 + HMI',
    { vendor: 'Dell', model: 'Precision 3630', hardware: '01', serial: 'ABC1234', role: 'hmi' },
  ],
  ['innotek GmbH VirtualBox,1.2,0', { vendor: 'VirtualBox', model: 'VirtualBox', hardware: '1.2' }],
  ['Linux gw-07 4.9.11-rt #1 SMP armv7l', { os: 'Linux', name: 'gw-07', software: '4.9.11-rt' }],
])('%s is taken apart', (description, parts) => {
  expect(partsOf(description)).toEqual(parts)
})

test('a description of no known form stays a description', () => {
  expect(identityOfDescription('sender', 'Pump house, east wing', 0.9)).toEqual([
    {
      kind: 'identity',
      about: 'sender',
      attribute: 'description',
      value: 'Pump house, east wing',
      confidence: 0.9,
    },
  ])
  expect(identityOfDescription('sender', '', 0.9)).toEqual([])
})
