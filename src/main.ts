import { Command, InvalidArgumentError, Option } from 'commander'
import project from '../package.json' with { type: 'json' }
import { RECORDERS } from './capture/recorder.ts'
import type { DemoOptions } from './cli/demo.ts'
import type { DissectOptions } from './cli/dissect.ts'
import type { EvidenceOptions } from './cli/evidence.ts'
import { FORMATS, type Format } from './cli/output.ts'
import type { SensorOptions } from './cli/sensor.ts'
import type { ServeCommand } from './cli/serve.ts'
import type { SimulateOptions } from './cli/simulate.ts'

/** Site that captures belong to when none is named. */
const DEFAULT_SITE = 'plant'

/**
 * The command line: reads the arguments and hands over; what is done is in cli/. Each command brings its own code when it is called, so that
 * none waits for that of the others.
 */
function program(): Command {
  const root = new Command('sightglass')
  root
    .description(
      'See an industrial plant from its network traffic: what is there, who does what to which controller, and the packets that prove it.',
    )
    .version(project.version)
    .showHelpAfterError()
    .exitOverride()
  root
    .command('analyze')
    .description('report the assets, conversations and operations in captures')
    .argument('<captures...>', 'capture files, folders, patterns, or - for standard input')
    .addOption(new Option('--format <format>', 'how to report').choices(FORMATS).default('text'))
    .option('--out <file>', 'write the report to a file instead of the screen')
    .action(async (paths: string[], options: { format: Format; out?: string }) => {
      const { analyze } = await import('./cli/analyze.ts')
      process.exitCode = await analyze(paths, options)
    })
  root
    .command('dissect')
    .description('print one line per message, or write the packets behind chosen messages')
    .argument('<captures...>', 'capture files, folders, patterns, or - for standard input')
    .option('--protocol <id>', 'only this protocol')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'ndjson']).default('text'))
    .option('--spans', 'with ndjson: where each field’s bytes are')
    .option(
      '--carve <filter>',
      "write the packets behind matching messages, e.g. 's7comm.function_code == 41'",
    )
    .option('--out <file>', 'the capture that --carve writes')
    .action(async (paths: string[], options: DissectOptions) => {
      if (options.carve !== undefined && options.out === undefined)
        throw new InvalidArgumentError('--carve needs --out FILE')
      const { dissect } = await import('./cli/dissect.ts')
      process.exitCode = await dissect(paths, options)
    })
  listening(root.command('sensor'))
  evidence(root.command('evidence'))
  storing(root)
  letting(root)
  serving(root.command('serve'))
  root
    .command('simulate')
    .description('write a capture of a simulated water works, its engineer and an intruder')
    .requiredOption('--out <file>', 'the capture to write')
    .option('--seed <number>', 'the same seed gives the same bytes', seed, 1)
    .option('--minutes <number>', 'simulated minutes (default: the demonstration)', positive)
    .option('--size <megabytes>', 'stop at this size instead', positive)
    .option('--quiet-scene', 'polling and ordinary work only')
    .option('--live', 'send the packets at their times, without end; --out - sends them to standard output')
    .addOption(
      new Option(
        '--begin <time>',
        'with --live: when the works began (default: a demonstration ago)',
      ).argParser(moment),
    )
    .addOption(new Option('--from <time>', 'with --live: leave out what was before').argParser(moment))
    .action(async (options: SimulateOptions) => {
      if (options.live === true) {
        const { simulateLive } = await import('./cli/simulate-live.ts')
        process.exitCode = await simulateLive(options)
        return
      }
      const { writeSimulation } = await import('./cli/simulate.ts')
      process.exitCode = writeSimulation(options)
    })
  demonstration(root.command('demo', { isDefault: true }), root)
  return root
}

/** What happens without a command, too. */
function demonstration(command: Command, root: Command): void {
  command
    .description('run the platform with a simulated water works, live, until stopped; or report on it')
    .argument('[unknown...]')
    .option('--data <folder>', 'where it keeps what it hears (default: .sightglass-demo, here)')
    .option('--listen <host:port>', 'where (default: the first free port from 127.0.0.1:8470 on)')
    .option('--report', 'write a capture of the works and an HTML report on it instead, to out/')
    .action(async (unknown: string[], options: DemoOptions & { report?: boolean }) => {
      if (unknown.length > 0) throw new InvalidArgumentError(noSuchCommand(root, unknown[0]!))
      if (options.report === true) {
        const { demoReport } = await import('./cli/demo-report.ts')
        process.exitCode = await demoReport()
        return
      }
      const { demo } = await import('./cli/demo.ts')
      process.exitCode = await demo(options)
    })
}

function listening(command: Command): void {
  command
    .description(
      'listen on interfaces, tell what is changed as it happens, and report at the end; sends nothing',
    )
    .requiredOption('--interface <name>', 'an interface to listen on; may be given several times', several)
    .option('--filter <bpf>', "capture only what matches, e.g. 'not port 22'")
    .option('--snap-length <bytes>', 'keep only so many bytes of each packet', positive)
    .option('--minutes <number>', 'stop after so long', positive)
    .addOption(new Option('--with <program>', 'what captures').choices(RECORDERS))
    .option(
      '--ring <folder>',
      'keep all packets in a ring of files there, and what shows a grave operation for good',
    )
    .option('--ring-size <megabytes>', 'how much the ring holds', positive, 1000)
    .option('--ring-hours <hours>', 'how long the ring holds it', positive, 24 * 7)
    .addOption(new Option('--format <format>', 'how to report').choices(FORMATS).default('text'))
    .option('--out <file>', 'write the report to a file instead of the screen')
    .action(async (options: SensorOptions) => {
      const { sensor } = await import('./cli/sensor.ts')
      process.exitCode = await sensor(options)
    })
}

function serving(command: Command): void {
  command
    .description('run the platform of a data folder: its sensors, its API and the console, until stopped')
    .requiredOption('--data <folder>', 'the folder that holds everything; made when it is missing')
    .option('--listen <host:port>', 'where; elsewhere than on loopback it speaks TLS', '127.0.0.1:7777')
    .option('--tls-cert <file>', 'certificate in PEM (default: one it signs itself)')
    .option('--tls-key <file>', 'its key in PEM')
    .option(
      '--insecure-http',
      'speak plain HTTP also where others can listen in, behind a proxy that speaks TLS',
    )
    .option('--log-requests', 'log each request, not only what went wrong')
    .action(async (options: ServeCommand) => {
      if ((options.tlsCert === undefined) !== (options.tlsKey === undefined))
        throw new InvalidArgumentError('--tls-cert and --tls-key go together')
      const { serve } = await import('./cli/serve.ts')
      process.exitCode = await serve(options)
    })
}

/** Commands on a data folder. */
function storing(root: Command): void {
  const data = (command: Command): Command =>
    command.requiredOption('--data <folder>', 'the folder that holds the store')
  data(root.command('import'))
    .description('add what captures show to a store; the same packets count once')
    .argument('<captures...>', 'capture files, folders, patterns, or - for standard input')
    .option('--site <id>', 'the plant they come from', DEFAULT_SITE)
    .action(async (paths: string[], options: { data: string; site: string }) => {
      await checkSite(options.site)
      const { importCaptures } = await import('./cli/import.ts')
      process.exitCode = await importCaptures(paths, options)
    })
  data(root.command('doctor'))
    .description('check a store from end to end, and say what it holds')
    .action(async (options: { data: string }) => {
      const { doctor } = await import('./cli/doctor.ts')
      process.exitCode = await doctor(options.data)
    })
  data(root.command('backup'))
    .description('write a copy of a store to a file, also while it is in use')
    .requiredOption('--out <file>', 'the file to write; must not exist')
    .action(async (options: { data: string; out: string }) => {
      const { backup } = await import('./cli/backup.ts')
      process.exitCode = await backup(options)
    })
  data(root.command('restore'))
    .description('make a store of a backup, in a folder that holds none')
    .argument('<backup>', 'file that backup wrote')
    .action(async (file: string, options: { data: string }) => {
      const { restore } = await import('./cli/backup.ts')
      process.exitCode = await restore(file, options.data)
    })
}

/** Who may in, and who did what. */
function letting(root: Command): void {
  const data = (command: Command): Command =>
    command.requiredOption('--data <folder>', 'the folder that holds the store')
  const access = root.command('access').description('let somebody in who cannot sign in')
  data(access.command('link'))
    .description('make a one-time link for an admin, also while the server runs')
    .option('--url <address>', 'where browsers reach the server', 'http://127.0.0.1:7777')
    .action(async (options: { data: string; url: string }) => {
      const { makeLink } = await import('./cli/access.ts')
      process.exitCode = await makeLink(options)
    })
  const audit = root.command('audit').description('who did what: show the audit log, and verify it')
  data(audit.command('show'))
    .description('print the newest entries')
    .option('--last <number>', 'how many', positive, 50)
    .action(async (options: { data: string; last: number }) => {
      const { showAudit } = await import('./cli/audit.ts')
      process.exitCode = await showAudit(options)
    })
  data(audit.command('verify'))
    .description('follow the chain of entries; shows what was changed, removed, added or moved')
    .option(
      '--head <number:hash>',
      'what an earlier verify printed; shows a log that was made anew as a whole',
    )
    .action(async (options: { data: string; head?: string }) => {
      const { verifyAuditLog } = await import('./cli/audit.ts')
      process.exitCode = await verifyAuditLog(options)
    })
}

async function checkSite(text: string): Promise<void> {
  const { nameSchema } = await import('./model/site.ts')
  const { success, error } = nameSchema.safeParse(text)
  if (!success) throw new InvalidArgumentError(`--site: expected ${error.issues[0]?.message}`)
}

/** A word that is no command is most often a capture, given without one. */
function noSuchCommand(root: Command, word: string): string {
  const names = root.commands.map((one) => one.name())
  return `no command '${word}'; there are ${names.join(', ')}. To report on a capture: sightglass analyze ${word}`
}

/** The evidence that a sensor kept. */
function evidence(command: Command): void {
  command.description('what a sensor kept in its ring: list it, take packets out, verify what was taken')
  command
    .command('list')
    .requiredOption('--ring <folder>', 'the ring')
    .action(async (options: { ring: string }) => {
      const { listEvidence } = await import('./cli/evidence.ts')
      process.exitCode = listEvidence(options.ring)
    })
  command
    .command('export')
    .description(
      'write packets to a capture, with its SHA-256 and who took it, when and why, in a custody record',
    )
    .requiredOption('--ring <folder>', 'the ring')
    .option('--out <file>', 'the capture to write')
    .option('--pin <name>', 'write it to the pins of the ring instead, where it outlives the ring')
    .option('--from <time>', 'from this time on, e.g. 2026-03-11T08:00:00Z')
    .option('--to <time>', 'up to this time')
    .option('--interface <name>', 'of this interface')
    .option('--address <address>', 'of this IP or MAC address; may be given several times', several)
    .option('--pair <a,b>', 'between these two')
    .option('--port <number>', 'from or to this port', positive)
    .option('--packets <numbers>', 'these packets of an interface, e.g. 12,15-20')
    .option('--by <name>', 'who takes it (default: your account)')
    .option('--why <text>', 'for what')
    .action(async (options: EvidenceOptions) => {
      const { exportFromRing } = await import('./cli/evidence.ts')
      process.exitCode = exportFromRing(options)
    })
  command
    .command('verify')
    .description('check captures against their custody records')
    .argument('<files...>', 'captures that were taken')
    .action(async (paths: string[]) => {
      const { verify } = await import('./cli/evidence.ts')
      process.exitCode = verify(paths)
    })
}

function several(one: string, before: string[] = []): string[] {
  return [...before, one]
}

function seed(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 0)
    throw new InvalidArgumentError('expected a whole number from 0 on')
  return number
}

/** Milliseconds since 1970 of a time in ISO 8601. */
function moment(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new InvalidArgumentError('expected a time, e.g. 2026-03-11T08:00:00Z')
  return at
}

function positive(text: string): number {
  const number = Number(text)
  if (!(number > 0 && number <= Number.MAX_SAFE_INTEGER))
    throw new InvalidArgumentError('expected a number above 0')
  return number
}

// A reader that has seen enough (`| head`) ends the program and is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

try {
  await program().parseAsync()
} catch (error) {
  // Commander has printed what was wrong; anything else is a fault of ours and says so in one line.
  const code = (error as { code?: string }).code ?? ''
  if (code === 'commander.helpDisplayed' || code === 'commander.version') process.exitCode = 0
  else if (code.startsWith('commander.')) {
    if (error instanceof InvalidArgumentError) process.stderr.write(`sightglass: ${error.message}\n`)
    process.exitCode = 2
  } else {
    process.stderr.write(
      `sightglass: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    process.exitCode = 1
  }
}
