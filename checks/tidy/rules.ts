import { posix } from 'node:path'

/** A file of the project: its path from the root, with forward slashes, and its text. */
export interface ProjectFile {
  readonly path: string
  readonly text: string
}

/** A rule looks at all files and gives one sentence per breach; none means the house is in order. */
export type Rule = (files: readonly ProjectFile[]) => string[]

export const LINES_PER_FILE = 400

/** What every stage may import, lowest first; a folder outside this list and the composers is a stage. */
const GROUND = ['base', 'model', 'words']
/** The only ones that know the stages, each with what it may not know in its turn: who starts others is not known by them. */
const COMPOSERS: Readonly<Record<string, readonly string[]>> = {
  'main.ts': [],
  cli: ['main.ts'],
  api: ['main.ts', 'cli'],
  hub: ['main.ts', 'cli', 'api'],
}
/** Files in stages that may touch the machine, each with its reason. */
const MACHINE: Readonly<Record<string, string>> = {
  'src/capture/find.ts': 'turns the paths, folders and patterns a person gives into capture files',
  'src/capture/open.ts': 'opens capture files',
  'src/store/sqlite/connection.ts': 'opens the database of a data folder and reads its migrations',
  'src/store/sqlite/reader.ts': 'the thread that reads; writes backups',
  'src/store/sqlite/space.ts': 'asks how much of the disk is free',
  'src/store/sqlite/store.ts': 'starts the threads; puts a backup in place',
  'src/store/sqlite/writer.ts': 'the thread that writes; asks how long the log is',
  'src/evidence/folder.ts': 'reads and writes the files of a folder of evidence',
  'src/capture/interfaces.ts': 'reads what the kernel counts for an interface',
  'src/capture/recording.ts': 'starts the program that captures, and starts it again',
}
const MACHINE_MODULES = /^node:(fs|net|dgram|http|https|http2|tls|dns|child_process|sqlite|os|timers)(\/|$)/
const CLOCK_OR_CHANCE =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bcrypto\.random|\brandomUUID\(/

const IMPORT =
  /(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)'([^'\n]+)'|^\s*\/\/\/ <reference path="([^"]+)"/gm

/** Paths (inside the project) or package names that a file imports, in order. */
export function importsOf(file: ProjectFile): string[] {
  return [...file.text.matchAll(IMPORT)].map((match) => {
    const name = match[1] ?? match[2]!
    return name.startsWith('.') ? posix.join(posix.dirname(file.path), name) : name
  })
}

function isTest(path: string): boolean {
  return path.endsWith('.test.ts')
}

function isCode(path: string): boolean {
  return /\.(ts|tsx|mjs|js)$/.test(path)
}

/** The folder under src that a file belongs to (or its name, right under src). */
function partOf(path: string): string | undefined {
  return path.startsWith('src/') ? path.split('/')[1] : undefined
}

function isStage(part: string): boolean {
  return !GROUND.includes(part) && !(part in COMPOSERS)
}

/** The ground is in layers, each of which imports those before it; a stage imports the ground and itself. */
export const importsFlowOneWay: Rule = (files) =>
  files.flatMap((file) => {
    const part = partOf(file.path)
    if (part === undefined || isTest(file.path)) return []
    const ours = importsOf(file).filter((target) => target.startsWith('src/'))
    const above = COMPOSERS[part]
    if (above !== undefined)
      return ours
        .filter((target) => above.includes(partOf(target)!))
        .map((target) => `${file.path} imports ${target}; ${part} is started by it and may not know it`)
    const below = GROUND.slice(0, GROUND.indexOf(part) + 1)
    const allowed = below.length > 0 ? below : [...GROUND, part]
    return ours
      .filter((target) => !allowed.includes(partOf(target)!))
      .map((target) => `${file.path} imports ${target}; ${part} may import ${allowed.join(', ')} only`)
  })

/** A stage takes its input, its time and its chance from outside, so a capture replays to the same bytes. */
export const stagesTouchNoMachine: Rule = (files) =>
  files.flatMap((file) => {
    const part = partOf(file.path)
    if (part === undefined || !isStage(part) || isTest(file.path) || file.path in MACHINE) return []
    const modules = importsOf(file).filter((name) => MACHINE_MODULES.test(name))
    const call = CLOCK_OR_CHANCE.exec(withoutComments(file.text))
    return [...modules, ...(call ? [call[0]] : [])].map((what) => `${file.path} uses ${what} inside a stage`)
  })

/** An exception that no longer has its file is an open door. */
export const exceptionsExist: Rule = (files) =>
  Object.keys(MACHINE)
    .filter((path) => !files.some((file) => file.path === path))
    .map((path) => `${path} may touch the machine but does not exist`)

export const filesAreShort: Rule = (files) =>
  files
    .filter((file) => isCode(file.path))
    .map((file) => ({ path: file.path, lines: file.text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > LINES_PER_FILE)
    .map(({ path, lines }) => `${path} has ${lines} lines; ${LINES_PER_FILE} are allowed`)

/** Every source file is reached from an entry point or a test. */
export const noFileIsDead: Rule = (files) => {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const reached = new Set<string>()
  const visit = (path: string): void => {
    const file = byPath.get(path)
    if (file === undefined || reached.has(path)) return
    reached.add(path)
    for (const target of importsOf(file)) visit(target)
  }
  for (const { path } of files) if (isEntry(path)) visit(path)
  return files
    .filter(({ path }) => isCode(path) && !reached.has(path))
    .map(({ path }) => `${path} is imported by nobody`)
}

/** Started by a person, by npm or by Vitest: what lies right in checks, bench, scripts, bin or the root, every test, and comparisons found by name. */
function isEntry(path: string): boolean {
  return (
    path === 'src/main.ts' ||
    path === 'console/src/main.tsx' ||
    path === 'console/vite.config.ts' ||
    isTest(path) ||
    /^((checks|checks\/tshark|bench|scripts|bin)\/)?[^/]+$/.test(path)
  )
}

/** The list of protocols names every folder beside it, and no other, in the order of the folders. */
export const protocolListIsComplete: Rule = (files) => {
  const home = 'src/dissect/protocols'
  const list = files.find((file) => file.path === `${home}/index.ts`)
  if (list === undefined) return []
  const inside = (path: string): string[] =>
    path.startsWith(`${home}/`) ? path.slice(home.length + 1).split('/') : []
  const folderOf = (path: string): string[] => (inside(path).length > 1 ? [inside(path)[0]!] : [])
  const folders = new Set(files.flatMap((file) => folderOf(file.path)))
  const listed = new Set(importsOf(list).flatMap(folderOf))
  return [
    ...[...folders].filter((name) => !listed.has(name)).map((name) => `${list.path} lacks ${name}`),
    ...[...listed].filter((name) => !folders.has(name)).map((name) => `${list.path} names absent ${name}`),
  ]
}

/** A file of facts says within its first lines where they come from; published schemas are made from src/model. */
export const knowledgeHasSources: Rule = (files) =>
  files
    .filter((file) => file.path.startsWith('knowledge/') && !file.path.startsWith('knowledge/schemas/'))
    .filter((file) => !/\bsources?\b\W{1,4}\S/i.test(file.text.slice(0, 4096)))
    .map((file) => `${file.path} names no source`)

export const documentsHaveOneTitle: Rule = (files) =>
  files
    .filter((file) => file.path.endsWith('.md'))
    .map((file) => ({
      path: file.path,
      titles: file.text.replace(/^```[\s\S]*?^```/gm, '').match(/^# /gm)?.length ?? 0,
    }))
    .filter(({ titles }) => titles !== 1)
    .map(({ path, titles }) => `${path} has ${titles} titles; a document has one`)

/** Character classes keep these patterns from matching themselves. */
const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\bTO[D]O\b|\bFIX[M]E\b|\bX[X]X\b|\bHA[C]K\b/, 'is a promise, not code'],
  [/@ts-[i]gnore|@ts-[e]xpect-error|@ts-[n]ocheck/, 'silences the type checker'],
  [/\b(describe|it|test)\.[o]nly\(|\b(describe|it|test)\.[t]odo\(/, 'switches tests off'],
  [/(?<![\w.])\/[w]ork\/|\b[i]ssue #?\d/, 'speaks of the place it was written in'],
]

export const noBannedWords: Rule = (files) =>
  files.flatMap((file) =>
    BANNED.flatMap(([pattern, why]) => {
      const found = pattern.exec(file.text)
      return found ? [`${file.path} says '${found[0]}', which ${why}`] : []
    }),
  )

/** The skeleton of a protocol leaves blanks that whoever adds it fills. */
export const noBlankIsLeft: Rule = (files) =>
  files
    .filter((file) => file.path.startsWith('src/') && file.text.includes('(document, clause)'))
    .map((file) => `${file.path} still has a blank for document and clause`)

/** Each long check can be started by its name. */
export const checksHaveScripts: Rule = (files) => {
  const scripts = files.find((file) => file.path === 'package.json')?.text ?? ''
  return files
    .map((file) => /^checks\/([^/]+)(?<!\.test)\.ts$/.exec(file.path)?.[1])
    .filter((name) => name !== undefined && !scripts.includes(`"check:${name}"`))
    .map((name) => `package.json has no script check:${name}`)
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}
