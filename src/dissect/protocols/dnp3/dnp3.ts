import { FULL, MAYBE, NO, protocol } from '../../protocol.ts'
import { FIR, FUNCTIONS } from './dnp3.tables.ts'
import { glanceFragment } from './glance.ts'
import { observe } from './observe.ts'
import { readFragment } from './read.ts'

/** DNP3's application layer: what masters ask of outstations, and what outstations tell. */
export const dnp3 = protocol({
  id: 'dnp3',
  title: 'DNP3',
  spec: 'IEEE 1815-2012, clauses 4 (application layer), 7 (secure authentication) and annex A (object library)',
  family: 'ot',
  carriedBy: { 'dnp3-link': [0] },
  roles: { server: 'rtu', client: 'scada-server' },
  looksLike: (peek) => ((peek.u8(0) & FIR) !== 0 && FUNCTIONS[peek.u8(1)] !== undefined ? MAYBE : NO),
  // What came in one frame was looked at with its frame; a fragment of several frames is looked at here.
  glance: (peek, glance) => (glance.role === 0 ? glanceFragment(peek, glance) : FULL),
  read: readFragment,
  observe,
  examples: {
    'polls all classes': 'c1 01 3c0206 3c0306 3c0406 3c0106',
    'answers with points':
      'c1 81 9000 010200 0203 81 01 1e0101 0000 0100 01 10270000 21 ffffffff 010100 0009 ab01',
    'reports events':
      'f2 82 0000 330107 01 00d2b1ad5301 0203 28 0100 0500 81 0a00 2003 17 01 07 01 2a000000 00d2b1ad5301',
    confirms: 'd2 00',
    'selects a breaker': 'c3 03 0c0128 0100 0300 41 01 64000000 64000000 00',
    'selects it in reply': 'c3 81 0000 0c0128 0100 0300 41 01 64000000 64000000 00',
    'operates the breaker': 'c4 04 0c0128 0100 0300 41 01 64000000 64000000 00',
    'is refused for lack of a select': 'c4 81 0000 0c0128 0100 0300 41 01 64000000 64000000 02',
    'sets an analog output': 'c5 05 290317 01 04 0000a041 00',
    'operates without reply': 'c6 06 0c0117 01 02 03 01 00000000 00000000 00',
    'sets the time': 'c7 02 320107 01 00d2b1ad5301',
    'clears the restart flag': 'c8 02 500100 0707 00',
    'restarts cold': 'c9 0d',
    'tells how long it takes': 'c9 81 0000 340107 01 0500',
    'restarts warm': 'c1 0e',
    'is refused': 'c9 81 0001',
    'stops an application': 'ca 12 5a015b 01 0300 505031',
    'disables unsolicited responses': 'cb 15 3c0206 3c0306 3c0406',
    'enables unsolicited responses': 'cc 14 3c0206',
    'assigns a class': 'cd 16 3c0306 010000 0003',
    'freezes and clears counters': 'ce 09 140000 0005',
    'freezes counters at a time': 'ce 0b 320207 01 00d2b1ad5301 e8030000 140006',
    'asks for attributes': 'cf 01 00fa00 0000 00fc00 0000',
    'tells its attributes':
      'cf 81 0000 00fa00 0000 01 06 474154452031 00fc00 0000 01 04 41434d45 00f200 0000 01 05 312e322e33',
    'logs on to files': 'c0 1d 46025b 01 1600 0c00 0400 1000 0600 00000000 6f706572 736563726574',
    'opens a file':
      'c1 19 46035b 01 2300 1a00 0900 000000000000 a401 00000000 ffffffff 0100 0004 0700 6c6f67732e74787431',
    'gives a handle': 'c1 81 0000 46045b 01 0d00 78563412 00020000 0004 0700 00',
    'reads a block': 'c2 01 46055b 01 0800 78563412 00000000',
    'brings a block': 'c2 81 0000 46055b 01 0c00 78563412 00000080 61626364',
    'deletes a file':
      'c3 1b 46035b 01 1f00 1a00 0500 000000000000 0000 00000000 00000000 0000 0000 0800 612e636667',
    'is denied the file': 'c3 81 0000 46045b 01 0d00 00000000 00000000 0000 0800 01',
    'tells of a file': 'c4 81 0000 46075b 01 1900 1400 0500 0100 00040000 000000000000 a401 0900 612e636667',
    'writes octets': 'c5 02 6e0417 01 03 74657874',
    'challenges a command': 'c6 83 0000 78015b 01 0c00 03000000 0000 04 01 01020304',
    'answers the challenge': 'c6 20 78025b 01 0a00 03000000 0100 aabbccdd',
    'changes session keys': 'c7 20 78065b 01 0a00 04000000 0100 aabbccdd',
    'fails to authenticate': 'c7 83 0000 78075b 01 0f00 04000000 0100 0000 01 00d2b1ad5301',
    'adds a user': 'c8 20 780a5b 01 1400 04 01 01000000 0200 6400 0400 0000 0000 6a616e65',
    'activates a configuration': 'c9 1f 46085b 01 0500 612e636667',
    'has an unknown variation': 'c1 81 0000 1e6300 0000 01',
    'cut in its points': 'c1 81 9000 1e0101 0000 0100 01 1027',
  },
})
