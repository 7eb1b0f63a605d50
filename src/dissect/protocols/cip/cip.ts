import { MAYBE, NO, protocol } from '../../protocol.ts'
import { glanceCip } from './glance.ts'
import { observeCip } from './observe.ts'
import { readCip } from './read.ts'

/** CIP explicit messages: services on objects, by which devices are identified, read, written, programmed and stopped. */
export const cip = protocol({
  id: 'cip',
  title: 'Common Industrial Protocol',
  spec: 'CIP Networks Library Volume 1, 2-4 and Appendix A to C; object classes as in cip/objects.tables.ts and cip/logix.tables.ts',
  family: 'ot',
  roles: { server: 'plc', client: 'hmi' },
  // Connected and unconnected data items of the common packet format.
  carriedBy: { enip: [0xb1, 0xb2] },
  looksLike: (peek) => (peek.length >= 2 && peek.u8(0) !== 0 ? MAYBE : NO),
  glance: glanceCip,
  read: readCip,
  observe: observeCip,
  examples: {
    'asks for the identity': '01 02 2001 2401',
    'tells the identity':
      '81 00 00 00 0100 0e00 3700 1410 6031 3f825100 14 313735362d4c36312f42204c4f47495835353631',
    'asks for two attributes of the identity': '03 02 2001 2401 0200 0600 0700',
    'sets the clock': '04 02 208b 2401 0100 0600 c0325cfff3590400',
    'stops the controller': '07 02 208e 2401',
    'may not stop the controller': '87 00 0f 01 0121',
    'starts the controller': '06 02 208e 2401',
    'locks the controller for an edit': '4b 04 208e 2401 2074 2401 00',
    'lets the edit lock go': '4c 04 208e 2401 2074 2401',
    'makes a program': '08 03 2068 2500 2024 01000a000000',
    'writes data of a program': '50 06 2068 2500 2024 206a 2500 2459 00 00000000 0100 01',
    'deletes a program': '09 03 2068 2500 2024',
    'forces inputs and outputs': '4d 02 2069 2400 0100',
    'writes code into memory': '4b 02 2072 2401 84d92300',
    'reads a tag': '4c 05 91 08 54616e6b48696768 0100',
    'gives the value of a tag': 'cc 00 00 00 c400 0a000000',
    'writes a member of a tag': '4d 08 91 05 56616c7665 00 28 03 91 04 4f70656e c100 0100 01',
    'changes bits of a tag': '4e 03 91 04 4d6f6465 0200 0400 fffb',
    'writes a fragment of a tag': '53 03 91 04 4d6f6465 c400 6400 00010000 0a000000',
    'lists symbols': '55 02 206b 2400 0200 0100 0200',
    'answers some symbols': 'd5 00 06 00 01000000 0400 4d6f6465 c400',
    'opens a connection':
      '54 02 2006 2401 0a 0e 00000000 01000100 0100 4d00 78563412 07 000000 80841e00 f443 80841e00 f443 a3 03 0100 2002 2401',
    'says that the connection is open':
      'd4 00 00 00 02000200 01000100 0100 4d00 78563412 80841e00 80841e00 00 00',
    'refuses a connection': 'd4 00 01 01 0601 0100 4d00 78563412 03 00',
    'closes a connection': '4e 02 2006 2401 0a 0e 0100 4d00 78563412 03 00 0100 2002 2401',
    'routes an identity request to slot 3': '52 02 2006 2401 0a 0e 0600 01 02 2001 2401 01 00 0103',
    'could not reach slot 3': 'd2 00 01 01 1203 01',
    'bundles a read and a stop': '0a 02 2002 2401 0200 0600 0e00 0e 03 2004 2465 3003 07 02 208e 2401',
    'answers a bundle': '8a 00 1e 00 0200 0600 0c00 8e 00 00 00 0100 87 00 10 00',
    'resets the device to out of box': '05 02 2001 2401 01',
    'sets the IP address': '10 03 20f5 2401 3005 0a01a8c0 00ffffff 0101a8c0 00000000 00000000 0000',
    'writes an assembly': '10 03 2004 2465 3003 01000200',
    'starts to download a file': '4c 02 2037 24c8 00100000 0100 01 01 00',
    'writes registers of a Modbus device': '50 02 2044 2401 6400 0200 0a000b00',
    'prepares a firmware update': '51 02 20a1 2401 16ff1b0000000000',
    'sends firmware': '4d 02 20a1 2401 5e010000 91240168',
    'reads a piece of a file': 'cf 00 00 00 01 00 0102030405',
    'locks a safety configuration':
      '52 02 2039 2401 01 30303030303030303030303030303030 00112233445566778899',
    'stops connections of a scanner': '4e 02 20f3 2401',
    'cut in the path': '0e 03 2004 24',
  },
})
