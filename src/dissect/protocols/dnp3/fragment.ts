/** An object header: which objects, and which of their points. */
export interface ObjectHeader {
  group: number
  variation: number
  qualifier: number
  /** First and last index; -1 where the range only counts. */
  start: number
  stop: number
  count: number
  /** Indexes that stand before the objects, the first ones. */
  indexes: number[]
}

/** A command for one point: a control relay output block or an analog output. */
export interface Control {
  group: number
  variation: number
  index: number
  /** What it does, in words: "latch on", "pulse on, trip"; empty for an analog output. */
  action: string
  /** What must be equal in a select and its operate. */
  content: string
  status: number
}

/** A device attribute that the device tells of itself. */
export interface Attribute {
  set: number
  variation: number
  value: string
}

/** What an object of group 70 says of a file. */
export interface FileDeed {
  variation: number
  /** Name, or the name that an earlier message gave to this handle; empty when unknown. */
  name: string
  handle: number
  /** As `FILE_MODES`; -1 where not told. */
  mode: number
  status: number
  /** Bytes of file data that this message carries. */
  bytes: number
  account: string
  /** A password passes in clear. */
  password: boolean
  /** A key passes in clear that an authentication gave for opening files. */
  key: boolean
}

/** What an object of group 120 says. */
export interface Authentication {
  variation: number
  user: number
  name: string
  error: number
}

/** An application fragment (IEEE 1815-2012, clause 4.2.2). */
export interface Fragment {
  function: number
  first: boolean
  final: boolean
  sequence: number
  /** Internal indications, IIN1 in the high byte; 0 in a request. */
  iin: number
  objects: ObjectHeader[]
  controls: Control[]
  attributes: Attribute[]
  files: FileDeed[]
  authentications: Authentication[]
  /** Identifiers of group 90 and specifications of group 70 variation 8. */
  names: string[]
}

export function emptyFragment(): Fragment {
  return {
    function: 0,
    first: true,
    final: true,
    sequence: 0,
    iin: 0,
    objects: [],
    controls: [],
    attributes: [],
    files: [],
    authentications: [],
    names: [],
  }
}
