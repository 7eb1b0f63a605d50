import { type Comparison, find, numberOf } from '../lib/comparison.ts'

/** NetBIOS datagrams: type, source, and of a browser frame its command, name, version and server type. */
export const comparison: Comparison = {
  protocol: 'nbdgm',
  layers: ['nbdgm', 'browser'],
  filter: 'nbdgm',
  theirs: (layers) => {
    const datagram = layers.find((one) => one.name === 'nbdgm')
    if (datagram === undefined) return []
    const browser = layers.find((one) => one.name === 'browser')
    const parts =
      browser === undefined
        ? ['-']
        : [
            numberOf(browser, 'browser.command'),
            find(browser, 'browser.server')?.show ?? '-',
            numberOf(browser, 'browser.os_major') ?? '-',
            numberOf(browser, 'browser.os_minor') ?? '-',
            numberOf(browser, 'browser.server_type') ?? '-',
          ]
    return [
      [
        numberOf(datagram, 'nbdgm.type'),
        find(datagram, 'nbdgm.src.ip')?.show,
        numberOf(datagram, 'nbdgm.dgram_id'),
        ...parts,
      ].join(' '),
    ]
  },
  ours: ({ fields: f }) => {
    const data = (f?.user_data ?? {}) as { browser?: { [name: string]: unknown } }
    const { browser } = data
    const parts =
      browser === undefined
        ? ['-']
        : [
            browser.command,
            browser.name ?? '-',
            browser.os_major ?? '-',
            browser.os_minor ?? '-',
            browser.server_type ?? '-',
          ]
    return [[f?.message_type, f?.source_ip, f?.dgm_id, ...parts].join(' ')]
  },
}
