import known from '../../knowledge/system-descriptions.json' with { type: 'json' }
import type { Attribute, Identity, Party } from '../model/observation.ts'
import { type AssetRole, ROLES } from '../model/role.ts'

interface Form {
  pattern: RegExp
  vendor: string
  role: string
  /** The form names the family that the software is for, not the model. */
  family: boolean
}

/** Attributes that a form may name as groups of its pattern, besides model and firmware. */
const GROUPS: readonly Attribute[] = ['orderNumber', 'serial', 'hardware', 'software', 'os', 'name']
const FORMS: readonly Form[] = known.forms.map((one) => ({
  pattern: new RegExp(one.pattern),
  vendor: one.vendor,
  role: 'role' in one ? (one.role ?? '') : '',
  family: 'family' in one,
}))
const ROLE_FORMS = known.roles.map((one) => ({ pattern: new RegExp(one.pattern), role: one.role }))
const MAKERS: Readonly<Record<string, string>> = known.makers
/** What firmware writers leave in a field that nobody filled. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(known.placeholders)
/** Longest description that is looked at: patterns walk over every character. */
const MAX_DESCRIPTION = 512
const INFERRED = 0.4

/**
 * What a device's one-line description of itself says (LLDP system description, SNMP sysDescr): the description as it is, and its parts
 * where the maker's form is known. `confidence` is that of the message that carries it.
 */
export function identityOfDescription(about: Party, description: string, confidence: number): Identity[] {
  if (description === '') return []
  const facts: Identity[] = []
  const say = (attribute: Attribute, value: string | undefined, sure = confidence): void => {
    const tidy = value?.trim() ?? ''
    if (tidy !== '' && !PLACEHOLDERS.has(tidy))
      facts.push({ kind: 'identity', about, attribute, value: tidy, confidence: sure })
  }
  say('description', description)
  const text = description.slice(0, MAX_DESCRIPTION)
  const form = FORMS.find((one) => one.pattern.test(text))
  const parts = form?.pattern.exec(text)?.groups ?? {}
  const maker = parts.maker
  say('vendor', maker === undefined ? form?.vendor : (MAKERS[maker] ?? maker))
  say('model', parts.model, form?.family === true ? Math.min(confidence, INFERRED) : confidence)
  say('firmware', versionOf(parts.firmware))
  for (const attribute of GROUPS) say(attribute, parts[attribute])
  say('role', roleOfDescription(text) ?? form?.role)
  return facts
}

/** The role that a device's type or description tells; undefined when it tells none. */
export function roleOfDescription(text: string): AssetRole | undefined {
  const role = ROLE_FORMS.find((one) => one.pattern.test(text.slice(0, MAX_DESCRIPTION)))?.role
  return ROLES.find((one) => one === role)
}

/** Some devices pad the number behind the V of their version; everybody writes it without. */
function versionOf(text: string | undefined): string | undefined {
  return text?.replace(/^V\s+(?=\d)/, 'V')
}
