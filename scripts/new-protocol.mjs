// Writes the skeleton of a protocol and puts it into the list: npm run new:protocol -- ID
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './setup.mjs'

const HOME = join(ROOT, 'src', 'dissect', 'protocols')

const id = process.argv[2] ?? ''
const folder = join(HOME, id)
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))
  stop('npm run new:protocol -- ID, with an ID such as modbus-tcp')
if (existsSync(folder)) stop(`${folder} is there already`)

mkdirSync(folder)
writeFileSync(join(folder, `${id}.tables.ts`), tables())
writeFileSync(join(folder, `${id}.ts`), skeleton())
writeFileSync(join(HOME, 'index.ts'), list())
process.stdout.write(
  `${folder} is ready to be filled: read src/dissect/protocol.ts, then run npm run vitest -- checks/protocols.test.ts\n`,
)

function nameOf(protocol) {
  return protocol.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
}

function tables() {
  return `/** Function codes and their names: (document, clause). */
export const FUNCTIONS: ReadonlyMap<number, string> = new Map([[1, 'read']])
`
}

function skeleton() {
  return `import type { Operation } from '../../../model/observation.ts'
import { MAYBE, NO, protocol } from '../../protocol.ts'
import { FUNCTIONS } from './${id}.tables.ts'

/** What this protocol is, in a sentence. */
export const ${nameOf(id)} = protocol({
  id: '${id}',
  title: '${id}',
  spec: '(document, clause)',
  family: 'ot',
  carriedBy: { udp: [] },
  looksLike: (peek) => (FUNCTIONS.has(peek.u8(0)) ? MAYBE : NO),
  read(cursor) {
    const code = cursor.u8('function_code')
    cursor.expect('function_code', FUNCTIONS.has(code), 'is not in the specification')
    return { code, data: cursor.rest('data') }
  },
  observe: (): Operation[] => [],
  examples: {
    'reads a value': '01 00',
    'answers with a value': '01 01',
    'cut before the function': '',
  },
})
`
}

/** The list, made anew from the folders; a test holds it against them. */
function list() {
  const ids = readdirSync(HOME, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  const names = ids.map(nameOf)
  const oneLine = `export const protocols: readonly Protocol[] = [${names.join(', ')}] as readonly Protocol[]`
  const many = `export const protocols: readonly Protocol[] = [\n${names.map((name) => `  ${name},\n`).join('')}] as readonly Protocol[]`
  return `import type { Protocol } from '../protocol.ts'
${ids.map((one) => `import { ${nameOf(one)} } from './${one}/${one}.ts'\n`).join('')}
/** Every protocol, in the order of the folders. A test holds this list against the folder listing. */
${oneLine.length <= 110 ? oneLine : many}
`
}

function stop(text) {
  process.stderr.write(`sightglass: ${text}\n`)
  process.exit(2)
}
