#!/usr/bin/env node
// Starts the program on a Node that runs TypeScript; compiled code is kept in .cache, so a second start is quick.
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'

if (Number.parseInt(process.versions.node, 10) >= 24) {
  // The collector starts sooner than it would by itself: on a machine in a plant memory is scarcer than time.
  setFlagsFromString('--heap-growing-percent=30')
  // Older versions lack this, so it is asked for only where it exists.
  const { enableCompileCache } = await import('node:module')
  enableCompileCache(fileURLToPath(new URL('../.cache/compiled', import.meta.url)))
  await import('../src/main.ts')
} else {
  const { spawnSync } = await import('node:child_process')
  const { installPackages, NODE_FLAGS, nodePath } = await import('../scripts/setup.mjs')
  const node = nodePath()
  installPackages()
  const done = spawnSync(node, [...NODE_FLAGS, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  process.exitCode = done.status ?? 1
}
