import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { englishStyle } from '../../src/domain/house-style.ts'
import { fillSamples } from '../../src/flows/fill-samples.ts'
import { listen } from '../../src/http/server.ts'
import { readAll, type Said } from '../security/canaries.ts'
import { openTestSite, type SiteOptions, type TestSite } from './site.ts'

/** A test site behind its real server, at an address a browser on this machine can open. */
export type BrowserSite = TestSite & {
  origin: string
  /** All that has left the server since this was last asked, headers and bodies, as text. */
  takeSent: () => Promise<string>
}

/** Serves a site on a free port; its links begin with the address it is served at. `drop` also gives the port back. */
export async function openBrowserSite(options: Omit<SiteOptions, 'origin'> = {}): Promise<BrowserSite> {
  const socket = await listen({ host: 'localhost', port: 0 })
  const origin = `http://localhost:${socket.port}`
  const site = await openTestSite({ ...options, origin })
  const sent: Promise<Said>[] = []
  socket.serve(async (request, bindings) => {
    const response = await site.app.fetch(request, bindings)
    sent.push(readAll(response.clone()))
    return response
  })
  const takeSent = async () => (await Promise.all(sent.splice(0))).map(({ head, body }) => `${head}\n\n${body}`).join('\n')
  const drop = async () => {
    await socket.close()
    await site.drop()
  }
  return { ...site, origin, takeSent, drop }
}

/** Publishes the sample picks, the newest dated today. */
export async function publishSamples(site: TestSite): Promise<void> {
  const folder = resolve('samples')
  const texts = readdirSync(folder).map((file) => readFileSync(resolve(folder, file), 'utf8'))
  const filled = await fillSamples({ db: site.database.db, now: site.clock.now, style: englishStyle }, texts)
  if (filled === 0) throw new Error('There was something in the magazine already')
  // Setting anything makes the site look at once for what is new.
  await site.set('allowance.visitors', '3')
}

const syllables = ['ba', 'de', 'ki', 'lo', 'mu', 'na', 'pe', 'ri', 'so', 'tu', 'va', 'ze']

/** The word at this place of a pick's excerpt, made up so that it stands nowhere else, neither in an excerpt nor on the site. */
export function excerptWord(pick: number, place: number): string {
  const digits = [pick % 12, Math.floor(place / 144) % 12, Math.floor(place / 12) % 12, place % 12]
  return `brom${digits.map((digit) => syllables[digit]).join('')}`
}

const paragraphs = 5
const wordsInParagraph = 60

/** Every word of the excerpt of this `longPick`. */
export function excerptWords(pick: number): string[] {
  return Array.from({ length: paragraphs * wordsInParagraph }, (_, place) => excerptWord(pick, place))
}

/** That many picks longer than a screen, oldest first, named `Pick 1` and so on. Their excerpts have only words of their own. */
export function longPicks(count: number): string {
  return Array.from({ length: count }, (_, at) => longPick(at + 1)).join('\n')
}

function longPick(number: number): string {
  const lines = [
    `Pick ${number}`,
    `Nov. ${number} 2026`,
    `What the editors have to say about the pick numbered ${number}. Ada Brook writes:`,
    ...Array.from({ length: paragraphs }, (_, at) => paragraph(number, at)),
    'Read more at The Paper Boat <https://boat.example/article>',
    'More about: Harbors',
  ]
  return `${lines.join('\n\n')}\n`
}

function paragraph(pick: number, at: number): string {
  const [first, ...rest] = excerptWords(pick).slice(at * wordsInParagraph, (at + 1) * wordsInParagraph)
  const [before, after, end] = [rest.slice(0, 20), rest.slice(20, 50), rest.slice(51)].map((words) => words.join(' '))
  return `${first} ${before} . . . ${after}, [the ${rest[50]}] ${end}.`
}
