import type { Measure } from '../model/measure.ts'
import type { Answered } from './access-log.ts'

/** Upper bounds of the buckets of durations, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

interface Durations {
  labels: Record<string, string>
  /** Requests up to each bound, and all. */
  counts: number[]
  seconds: number
}

/** Counts what a server answers. Routes and methods are those we declare, so there is a bounded number of each. */
export class RequestMeasures {
  private readonly totals = new Map<string, { labels: Record<string, string>; value: number }>()
  private readonly durations = new Map<string, Durations>()

  answered({ method: said, route, status, milliseconds }: Answered): void {
    const method = METHODS.has(said) ? said : 'other'
    const key = `${method} ${route}`
    const total = this.totals.get(`${key} ${status}`) ?? {
      labels: { method, route, status: String(status) },
      value: 0,
    }
    total.value++
    this.totals.set(`${key} ${status}`, total)
    const durations = this.durations.get(key) ?? {
      labels: { method, route },
      counts: Array<number>(BUCKETS.length + 1).fill(0),
      seconds: 0,
    }
    const seconds = milliseconds / 1000
    for (const [index, bound] of BUCKETS.entries()) if (seconds <= bound) durations.counts[index]!++
    durations.counts[BUCKETS.length]!++
    durations.seconds += seconds
    this.durations.set(key, durations)
  }

  /** As Prometheus reads it. */
  text(): string {
    const total = measureText({
      name: 'sightglass_http_requests_total',
      help: 'Requests answered.',
      kind: 'counter',
      values: [...this.totals.values()],
    })
    const name = 'sightglass_http_request_duration_seconds'
    const lines = [`# HELP ${name} Time until the answer began.`, `# TYPE ${name} histogram`]
    for (const { labels, counts, seconds } of this.durations.values()) {
      for (const [index, count] of counts.entries())
        lines.push(`${name}_bucket${labelText({ ...labels, le: String(BUCKETS[index] ?? '+Inf') })} ${count}`)
      lines.push(
        `${name}_sum${labelText(labels)} ${seconds}`,
        `${name}_count${labelText(labels)} ${counts.at(-1)}`,
      )
    }
    return `${total}${lines.join('\n')}\n`
  }
}

/** One measure in the text format of Prometheus, version 0.0.4. */
export function measureText({ name, help, kind, values }: Measure): string {
  const lines = values.map(({ labels = {}, value }) => `${name}${labelText(labels)} ${value}`)
  return [
    `# HELP ${name} ${help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')}`,
    `# TYPE ${name} ${kind}`,
    ...lines,
    '',
  ].join('\n')
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
}

/** What this process takes of the machine. */
export function processMeasures(): Measure[] {
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  const gauge = (name: string, help: string, value: number): Measure => ({
    name,
    help,
    kind: 'gauge',
    values: [{ value }],
  })
  return [
    gauge('process_resident_memory_bytes', 'Memory of the process.', rss),
    gauge('nodejs_heap_size_used_bytes', 'Memory of JavaScript objects in the main thread.', heapUsed),
    gauge('process_start_time_seconds', 'When the process began, since 1970.', performance.timeOrigin / 1000),
    {
      name: 'process_cpu_seconds_total',
      help: 'Time of processors used.',
      kind: 'counter',
      values: [{ value: (user + system) / 1e6 }],
    },
  ]
}
