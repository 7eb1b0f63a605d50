import { MORE, NOT_MINE, protocol } from '../../protocol.ts'
import { glanceApdu, likeness } from './glance.ts'
import { observe } from './observe.ts'
import { PORT } from './parties.ts'
import { CONTROL_SIZE, MOST_APDU, readApdu } from './read.ts'

/** IEC 60870-5-104: telecontrol of substations and pumping stations over TCP. */
export const iec104 = protocol({
  id: 'iec104',
  title: 'IEC 60870-5-104',
  spec: 'IEC 60870-5-104:2006, clauses 5 and 8; IEC 60870-5-101:2003, clause 7; IEC 60870-5-7 for types 81 to 95',
  family: 'ot',
  carriedBy: { tcp: [PORT] },
  roles: { server: 'rtu', client: 'scada-server' },
  looksLike: likeness,
  frameLength(peek) {
    if (peek.length < 1) return MORE
    if (peek.u8(0) !== 0x68) return NOT_MINE
    if (peek.length < 2) return MORE
    const length = peek.u8(1)
    return length < CONTROL_SIZE || length > MOST_APDU ? NOT_MINE : length + 2
  },
  glance: glanceApdu,
  read: readApdu,
  observe,
  examples: {
    'starts data transfer': '68 04 07000000',
    'confirms the start': '68 04 0b000000',
    'stops data transfer': '68 04 13000000',
    'confirms the stop': '68 04 23000000',
    'tests the connection': '68 04 43000000',
    acknowledges: '68 04 01000600',
    'interrogates the station': '68 0e 00000000 64 01 06 00 0100 000000 14',
    'confirms the interrogation': '68 0e 00000200 64 01 07 00 0100 000000 14',
    'answers with a row of points': '68 10 02000200 01 83 14 00 0100 640000 00 01 80',
    'ends the interrogation': '68 0e 04000200 64 01 0a 00 0100 000000 14',
    'reports a measured value with its time':
      '68 19 06000200 24 01 03 00 0100 2c0100 0000c841 00 d204 1e 0a 1b 0b 18',
    'reports single points': '68 12 08000200 01 02 03 00 0100 640000 01 650000 10',
    'reports totals': '68 12 0a000200 0f 01 25 00 0100 f40100 10270000 45',
    'reports a protection event': '68 17 0c000200 26 01 03 00 0100 e80300 12 6400 d204 1e 0a 1b 0b 18',
    'selects a switch': '68 0e 02000800 2e 01 06 05 0100 d00700 82',
    'confirms the select': '68 0e 0e000400 2e 01 07 05 0100 d00700 82',
    'operates the switch': '68 0e 04000e00 2e 01 06 05 0100 d00700 02',
    'refuses the switch': '68 0e 10000600 2e 01 47 05 0100 d00700 02',
    'does not know the point': '68 0e 12000600 2d 01 6f 00 0100 0f2700 01',
    'gives up a select': '68 0e 06000e00 2e 01 08 05 0100 d00700 82',
    'sets a set point': '68 12 06001200 32 01 06 00 0100 b80b00 0000a041 00',
    'sends a bitstring with its time': '68 18 06001200 40 01 06 00 0100 b80b00 ffff0000 d204 1e 0a 1b 0b 18',
    'freezes the counters': '68 0e 08001200 65 01 06 00 0100 000000 45',
    'reads a point': '68 0d 0a001200 66 01 05 00 0100 640000',
    'sets the clock': '68 14 0c001200 67 01 06 00 0100 000000 d204 1e 0a 1b 0b 18',
    'resets the process': '68 0e 0e001200 69 01 06 00 0100 000000 01',
    'clears the event buffer': '68 0e 10001200 69 01 06 00 0100 000000 02',
    'tells that it has started': '68 0e 14001000 46 01 04 00 0100 000000 02',
    'loads a parameter': '68 10 12001200 6e 01 06 00 0100 881300 0040 01',
    'activates a parameter': '68 0e 14001200 71 01 06 00 0100 881300 03',
    'selects a file': '68 11 16001200 7a 01 0d 00 0100 701700 0100 00 01',
    'offers the file': '68 13 14001800 78 01 0d 00 0100 701700 0100 000400 00',
    'does not have the file': '68 13 14001800 78 01 0d 00 0100 701700 0100 000000 80',
    'deletes a file': '68 11 18001200 7a 01 0d 00 0100 701700 0100 00 04',
    'sends a segment': '68 14 16001800 7d 01 0d 00 0100 701700 0100 01 03 616263',
    'lists a directory': '68 1a 18001800 7e 81 05 00 0100 701700 0100 000400 20 d204 1e 0a 1b 0b 18',
    'tests with a counter': '68 16 1a001200 6b 01 06 00 0100 000000 0100 d204 1e 0a 1b 0b 18',
    'changes session keys': '68 0f 1c001200 56 01 0f 00 0100 c1 01000000',
    'has an unknown type': '68 0d 1e001200 c8 01 03 00 0100 010000',
    'cut in an object': '68 12 06001200 32 01 06 00 0100 b80b00 0000',
  },
})
