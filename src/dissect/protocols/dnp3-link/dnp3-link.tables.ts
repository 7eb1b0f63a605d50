/** Functions of a frame from the primary station (IEEE 1815-2012, table 9-1). */
export const PRIMARY: { readonly [code: number]: string } = {
  0: 'Reset Link States',
  1: 'Reset User Process',
  2: 'Test Link States',
  3: 'Confirmed User Data',
  4: 'Unconfirmed User Data',
  9: 'Request Link Status',
}
export const RESET_LINK = 0
export const RESET_PROCESS = 1
export const TEST_LINK = 2
export const CONFIRMED_DATA = 3
export const UNCONFIRMED_DATA = 4

/** Functions of a frame from the secondary station (table 9-2). */
export const SECONDARY: { readonly [code: number]: string } = {
  0: 'Ack',
  1: 'Nack',
  11: 'Link Status',
  14: 'Link Service Not Functioning',
  15: 'Not Supported',
}
/** The secondary station turned the request down. */
export const TURNED_DOWN: ReadonlySet<number> = new Set([1, 14, 15])

/** Destinations from here on are groups (clause 9.2.3.3): all outstations, with three ways of confirming. */
export const FIRST_BROADCAST = 0xfffd
/** Addresses that no device may have (same clause); 0xfffc is the self address. */
export const FIRST_RESERVED = 0xfff0
export const SELF_ADDRESS = 0xfffc
