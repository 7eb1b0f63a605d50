import register from '../../../../knowledge/cip-vendors.json' with { type: 'json' }

const NAMES: { readonly [id: string]: string } = register.vendors

/** Name of a vendor in the register of ODVA; undefined when the register here does not hold it. */
export function vendorName(id: number): string | undefined {
  return NAMES[id]
}
