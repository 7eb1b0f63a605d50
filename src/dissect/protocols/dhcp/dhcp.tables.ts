/** Message kinds of option 53 (RFC 2132 section 9.6). */
export const KINDS: { readonly [kind: number]: string } = {
  1: 'DHCPDISCOVER',
  2: 'DHCPOFFER',
  3: 'DHCPREQUEST',
  4: 'DHCPDECLINE',
  5: 'DHCPACK',
  6: 'DHCPNAK',
  7: 'DHCPRELEASE',
  8: 'DHCPINFORM',
}
export const ACK = 5
export const NAK = 6

/** Options that hold text about a host, by the names their logs use. */
export const TEXT_OPTIONS: { readonly [code: number]: string } = {
  12: 'host_name',
  15: 'domain',
  60: 'vendor_class',
}

/** Names of options (RFC 2132) that plants use. */
export const OPTIONS: { readonly [code: number]: string } = {
  1: 'Subnet Mask',
  3: 'Router',
  6: 'Domain Name Server',
  12: 'Host Name',
  15: 'Domain Name',
  42: 'NTP Servers',
  43: 'Vendor Specific Information',
  44: 'NetBIOS Name Server',
  50: 'Requested IP Address',
  51: 'IP Address Lease Time',
  53: 'DHCP Message Type',
  54: 'Server Identifier',
  55: 'Parameter Request List',
  57: 'Maximum DHCP Message Size',
  58: 'Renewal Time Value',
  59: 'Rebinding Time Value',
  60: 'Vendor Class Identifier',
  61: 'Client Identifier',
  66: 'TFTP Server Name',
  67: 'Bootfile Name',
  81: 'Client FQDN',
  82: 'Relay Agent Information',
}
