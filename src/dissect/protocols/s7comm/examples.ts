/** Parameters and data of userdata without their header: kind and group, function, sequence number, data. */
function userData(type: string, code: string, sequence: string, data: string, answer = ''): string {
  const parameters = `000112 ${answer === '' ? '04 11' : '08 12'} ${type} ${code} ${sequence} ${answer}`
  return unit('07', parameters, data)
}

/** A unit with its lengths counted. Reference 0x0102 throughout, so that an answer fits the request before it. */
function unit(kind: string, parameters: string, data = '', error = ''): string {
  return `32 ${kind} 0000 0102 ${count(parameters)} ${count(data)} ${error} ${parameters} ${data}`
}

function count(hex: string): string {
  return (hex.replace(/\s/g, '').length / 2).toString(16).padStart(4, '0')
}

/** ASCII as hex. */
function ascii(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex')
}

const OK = '0000'
const ORDER = ascii('6ES7 315-2EH14-0AB0 ')
const ANSWERED = '00 00 0000'

/** Messages in hex, by what they do. */
export const examples: { readonly [name: string]: string } = {
  'sets up communication': unit('01', 'f0 00 0001 0001 01e0'),
  'answers set up': unit('03', 'f0 00 0001 0001 00f0', '', OK),
  'reads a word of a data block and two bits': unit(
    '01',
    '04 03 120a10 04 0001 000a 84 0000a0 120a10 01 0001 0000 83 000053 120a10 02 0008 0000 82 000000',
  ),
  'answers with two values and a missing object': unit(
    '03',
    '04 03',
    'ff 04 0010 1234 ff 03 0001 01 00 0a 00 0000',
    OK,
  ),
  'reads a timer, a counter, DBREAD areas': unit(
    '01',
    '04 03 120a10 1d 0001 0000 1d 000005 120a10 1c 0002 0000 1c 000007 120c b0 02 04 0044 0166 10 0048 0032',
  ),
  'reads from a numerical control': unit('01', '04 01 1208 82 41 0001 0002 7f 01'),
  'reads a symbol of an S7-1200': unit('01', '04 01 120e b2 00 8a0e 0003 12345678 4000000b'),
  'reads a drive parameter': unit('01', '04 01 120a a2 01 0002 0003 0015 0000'),
  'writes an output': unit('01', '05 01 120a10 01 0001 0000 82 000012', '00 03 0001 01'),
  'answers the write': unit('03', '05 01', 'ff', OK),
  'refuses the write of one item': unit('03', '05 01', '03', OK),
  'refuses a job': unit('02', '', '', '8104'),
  'requests download of DB1': unit(
    '01',
    `1a 00 0100 00000000 09 ${ascii('_0A00001P')} 0d 31 ${ascii('000216000088')}`,
  ),
  'fetches a piece of the block': unit('01', `1b 00 0000 00000000 09 ${ascii('_0A00001P')}`),
  'hands the piece over': unit('03', '1b 00', '0004 00fb 70700101', OK),
  'ends the download': unit('01', `1c 00 0000 00000000 09 ${ascii('_0A00001P')}`),
  'starts upload of OB1': unit('01', `1d 00 0000 00000000 09 ${ascii('_0800001A')}`),
  'answers the start': unit('03', `1d 00 0100 00000007 07 ${ascii('0000216')}`, '', OK),
  'uploads a piece': unit('01', '1e 00 0000 00000007'),
  'gives a piece': unit('03', '1e 00', '0002 00fb 7070', OK),
  'ends the upload': unit('01', '1f 00 0000 00000007'),
  'refuses the upload by password': unit('03', '1d', '', 'd241'),
  'activates two blocks': unit(
    '01',
    `28 000000000000fd 0012 0200 ${ascii('0800001P0C00012P')} 05 ${ascii('_INSE')}`,
  ),
  'deletes a block': unit('01', `28 000000000000fd 000a 0100 ${ascii('0E00003B')} 05 ${ascii('_DELE')}`),
  'starts warm': unit('01', `28 000000000000fd 0000 09 ${ascii('P_PROGRAM')}`),
  'starts cold': unit('01', `28 000000000000fd 0002 ${ascii('C ')} 09 ${ascii('P_PROGRAM')}`),
  'copies RAM to ROM': unit('01', `28 000000000000fd 0004 ${ascii('EP  ')} 05 ${ascii('_MODU')}`),
  'compresses memory': unit('01', `28 000000000000fd 0000 05 ${ascii('_GARB')}`),
  'deletes a file of a numerical control': unit(
    '01',
    `28 000000000000fd 000c 03 ${ascii('P01')} 06 ${ascii('/_N_AB')} 00 09 ${ascii('_N_F_DELE')}`,
  ),
  'logs in to a numerical control': unit(
    '01',
    `28 000000000000fd 0008 07 ${ascii('hunter2')} 09 ${ascii('_N_LOGIN_')}`,
  ),
  'stops the controller': unit('01', `29 0000000000 09 ${ascii('P_PROGRAM')}`),
  'says that it stopped': unit('07', '010010 10 00 00 00 00'),
  'asks for module identification': userData('44', '01', '00', 'ff 09 0004 0011 0000'),
  'gives module identification': userData(
    '84',
    '01',
    '01',
    `ff 09 0040 0011 0000 001c 0002 0001 ${ORDER} 00c0 0004 0001 0007 ${ORDER} 00c0 5603 020e`,
    ANSWERED,
  ),
  'gives component identification': userData(
    '84',
    '01',
    '02',
    `ff 09 004c 001c 0000 0022 0002 0001 ${ascii('BOILER').padEnd(64, '0')} 0007 ${ascii('CPU 315-2 PN/DP').padEnd(64, '0')}`,
    ANSWERED,
  ),
  'gives the operating mode': userData(
    '84',
    '01',
    '03',
    'ff 09 001c 0424 0000 0014 0001 5144 ff 48 00000000 01010104 2001010203040506',
    ANSWERED,
  ),
  'gives the protection level': userData(
    '84',
    '01',
    '03',
    'ff 09 0018 0132 0004 0010 0001 0004 0001 0002 0002 0001 0000 0000 0000',
    ANSWERED,
  ),
  'gives the diagnostic buffer': userData(
    '84',
    '01',
    '03',
    'ff 09 001c 00a0 0000 0014 0001 4302 ff 84 0000 0000 00000000 2001010203040506',
    ANSWERED,
  ),
  'does not know the list': userData('84', '01', '01', '0a 00 0000', '00 00 d401'),
  'gives a first piece of a list': userData(
    '84',
    '01',
    '04',
    'ff 09 000a 0019 0000 0004 0002 0001',
    '05 01 0000',
  ),
  'asks for the next piece': userData('44', '01', '04', '0a 00 0000', ANSWERED),
  'gives the last piece of a list': userData('84', '01', '04', 'ff 09 0006 0000 0004 0100', '05 00 0000'),
  'subscribes to alarms': userData('44', '02', '00', `ff 09 000c 81 00 ${ascii('SCADA_01')} 05 00`),
  'reports a diagnostic event': userData(
    '04',
    '03',
    '00',
    'ff 09 0014 4304 ff 84 0000 0000 00000000 9401092153421521',
  ),
  'reports an alarm': userData(
    '04',
    '05',
    '00',
    'ff 09 001c 9401060027203975 40 01 120a 16 01 000000af 00 00 fe fe ff 04 0010 0001',
  ),
  'acknowledges an alarm': userData('44', '0b', '00', 'ff 09 000c 09 01 1208 19 00 000000af 01 00'),
  'asks what alarms there are': userData('44', '13', '00', 'ff 09 000c 00 01 1208 1a 00 01 34 00000002'),
  'lists blocks': userData('43', '01', '00', '0a 00 0000'),
  'gives the counts of blocks': userData(
    '83',
    '01',
    '00',
    `ff 09 0008 ${ascii('08')}0001 ${ascii('0A')}0002`,
    ANSWERED,
  ),
  'lists data blocks': userData('43', '02', '00', `ff 09 0002 ${ascii('0A')}`),
  'gives the data blocks': userData('83', '02', '00', 'ff 09 0008 0001 2205 0002 2205', ANSWERED),
  'asks about a block': userData('43', '03', '00', `ff 09 0008 ${ascii('0A00001A')}`),
  'tells about a block': userData(
    '83',
    '03',
    '00',
    `ff 09 004e 0100 004a 2200 ${ascii('pp')} 01 01 05 0a 0001 00000074 00000000 0301a8f35932 b301cb6d0c11 0016 0000 0000 0016 ${ascii('SIMATIC')}00 ${ascii('IEC_TC')}0000 ${ascii('TON')}0000000000 10 00 af20 0000000000000000`,
    ANSWERED,
  ),
  'knows no such block': userData('83', '03', '00', '0a 00 0000', '00 00 d209'),
  'subscribes to a data block': userData(
    '42',
    '01',
    '00',
    'ff 09 0010 0001 01 0a 120a10 02 0004 0009 84 000000',
  ),
  'answers the subscription': userData('82', '01', '07', 'ff 09 000a 0001 ff 04 0020 00000001', ANSWERED),
  'pushes values': userData('02', '01', '07', 'ff 09 000a 0001 ff 04 0020 00000002', ANSWERED),
  'ends a subscription': userData('42', '04', '00', 'ff 09 0002 05 07'),
  'watches variables': userData(
    '41',
    '02',
    '00',
    'ff 09 0026 0014 000e 0000 0001 0000 0012 0001 0001 0001 0001 0001 0200 0002 01 06 0000 0000 00 03 0000 0004',
    ANSWERED,
  ),
  'modifies a variable': userData(
    '41',
    '08',
    '00',
    'ff 09 0025 0014 000d 0000 0001 0001 0000 0001 0001 0001 0001 0001 0300 0001 72 01 0005 0002 ff 09 0001 7f',
    ANSWERED,
  ),
  'forces an output': userData(
    '41',
    '09',
    '00',
    'ff 09 0025 0014 000d 0000 0001 0001 0000 0001 0001 0001 0001 0001 0000 0001 21 01 0000 0004 ff 09 0001 01',
    ANSWERED,
  ),
  'deletes a force job': userData(
    '41',
    '0f',
    '00',
    'ff 09 001a 0014 0002 0000 0000 0001 0000 0000 0001 0001 0001 0001 0000 0902',
    ANSWERED,
  ),
  'resets memory': userData('41', '0c', '00', 'ff 09 0008 0004 0000 00000000', ANSWERED),
  'flashes the LED': userData(
    '41',
    '16',
    '00',
    'ff 09 0018 0014 0000 0000 0000 0001 0000 0000 0001 0001 0001 0001 0000',
    ANSWERED,
  ),
  'gives a password': userData('45', '01', '00', 'ff 09 0008 213a1b1d6e681b1d'),
  'refuses the password': userData('85', '01', '01', '0a 00 0000', '00 00 d602'),
  'reads the clock': userData('47', '01', '00', '0a 00 0000'),
  'tells the time': userData('87', '01', '02', 'ff 09 000a 00 19 1602081451379162', ANSWERED),
  'sets the clock': userData('47', '02', '00', 'ff 09 000a 00 19 1602082308100002'),
  'sends data to a peer': userData('46', '00', '00', 'ff 09 000e 1208 13 00 00000001 0000 deadbeef'),
  'downloads to a numerical control': userData('7f', '01', '00', `ff 09 0008 ${ascii('/_N_MPF1')}`),
  'cut in an address': '32 01 0000 0102 000e 0000 04 01 120a10 04',
}
