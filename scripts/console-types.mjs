// Makes console/src/api/types.ts, the types of the server's document, when src/api/openapi.json is not that of the last time. The file is not
// committed: whoever adds a route has one golden to renew, and the console's check says at once what no longer fits.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT } from './setup.mjs'

const DOCUMENT = join(ROOT, 'src', 'api', 'openapi.json')
const TYPES = join(ROOT, 'console', 'src', 'api', 'types.ts')

export async function makeTypes() {
  const document = readFileSync(DOCUMENT)
  const head = `// Made from src/api/openapi.json by scripts/console-types.mjs: ${createHash('sha256').update(document).digest('hex')}\n`
  if (existsSync(TYPES) && readFileSync(TYPES, 'utf8').startsWith(head)) return
  const { default: typesOf, astToString } = createRequire(join(ROOT, 'console', 'package.json'))(
    'openapi-typescript',
  )
  const tree = await typesOf(JSON.parse(document.toString()), { alphabetize: true })
  writeFileSync(TYPES, head + astToString(tree))
}

if (process.argv[1] === import.meta.filename) await makeTypes()
