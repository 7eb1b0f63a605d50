import { examine, fromHex } from '../../src/dissect/examine.ts'
import type { Protocol } from '../../src/dissect/protocol.ts'
import type { Message } from '../../src/model/message.ts'

/** A small repeatable random source (xorshift32): the seed alone replays a case. */
export function randomOf(seed: number): () => number {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 0x100000000
  }
}

/** One hostile message made of an example: bits flipped, cut, spliced with another example, or plain noise. */
export function hostile(protocol: Protocol, random: () => number): Uint8Array {
  const seeds = Object.values(protocol.examples).map(fromHex)
  const pick = () => seeds[Math.floor(random() * seeds.length)] ?? new Uint8Array(0)
  const kind = Math.floor(random() * 4)
  if (kind === 0)
    return Uint8Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256))
  let bytes = pick().slice()
  if (kind === 1) bytes = bytes.slice(0, Math.floor(random() * (bytes.length + 1)))
  if (kind === 2) {
    const other = pick()
    const cut = Math.floor(random() * (bytes.length + 1))
    bytes = Uint8Array.from([
      ...bytes.slice(0, cut),
      ...other.slice(Math.floor(random() * (other.length + 1))),
    ])
  }
  const flips = 1 + Math.floor(random() * 6)
  for (let i = 0; i < flips && bytes.length > 0; i++)
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
  return bytes
}

/** Reads hostile messages in one conversation, in both directions; gives a sentence when something that must hold does not. */
export function attack(protocol: Protocol, all: readonly Protocol[], seed: number): string | undefined {
  const random = randomOf(seed)
  const pieces = Array.from({ length: 8 }, () => ({
    bytes: hostile(protocol, random),
    direction: (random() < 0.5 ? 0 : 1) as 0 | 1,
    traced: random() < 0.5,
  }))
  try {
    for (const one of examine(protocol, pieces, all))
      for (const message of one.messages) {
        const wrong = misplaced(message)
        if (wrong !== undefined) return `${protocol.id}, seed ${seed}: ${wrong}`
      }
  } catch (error) {
    return `${protocol.id}, seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`
  }
  return undefined
}

function misplaced(message: Message): string | undefined {
  for (const span of message.spans ?? [])
    if (span.start < 0 || span.size < 0 || span.start + span.size > message.size)
      return `span of ${message.protocol} ${span.path} at ${span.start}+${span.size} outside ${message.size} bytes`
  return undefined
}
