import { limits } from '../base/limits.ts'

/** Programs that capture packets and write them to a pipe. The kernel's side is libpcap's in both. */
export const RECORDERS = ['dumpcap', 'tcpdump'] as const
export type Recorder = (typeof RECORDERS)[number]
/** Whatever writes packets to a pipe as they come: a program that captures, or the simulated works, which open no interface. */
export type PacketSource = Recorder | 'simulated'

/** What to capture. */
export interface Recording {
  interface: string
  /** A capture filter as pcap-filter(7) defines it. */
  filter?: string | undefined
  /** Bytes kept of each packet. */
  snapLength: number
}

/** Something that a capture program said on its error output. */
export type Said =
  /** Packets the kernel dropped since the program started. */
  | { kind: 'lost'; packets: number }
  /** Why it cannot go on. */
  | { kind: 'trouble'; message: string }

/** Linux allows 15 bytes (IFNAMSIZ less the end); names that could be taken for an option, a path or a pattern are not believed. */
const INTERFACE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$/

/** Whether a text can be the name of an interface. */
export function isInterfaceName(name: string): boolean {
  return INTERFACE_NAME.test(name)
}

/** What is wrong with a capture filter before any program has seen it; undefined when nothing is. */
export function filterProblem(filter: string): string | undefined {
  if (filter.length > limits.live.filterCharacters)
    return `the capture filter is longer than ${limits.live.filterCharacters} characters`
  if (/\p{Cc}/u.test(filter)) return 'the capture filter holds characters that cannot be printed'
  return undefined
}

/**
 * The arguments that make a program capture to its standard output. Nothing goes through a shell, and neither program can be told by them
 * to send anything: both only open a packet socket, which they read.
 */
export function argumentsFor(
  recorder: Recorder,
  { interface: name, filter, snapLength }: Recording,
): string[] {
  const megabytes = limits.live.kernelBufferMegabytes
  if (recorder === 'dumpcap') {
    const chosen = filter === undefined ? [] : ['-f', filter]
    return ['-q', '-i', name, '-s', `${snapLength}`, '-B', `${megabytes}`, ...chosen, '-w', '-']
  }
  const how = ['-n', '-U', '--time-stamp-precision=nano', '-B', `${megabytes * 1024}`]
  return [
    ...how,
    '-i',
    name,
    '-s',
    `${snapLength}`,
    '-w',
    '-',
    ...(filter === undefined ? [] : ['--', filter]),
  ]
}

/** Understands a line that a capture program wrote to its error output; undefined when it tells nothing worth keeping. */
export function understand(recorder: PacketSource, line: string): Said | undefined {
  const lost =
    recorder === 'dumpcap'
      ? /^Packets received\/dropped on interface .*?: \d+\/(\d+)/.exec(line)
      : /(?:^|, )(\d+) packets? dropped by kernel/.exec(line)
  if (lost !== null) return { kind: 'lost', packets: Number(lost[1]) }
  const own = recorder === 'simulated' ? 'sightglass: ' : `${recorder}: `
  if (!line.startsWith(own) || /listening on|packets captured/.test(line)) return undefined
  const message = line.slice(own.length).trim()
  return message === '' ? undefined : { kind: 'trouble', message }
}
