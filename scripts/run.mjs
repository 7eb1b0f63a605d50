// Runs one of the project's tasks after setting up what it needs: node scripts/run.mjs TASK [ARGUMENT …]
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { installPackages, NODE_FLAGS, nodePath, ROOT } from './setup.mjs'

const bin = (name) => join(ROOT, 'node_modules', name)
const tsc = [bin('typescript/bin/tsc'), '-p', ROOT]
const tscConsole = [bin('typescript/bin/tsc'), '-p', join(ROOT, 'console')]
const types = [join(ROOT, 'scripts', 'console-types.mjs')]
const lint = [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', ROOT]
const vitest = [bin('vitest/vitest.mjs'), 'run']

const program = [...NODE_FLAGS, join(ROOT, 'bin', 'sightglass.mjs')]

/** Each task is a list of Node command lines, run in turn; the user's arguments go to the last one. */
const TASKS = {
  start: [program],
  sightglass: [program],
  test: [tsc, types, tscConsole, lint, vitest],
  vitest: [vitest],
  lint: [lint],
  bench: [[join(ROOT, 'bench', 'run.ts')]],
  'build:console': [types, [join(ROOT, 'scripts', 'build-console.mjs')]],
  'new:protocol': [[join(ROOT, 'scripts', 'new-protocol.mjs')]],
  check: [tsc, types, tscConsole, lint],
}

const [name, ...args] = process.argv.slice(2)
const task = TASKS[name] ?? longCheck(name)
if (task === undefined) {
  process.stderr.write(`sightglass: no task '${name}'; there are ${Object.keys(TASKS).join(', ')}\n`)
  process.exit(2)
}
for (const [script] of task)
  if (script.endsWith('.ts') && !existsSync(script)) {
    process.stderr.write(`sightglass: there is no ${script}\n`)
    process.exit(2)
  }
const node = nodePath()
installPackages()
// What serves the console needs it built; nothing is done when it is.
const serves = args.length === 0 || args[0].startsWith('-') || ['demo', 'serve'].includes(args[0])
if (name === 'start' && serves) task.unshift(types, [join(ROOT, 'scripts', 'build-console.mjs')])
// npm moves to the project's folder first; the program's file names mean the folder where the person is.
const isProgram = name === 'start' || name === 'sightglass'
const here = process.env.npm_lifecycle_event === name ? process.env.INIT_CWD : undefined
const cwd = (isProgram ? here : ROOT) ?? process.cwd()
// A step that fails does not hide what the next one has to say.
for (const [index, command] of task.entries()) {
  const given = index === task.length - 1 ? args : []
  const done = spawnSync(node, [...command, ...given], { stdio: 'inherit', cwd })
  if (done.status !== 0) process.exitCode ||= done.status ?? 1
}

/** `check:NAME` runs checks/NAME.ts. */
function longCheck(name) {
  const check = /^check:([a-z-]+)$/.exec(name ?? '')?.[1]
  return check === undefined ? undefined : [[join(ROOT, 'checks', `${check}.ts`)]]
}
