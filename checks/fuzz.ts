import { protocols } from '../src/dissect/protocols/index.ts'
import { attack } from './lib/fuzz.ts'

/** A million hostile messages over all protocols; eight in each conversation. Prints the seed of whatever fails, to replay it. */
const MESSAGES = 1_000_000
const PER_CONVERSATION = 8

const rounds = Math.ceil(MESSAGES / PER_CONVERSATION / protocols.length)
let failed = 0
for (const one of protocols)
  for (let seed = 1; seed <= rounds && failed < 20; seed++) {
    const wrong = attack(one, protocols, seed * 2654435761)
    if (wrong === undefined) continue
    failed++
    process.stdout.write(`${wrong}\n`)
  }
process.stdout.write(`${rounds * PER_CONVERSATION * protocols.length} hostile messages, ${failed} failures\n`)
process.exitCode = failed === 0 ? 0 : 1
