import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectFiles, ROOT } from './tidy/files.ts'
import * as rules from './tidy/rules.ts'

const house = projectFiles()
const file = (path: string, text: string) => ({ path, text })

/** Holds a rule against the project, and against a sample that breaks it. */
function holds(sentence: string, rule: rules.Rule, bad: rules.ProjectFile[], says: string): void {
  describe(sentence, () => {
    test('holds in this project', () => expect(rule(house)).toEqual([]))
    test('can fail', () => expect(rule(bad).join('\n')).toContain(says))
  })
}

test('the tidy test sees the project', () => {
  expect(house.map((one) => one.path)).toEqual(
    expect.arrayContaining(['README.md', 'src/main.ts', 'scripts/setup.mjs', '.ci/run']),
  )
})

holds(
  'imports flow one way',
  rules.importsFlowOneWay,
  [file('src/observe/a.ts', "import { x } from '../dissect/x.ts'")],
  'src/observe/a.ts imports src/dissect/x.ts',
)
test('the ground is in layers: base, model, words', () => {
  const breaks = (path: string, target: string) =>
    rules.importsFlowOneWay([file(path, `import { x } from '../${target}'`)]).length
  expect(breaks('src/model/a.ts', 'words/x.ts')).toBe(1)
  expect(breaks('src/words/a.ts', 'report/x.ts')).toBe(1)
  expect(breaks('src/words/a.ts', 'model/x.ts')).toBe(0)
  expect(breaks('src/report/a.ts', 'words/x.ts')).toBe(0)
})
test('base imports no model, and main may import a stage', () => {
  expect(
    rules.importsFlowOneWay([file('src/base/a.ts', "import type { X } from '../model/x.ts'")]),
  ).toHaveLength(1)
  expect(rules.importsFlowOneWay([file('src/main.ts', "import { x } from './dissect/x.ts'")])).toEqual([])
})
test('the platform knows neither the API nor the commands that start it', () => {
  expect(
    rules.importsFlowOneWay([
      file('src/hub/a.ts', "import { x } from '../cli/x.ts'"),
      file('src/api/b.ts', "import { x } from '../hub/a.ts'"),
      file('src/hub/c.ts', "import { x } from '../api/b.ts'"),
    ]),
  ).toHaveLength(2)
})

holds(
  'stages touch no machine',
  rules.stagesTouchNoMachine,
  [
    file('src/detect/a.ts', "import { readFileSync } from 'node:fs'"),
    file('src/detect/b.ts', 'Date.now() // why'),
  ],
  'src/detect/b.ts uses Date.now( inside a stage',
)
holds('exceptions exist', rules.exceptionsExist, [], 'src/capture/open.ts may touch the machine')
holds(
  'files are short',
  rules.filesAreShort,
  [file('src/base/long.ts', 'x\n'.repeat(401))],
  'src/base/long.ts has 401 lines',
)
test('a file of exactly 400 lines is short', () => {
  expect(rules.filesAreShort([file('src/base/edge.ts', 'x\n'.repeat(400))])).toEqual([])
})
holds(
  'no file is dead',
  rules.noFileIsDead,
  [
    file('src/main.ts', "import { a } from './base/a.ts'"),
    file('src/base/a.ts', ''),
    file('src/base/b.ts', "import { c } from './c.ts'"),
    file('src/base/c.ts', "import { b } from './b.ts'"),
  ],
  'src/base/b.ts is imported by nobody\nsrc/base/c.ts is imported by nobody',
)
holds(
  'the list of protocols is complete',
  rules.protocolListIsComplete,
  [
    file('src/dissect/protocols/index.ts', "import { a } from './absent/absent.ts'"),
    file('src/dissect/protocols/arp/arp.ts', ''),
  ],
  'lacks arp\nsrc/dissect/protocols/index.ts names absent absent',
)
holds(
  'knowledge has sources',
  rules.knowledgeHasSources,
  [file('knowledge/ports.tsv', 'port\tname')],
  'no source',
)
holds(
  'a document has one title',
  rules.documentsHaveOneTitle,
  [file('a.md', '# One\n\n# Two\n')],
  'a.md has 2 titles',
)
test('a comment in a shell example is no title', () => {
  expect(rules.documentsHaveOneTitle([file('a.md', '# One\n\n```\n# comment\n```\n')])).toEqual([])
})
holds(
  'no blank is left',
  rules.noBlankIsLeft,
  [file('src/dissect/protocols/a/a.ts', "spec: '(document, clause)'")],
  'still has a blank',
)
holds('long checks have scripts', rules.checksHaveScripts, [file('checks/speed.ts', '')], 'check:speed')

describe('no banned words', () => {
  test('hold in this project', () => expect(rules.noBannedWords(house)).toEqual([]))
  for (const word of ['TO_DO', 'FIX_ME', '@ts-_ignore', 'it._only(', "'/_work/main'", 'is_sue 12'])
    test(`${word} is found (written without its underscore)`, () => {
      expect(rules.noBannedWords([file('a.ts', `// ${word.replace('_', '')}`)])).toHaveLength(1)
    })
})

/** What Biome says about a source text, under the project's own rules. */
function lint(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tidy-'))
  try {
    const settings = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'))
    writeFileSync(join(folder, 'biome.json'), JSON.stringify({ linter: settings.linter }))
    writeFileSync(join(folder, 'sample.ts'), text)
    const biome = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
    const done = spawnSync(process.execPath, [biome, 'lint', '.'], { cwd: folder, encoding: 'utf8' })
    return done.stdout + done.stderr
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the linter', () => {
  test('refuses a function of more than 70 lines', () => {
    const body = (lines: number) =>
      `export function long(x: number): number {\n${'  x += 1\n'.repeat(lines - 1)}  return x\n}\n`
    expect(lint(body(80))).toContain('noExcessiveLinesPerFunction')
    expect(lint(body(68))).not.toContain('noExcessiveLinesPerFunction')
  })
  test('refuses any', () => {
    expect(lint('export const a = (x: any): unknown => x\n')).toContain('noExplicitAny')
  })
  test('refuses a promise that nobody waits for', () => {
    const text = 'async function a(): Promise<void> {}\nexport function b(): void {\n  a()\n}\n'
    expect(lint(text)).toContain('noFloatingPromises')
  })
})
