import type { Verb } from '../../../model/verb.ts'
import { ROCKWELL_CLASSES, TAG_SERVICES } from './logix.tables.ts'
import { CLASSES } from './objects.tables.ts'
import { type Path, target } from './path.ts'

/** Name of a service in its standard's words, and what it does. */
export type Service = readonly [name: string, verb: Verb]

/** A class of objects: what its services do. A service code means something only together with its class. */
export interface ObjectClass {
  name: string
  /** What reading attributes of this class is, where it is more than a read. */
  get?: Verb
  /** What setting attributes of this class does, where it is more than a change of configuration. */
  set?: Verb
  services?: { readonly [code: number]: Service }
  /** Its instances are the thousand small parts of one project: what moves a project is told of the class, not of each. */
  parts?: true
}

export const GET_ALL = 0x01
export const SET_ALL = 0x02
export const GET_LIST = 0x03
export const SET_LIST = 0x04
export const RESET = 0x05
export const MULTIPLE = 0x0a
export const GET_SINGLE = 0x0e
export const SET_SINGLE = 0x10

/** Common services (Volume 1, Appendix A-3). Get and Set take their verb from the class. */
const COMMON: { readonly [code: number]: readonly [name: string, verb: Verb | 'get' | 'set'] } = {
  0x01: ['Get_Attributes_All', 'get'],
  0x02: ['Set_Attributes_All', 'set'],
  0x03: ['Get_Attribute_List', 'get'],
  0x04: ['Set_Attribute_List', 'set'],
  0x05: ['Reset', 'restart'],
  0x06: ['Start', 'start'],
  0x07: ['Stop', 'stop'],
  0x08: ['Create', 'config-change'],
  0x09: ['Delete', 'config-change'],
  0x0a: ['Multiple_Service_Packet', 'read'],
  0x0d: ['Apply_Attributes', 'set'],
  0x0e: ['Get_Attribute_Single', 'get'],
  0x10: ['Set_Attribute_Single', 'set'],
  0x11: ['Find_Next_Object_Instance', 'enumerate'],
  0x15: ['Restore', 'config-change'],
  0x16: ['Save', 'config-change'],
  0x17: ['No_Operation', 'diagnose'],
  0x18: ['Get_Member', 'get'],
  0x19: ['Set_Member', 'set'],
  0x1a: ['Insert_Member', 'set'],
  0x1b: ['Remove_Member', 'set'],
  0x1c: ['Group_Sync', 'time-set'],
  0x1d: ['Get_Connection_Point_Member_List', 'read'],
}

/** First class-specific service code (Volume 1, Appendix A-2), and the end of the common ones. */
const LAST_COMMON = 0x31

/** Class ids that each vendor defines for itself (Volume 1, table 4-9.1): 0x64-0xC7 and 0x300-0x4FF. */
export function isVendorSpecific(id: number): boolean {
  return (id >= 0x64 && id <= 0xc7) || (id >= 0x300 && id <= 0x4ff)
}

/** The class, if it is known; vendor-specific ones are Rockwell's only where `rockwell` says that they may be. */
export function classOf(id: number, rockwell: boolean): ObjectClass | undefined {
  return isVendorSpecific(id) ? (rockwell ? ROCKWELL_CLASSES[id] : undefined) : CLASSES[id]
}

/** Class name for people; the number where there is no name. */
export function className(id: number, rockwell: boolean): string {
  return classOf(id, rockwell)?.name ?? `Class 0x${id.toString(16)}`
}

/** What a service on the object at the end of a path is and does. */
export function serviceOf(path: Path, service: number, rockwell: boolean): Service {
  const id = target(path)?.class
  if (id === undefined) {
    const tagged = path.tag === '' ? undefined : TAG_SERVICES[service]
    return tagged ?? common(service, undefined)
  }
  const known = classOf(id, rockwell)
  return known?.services?.[service] ?? common(service, known)
}

function common(service: number, known: ObjectClass | undefined): Service {
  const found = service <= LAST_COMMON ? COMMON[service] : undefined
  // What nobody can name may do anything; it is reported with its number and not as a change.
  if (found === undefined) return [`Service 0x${service.toString(16)}`, 'diagnose']
  const [name, verb] = found
  if (verb === 'get') return [name, known?.get ?? 'read']
  if (verb === 'set') return [name, known?.set ?? 'config-change']
  return [name, verb]
}

/** Longest object text of an operation. */
const LONGEST = 120

/** What is done to all parts of a project in turn. */
const SWEEPS: ReadonlySet<Verb> = new Set(['program-download', 'program-upload', 'enumerate'])

/** What a service is done to, in words; a project that is moved part by part is one thing. */
export function subjectText(
  path: Path,
  verb: Verb,
  rockwell: boolean,
  attributes: readonly number[] = [],
): string {
  const last = target(path)
  if (last === undefined || !SWEEPS.has(verb) || classOf(last.class, rockwell)?.parts === undefined)
    return objectText(path, rockwell, attributes)
  const objects = [...path.objects.slice(0, -1), { class: last.class, instance: undefined }]
  return objectText({ ...path, objects, attribute: undefined }, rockwell)
}

/** The object at the end of a path in words: `Program 0x2420, Routine 0x5924`, `Identity 1 attribute 7`, or the name of a tag. */
export function objectText(path: Path, rockwell: boolean, attributes: readonly number[] = []): string {
  const words = path.objects.map((one) => {
    const name = className(one.class, rockwell)
    return one.instance === undefined ? name : `${name} ${numberText(one.instance)}`
  })
  if (path.tag !== '') words.unshift(path.tag)
  const last = path.attribute === undefined ? attributes : [path.attribute]
  const points = path.connectionPoints.length === 0 ? '' : ` point ${path.connectionPoints.join(', ')}`
  const suffix = last.length === 0 ? '' : ` attribute ${last.slice(0, 8).join(', ')}`
  return `${words.join(', ')}${points}${suffix}`.slice(0, LONGEST)
}

/** Small instances are numbers of things; large ones are made up by a controller and known in hexadecimal. */
function numberText(instance: number): string {
  return instance < 0x100 ? String(instance) : `0x${instance.toString(16)}`
}
