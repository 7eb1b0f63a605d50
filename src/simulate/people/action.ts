import type { Verb } from '../../model/verb.ts'
import type { Hmi } from '../devices/hmi.ts'
import type { Script } from '../network.ts'
import type { Plant } from '../plant.ts'

/** A host of the works, by the name the plant gives it. */
export type HostName = keyof Plant['hosts']

/** An operation an action performs on a controller: the answer sheet for whoever reads the capture. */
export interface Deed {
  verb: Verb
  protocol: string
  initiator: HostName
  responder: HostName
  /** How it ends; `done` unless told. */
  outcome?: 'refused' | 'unanswered'
}

/** Something a person does: what it is called, what it is in plain words, what it does to whom, and what happens on the wire. */
export interface Action {
  id: string
  words: string
  deeds: readonly Deed[]
  perform: (plant: Plant, hmi: Hmi) => Script
}
