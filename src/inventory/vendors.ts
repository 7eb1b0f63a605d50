import known from '../../knowledge/vendor-names.json' with { type: 'json' }

const FORMS = known.vendors.flatMap(({ name, forms }) =>
  forms.map((form) => ({ name, form: form.toLowerCase() })),
)

/**
 * The name under which people know a maker: `Siemens AG,` and `Siemens` are one. A maker nobody listed keeps its own words, without the
 * comma that a register left behind. The claims keep what was said.
 */
export function vendorName(said: string): string {
  const text = said.trim().toLowerCase()
  const found = FORMS.find(({ form }) => text.startsWith(form) && !isWordPart(text[form.length]))
  return found?.name ?? said.trim().replace(/,$/, '')
}

/** Whether a name goes on in the same word, so that `gears` is not `ge`. */
function isWordPart(next: string | undefined): boolean {
  return next !== undefined && /[\p{L}\p{N}&-]/u.test(next)
}
