// Builds the console into console/dist when its sources are not those of the last build. Says nothing when there is nothing to do, one
// line on stderr when there is. `node scripts/build-console.mjs` does it; `buildConsole()` does it from another script.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT } from './setup.mjs'

const HOME = join(ROOT, 'console')
const DIST = join(HOME, 'dist')
const MARK = join(DIST, '.sources')
const SOURCES = ['index.html', 'package.json', 'vite.config.ts', 'public', 'src']

/** Builds when needed, with the Node given or the running one. Throws with the builder's own words when it fails. */
export function buildConsole(node = process.execPath) {
  const sources = hashOfSources()
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === sources) return
  process.stderr.write('sightglass: building the console …\n')
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  const done = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], { cwd: HOME, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`the console could not be built\n${done.stdout}${done.stderr}`)
  writeFileSync(MARK, sources)
}

/** One hash over all that the build reads: names and bytes of the sources, and the packages' versions. */
function hashOfSources() {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')))
  for (const path of filesOf(SOURCES.map((name) => join(HOME, name))))
    hash.update(`${relative(HOME, path)}\0`).update(readFileSync(path))
  return hash.digest('hex')
}

function filesOf(paths) {
  const files = []
  for (const path of paths) {
    if (!existsSync(path)) continue
    const inside = readdirOf(path)
    files.push(...(inside === undefined ? [path] : filesOf(inside)))
  }
  return files.filter((path) => !/\.test\.tsx?$/.test(path)).sort()
}

function readdirOf(path) {
  try {
    return readdirSync(path).map((name) => join(path, name))
  } catch {
    return undefined
  }
}

if (process.argv[1] === import.meta.filename)
  try {
    buildConsole()
  } catch (error) {
    process.stderr.write(`sightglass: ${error.message}\n`)
    process.exitCode = 1
  }
