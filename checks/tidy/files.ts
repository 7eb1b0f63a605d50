import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ProjectFile } from './rules.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const FOLDERS = ['src', 'console', 'checks', 'bench', 'scripts', 'bin', 'docs', 'knowledge', '.ci']
const TEXT = /\.(ts|tsx|mjs|js|css|html|json|md|ya?ml|tsv|csv|txt)$|^run$/
/** Brought by npm, or made by scripts. */
const NOT_OURS = /^console\/(node_modules|dist)\/|^console\/src\/api\/types\.ts$/

/** Every text file that people write for the project; what tools bring or make is not among them. */
export function projectFiles(): ProjectFile[] {
  const top = readdirSync(ROOT, { withFileTypes: true })
  const paths = top.filter((entry) => entry.isFile() && TEXT.test(entry.name)).map((entry) => entry.name)
  for (const folder of FOLDERS.filter((name) => top.some((entry) => entry.name === name)))
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true }))
      if (entry.isFile() && TEXT.test(entry.name))
        paths.push(
          join(entry.parentPath, entry.name).slice(ROOT.length).replaceAll('\\', '/').replace(/^\//, ''),
        )
  return paths
    .filter((path) => path !== 'package-lock.json' && !NOT_OURS.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}
