/** Name of a client as it stands in core data: 32 bytes of UTF-16. */
function clientName(text: string): string {
  return Buffer.from(text, 'utf16le').toString('hex').padEnd(64, '0')
}

const CORE = `01c0 4400 04000800 0004 0003 01ca 03aa 09040000 b11d0000 ${clientName('ENG-PC7')} 04000000 00000000 0c000000`
const PARAMETERS = '3003 020101'
const GUEST = Buffer.from('GUEST\0', 'utf16le').toString('hex')

/** Messages in hex, by what they do. */
export const examples: { readonly [name: string]: string } = {
  'asks for TLS or NLA under an account': `${Buffer.from('Cookie: mstshash=operator\r\n').toString('hex')} 01 00 0800 03000000`,
  'chooses NLA': '02 00 0800 02000000',
  'demands NLA': '03 00 0800 05000000',
  'asks without anything': '0d0a',
  'opens a conference': `7f65 8173 0401 01 0401 01 0101 ff ${PARAMETERS} ${PARAMETERS} ${PARAMETERS} 0459 000500147c0001 51 000800100001c00044756361 44 ${CORE}`,
  'answers the conference': `7f66 37 0a01 00 0201 00 ${PARAMETERS} 042a 000500147c0001 22 14760a01010001c0004d63446e 14 010c 0800 04000800 020c 0c00 00000000 00000000`,
  'refuses the conference': `7f66 0d 0a01 06 0201 00 ${PARAMETERS} 0400`,
  'asks for a domain': '0401000100',
  'attaches a user': '28',
  'confirms the user': '2e00 0006',
  'joins a channel': '38 0006 03eb',
  'confirms the channel': '3e00 0006 03eb 03eb',
  'sends encrypted data': '64 0006 03eb 70 08 0800 0000 deadbeef',
  'logs on in clear': `64 0006 03eb 70 32 4000 0000 09040000 10000000 0000 0a00 0800 0000 0000 0000 ${GUEST} 7000770064003100 0000 0000 0000`,
  disconnects: '2180',
  'cut in the core data': `7f65 8173 0401 01 0401 01 0101 ff ${PARAMETERS} ${PARAMETERS} ${PARAMETERS} 0459 000500147c0001 51 000800100001c00044756361 44 01c0 44`,
}
