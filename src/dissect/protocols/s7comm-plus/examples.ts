/** A whole unit around its data: header and trailer of a version. */
function unit(version: string, data: string): string {
  const size = (data.replace(/\s/g, '').length / 2).toString(16).padStart(4, '0')
  return `72 ${version} ${size} ${data} 72 ${version} 0000`
}

function ascii(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex')
}

const DIGEST = `20 ${'ab'.repeat(32)}`
const QUALIFIER = '000004e8 8969 0012 00000000 896a 0013 00 896b 0004 00'
/** Request and response heads: session 0x3c0, sequence 5. */
const asks = (code: string) => `31 0000 ${code} 0000 0005 000003c0 34`
const answers = (code: string) => `32 0000 ${code} 0000 0005 34`
const NAMEPLATE = `0020 0038 0100 002a ${ascii('6ES7 214-1HE30-0XB0 ')} ${ascii('SZVBTXYX016785  ')} 0002 56020200 0000 0000 0000 0101 0100`

/** Messages in hex, by what they do. */
export const examples: { readonly [name: string]: string } = {
  'opens a session': unit(
    '01',
    `31 0000 04ca 0000 0005 00000120 36 0000011d 0004 00 00000000 a1 000000d3 821f 00 00 a3 822a 0015 0c ${ascii('ENG7_1234567')} a2 00000000`,
  ),
  'answers with order number and firmware': unit(
    '01',
    `32 0000 04ca 0000 0005 36 00 01 8740 a1 00000120 821f 00 00 a3 8232 0017 0000013a 823f 0015 1b ${ascii('1;6ES7 214-1HE30-0XB0 ;V2.2')} 00 a2 00000000`,
  ),
  'gets two points of a data block': unit(
    '02',
    `${asks('054c')} 00000000 02 0a 00 88d0b880 03 02 93 76 01 00 52 02 93 76 05 ${QUALIFIER} 07 00000000`,
  ),
  'answers with values': unit('02', `${answers('054c')} 00 01 00 07 0001 00 00 00 00000000`),
  'sets a point': unit(
    '02',
    `${asks('0542')} 00000000 01 04 00 52 02 9376 05 01 00 01 01 ${QUALIFIER} 08 00000000`,
  ),
  'stops the CPU': unit('03', `${DIGEST} ${asks('04f2')} 00000034 01 9077 00 08 01 ${QUALIFIER} 04 00000000`),
  'starts the CPU': unit(
    '03',
    `${DIGEST} ${asks('04f2')} 00000034 01 9077 00 08 03 ${QUALIFIER} 04 00000000`,
  ),
  'answers the write': unit('03', `${DIGEST} ${answers('04f2')} 00 0d 00000000`),
  'refuses the write': unit('03', `${DIGEST} ${answers('04f2')} 8895b080ef91fff400 00 00000000`),
  'gives a password': unit(
    '02',
    `${asks('04f2')} 000003c0 01 8e36 00 14 00 07 ${ascii('hunter2')} ${QUALIFIER} 04 00000000`,
  ),
  'downloads a block': unit(
    '02',
    `${asks('04ca')} 00000003 0004 00 00000000 a1 8a320001 9457 20 00 a3 8169 0015 04 ${ascii('Main')} a2 00000000`,
  ),
  'deletes a block': unit('02', `${asks('04d4')} 8a0e0005 00 ${QUALIFIER} 04 00000000`),
  'ends the session': unit('02', `${asks('04d4')} 000003c0 00 ${QUALIFIER} 04 00000000`),
  'explores the program': unit('02', `${asks('04bb')} 00000003 00 01 00 00 00000000`),
  'asks for the nameplate': unit('02', `${asks('0586')} 00000031 20 04 01 9d29 ${QUALIFIER} 01 00000000`),
  'gives the nameplate': unit('02', `${answers('0586')} 00 00 00 14 00 3c ${NAMEPLATE} 00000000`),
  'notifies of a change': unit('02', '33 0000006a 0400 0000 1a 00000000'),
  'begins a transaction': unit('02', `${asks('0556')} 02000100 a1 7fffc001 8d24 00 00 a2 00000000`),
  'gives a first piece': '72 02 0008 31 0000 04bb 0000 00',
  'is an event': unit('fe', '0000 0000 0000 0000 0000 0000'),
  'cut in an address': '72 02 0020 31 0000 054c 0000 0005 000003c0',
}
