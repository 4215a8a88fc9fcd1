import { median, type Sample } from './client.ts'
import type { Samples } from './rounds.ts'

/** A promise, what was measured of it, and how much it may be at most. */
export type Target = { what: string; value: number; limit: number }

const bare = 'bare node:http'

/**
 * CPU per request as a multiple of another server's (of the bare one's unless another is named): the median over the rounds of what the
 * two came to within the same round, since what else the machine does changes from round to round.
 */
export function ratioOf(byServer: Map<string, Sample[]>, name: string, to = bare): number {
  const others = byServer.get(to) ?? []
  return median((byServer.get(name) ?? []).map((sample, round) => sample.cpu / (others[round]?.cpu ?? Number.NaN)))
}

/** What each kind of request costs on the base magazine and on the bare server: medians over the rounds. */
export function printScenarios(samples: Samples, base: string): void {
  const rows = [...samples].map(([scenario, byServer]) => {
    const ours = middle(byServer.get(base) ?? [])
    const theirs = middle(byServer.get(bare) ?? [])
    const cells = [ours.cpu, theirs.cpu, ratioOf(byServer, base), ours.perSecond, theirs.perSecond, ours.p50, ours.p99]
    return [scenario.name, ...cells.map((value, at) => value.toFixed([0, 0, 2, 0, 0, 1, 1][at]))]
  })
  print(['', 'CPU µs', 'bare', 'ratio', 'req/s', 'bare', 'p50 ms', 'p99 ms'], rows)
}

/** The CPU a request costs on other sizes, as a multiple of the base: near 1.00 means that it doesn't grow. */
export function printGrowth(samples: Samples, base: string, others: string[]): void {
  const rows = [...samples].map(([scenario, byServer]) => {
    return [scenario.name, ...others.map((name) => ratioOf(byServer, name, base).toFixed(2))]
  })
  print([`CPU, times that with ${base}`, ...others], rows)
}

/** One line for each promise, kept or not. */
export function printTargets(targets: Target[]): void {
  for (const { what, value, limit } of targets) {
    const verdict = value <= limit ? 'ok' : 'MISSED'
    console.log(`${verdict.padEnd(6)} ${what}: ${value < 10 ? value.toFixed(2) : value.toFixed(0)} (at most ${limit})`)
  }
}

function middle(samples: Sample[]): Sample {
  const of = (part: keyof Sample) => median(samples.map((sample) => sample[part]))
  return { cpu: of('cpu'), perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') }
}

function print(head: string[], rows: string[][]): void {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => (row[at] ?? '').length)))
  for (const row of [head, ...rows]) {
    console.log(row.map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '))
  }
  console.log()
}
