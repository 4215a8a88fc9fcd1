import { brotliDecompressSync } from 'node:zlib'
import type { Paragraph } from '../src/domain/pick.ts'
import { type Client, type Sample, untilIdle } from './client.ts'
import { say } from './say.ts'
import { examples, firstReadings, type Readers, type Scenario, scenarios } from './scenarios.ts'
import { type BareServer, fetchPage, type Page, type Server } from './servers.ts'
import { inventPick } from './text.ts'
import { newCookies } from './visitors.ts'

/** A magazine that is served, with visitors who have spent their allowance there. */
export type Site = { server: Server; picks: number; readers: Readers }

/** What was measured, by scenario and then by server, a sample a round. */
export type Samples = Map<Scenario, Map<string, Sample[]>>

export type Effort = { rounds: number; requests: number }

const readersPerSite = 240
const warmUp = { requests: 3_000 }
const paper = 'text/html'

/** Lets visitors read up their allowance, checks that pages are what they should be, and warms everything up. */
export async function prepareSite(client: Client, server: Server, picks: number): Promise<Site> {
  const site = { server, picks, readers: { cookies: newCookies(readersPerSite), newest: picks - 1 } }
  for (const readings of firstReadings(site.readers)) await client.send(server, readings)
  await checkPages(site)
  // Twice: a page that is asked for often is compressed again, better, and only then has its final bytes.
  for (let time = 0; time < 2; time++) {
    for (const scenario of scenarios) await client.send(server, scenario.requests(site.readers, countOf(scenario, warmUp)))
    await untilIdle(server)
  }
  return site
}

/** Gives the bare server the very bytes and headers that this site sends, and warms it up too. */
export async function prepareBare(client: Client, bare: BareServer, { server, readers }: Site): Promise<void> {
  const pages = new Map<string, Page>()
  for (const scenario of scenarios) {
    for (const target of scenario.requests(readers, countOf(scenario, warmUp)))
      if (!pages.has(target.path)) pages.set(target.path, await fetchPage(server.port, target))
  }
  await bare.give(pages)
  for (const scenario of scenarios) await client.send(bare, scenario.requests(readers, countOf(scenario, warmUp)))
}

/** Measures every scenario on every server in turn, round after round, so that whatever else the machine does hits all of them. */
export async function measure(
  client: Client,
  { sites, bare, effort }: { sites: Site[]; bare: Server; effort: Effort },
): Promise<Samples> {
  const samples: Samples = new Map(scenarios.map((scenario) => [scenario, new Map()]))
  const [first] = sites
  if (!first) throw new Error('There is nothing to measure')
  const turns = [...sites, { ...first, server: bare }]
  for (let round = 0; round < effort.rounds; round++) {
    for (const [scenario, byServer] of samples) {
      for (const { server, readers } of rotated(turns, round)) {
        const sample = await client.send(server, scenario.requests(readers, countOf(scenario, effort)))
        byServer.set(server.name, [...(byServer.get(server.name) ?? []), sample])
      }
    }
    say(`  round ${round + 1} of ${effort.rounds}`)
  }
  return samples
}

/** How many rows the scenarios that count have added to the ledger of each site by `measure`. */
export function readingsMade(effort: Effort): number {
  return scenarios.filter(({ counts }) => counts).reduce((sum, scenario) => sum + countOf(scenario, effort) * effort.rounds, 0)
}

function countOf({ share }: Scenario, { requests }: { requests: number }): number {
  return Math.ceil(requests * share)
}

function rotated<T>(list: T[], by: number): T[] {
  const at = by % list.length
  return [...list.slice(at), ...list.slice(0, at)]
}

/** What is measured must be what it is called: an opened pick has its excerpt, and one behind the wall hasn't a paragraph of it. */
async function checkPages({ server, picks, readers }: Site) {
  const { open, walled } = examples(readers)
  const cookie = readers.cookies[0] ?? ''
  for (const [number, isOpen] of [
    [open, true],
    [walled, false],
  ] as const) {
    const pick = inventPick(number, picks, '2026-09-30')
    const { bytes, headers } = await fetchPage(server.port, { path: `/picks/${pick.slug}`, cookie })
    const text = brotliDecompressSync(bytes).toString()
    const shown = pick.excerpt.filter((paragraph) => text.includes(beginningOf(paragraph)))
    if (!headers['content-type']?.startsWith(paper) || shown.length !== (isOpen ? pick.excerpt.length : 0))
      throw new Error(`${server.name}: the page of ${pick.slug} is not the one to be measured`)
  }
}

// The end of a paragraph has marks in it.
function beginningOf([first]: Paragraph): string {
  return first?.kind === 'run' ? first.text.slice(0, 60) : ''
}
