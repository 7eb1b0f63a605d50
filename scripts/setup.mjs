// Prepares a checkout: a Node that runs TypeScript, and the packages. Runs on Node 20 or newer with nothing installed; says what it does
// on stderr only, so that a program's stdout stays its own.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const NODE_VERSION = '24.21.0'
const NODE_MAJOR = 24

/** Path of a Node that is new enough; brings one from the npm registry when the running one is too old. */
export function nodePath() {
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return process.execPath
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const name = `node-${platform}-${process.arch}`
  const folder = join(ROOT, '.tools')
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = join(folder, 'node_modules', name, 'bin', file)
  if (existsSync(path)) return path
  say(`bringing Node ${NODE_VERSION} (this happens once) …`)
  mkdirSync(folder, { recursive: true })
  npm(
    ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', `${name}@${NODE_VERSION}`],
    `Node ${NODE_VERSION} is not to be had for ${process.platform} ${process.arch}; install Node ${NODE_MAJOR} or newer yourself`,
  )
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
  npm(['ci', '--no-audit', '--no-fund', '--ignore-scripts'], 'the packages could not be installed')
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  writeFileSync(mark, lock)
}

function npm(args, trouble) {
  const done = spawnSync('npm', args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.status === 0) return
  say(trouble)
  process.exit(1)
}

function say(text) {
  process.stderr.write(`sightglass: ${text}\n`)
}
