import type { IncomingHttpHeaders } from 'node:http'
import { createLine } from '../../kit/waiting-line.ts'
import { ask, type Manner, type Validators } from './ask.ts'
import { type NameResolver, systemResolver } from './name-resolver.ts'
import { type Bounds, type Destination, readAddress } from './page-address.ts'
import { isPublicAddress } from './public-address.ts'
import { type BodyLimits, readBody } from './read-body.ts'
import { readText } from './read-text.ts'

/**
 * A page as it was found. `url` is where it was in the end, `lostLetters` that some of its bytes were no letters. `validators` is what it is
 * known by, where it was asked for as one that may be known already.
 */
export type FetchedPage = { url: string; type: 'html' | 'text'; text: string; lostLetters: boolean; validators?: Validators }

/**
 * What came of asking for a page. `unreachable` is everything that is wrong with an address or the way to it, and `reason` is for the log
 * alone: told to whoever asked, it would let them look around in the network this runs in.
 */
export type PageFetched =
  | { kind: 'page'; page: FetchedPage }
  | { kind: 'answered'; status: number; url: string }
  | { kind: 'unreachable' | 'not-a-page' | 'too-large'; reason: string }
  | { kind: 'not-an-address' | 'busy' | 'stopped' }

/**
 * The only way from here to addresses that somebody typed. A page that is known already, and hasn't changed since, is `answered` with 304;
 * only the first address is asked so. What is under way when it is closed, or its signal comes, is `stopped`.
 */
export type Egress = {
  fetchPage: (url: string, wish?: Manner & { signal?: AbortSignal | undefined }) => Promise<PageFetched>
  close: () => void
}

/** All are for tests; as it is, names are asked of the machine's name servers and only public addresses are gone to. */
export type EgressOptions = Partial<Bounds> & {
  resolve?: NameResolver
  limits?: BodyLimits
  /** How long (ms) one page may take in all, redirects included; as long may it wait for its turn. */
  patience?: number
  /** How long (ms) it takes at least to be told that an address can't be reached. */
  unreachableAfter?: number
  /** Waits so many milliseconds for that. */
  wait?: (milliseconds: number) => Promise<void>
  /** Certificates to trust instead of the usual ones. */
  roots?: string[]
}

type Settings = Required<Omit<EgressOptions, 'roots'>> & Pick<EgressOptions, 'roots'>

const usual: Settings = {
  permits: isPublicAddress,
  ports: [80, 443],
  resolve: systemResolver(),
  limits: { wire: 2_000_000, decoded: 5_000_000 },
  patience: 10_000,
  unreachableAfter: 1_000,
  wait: after,
}
const redirectsFollowed = 5
const inTurn = { atOnce: 4, waiting: 16 }

/** Opens the way out. Four pages are fetched at a time and sixteen wait; beyond that it is `busy`. */
export function createEgress(options: EgressOptions = {}): Egress {
  const settings = { ...usual, ...options }
  const line = createLine(inTurn)
  const closing = new AbortController()
  return {
    fetchPage: async (url, { signal = never, ...manner } = {}) => {
      const from = performance.now()
      const stopped = AbortSignal.any([signal, closing.signal])
      const inTime = () => AbortSignal.any([stopped, AbortSignal.timeout(settings.patience)])
      const end = await line.take(inTime())
      if (!end) return { kind: stopped.aborted ? 'stopped' : 'busy' }
      const fetched = await follow({ url, manner }, settings, inTime()).finally(end)
      if (stopped.aborted) return { kind: 'stopped' }
      // How soon it fails would tell a name that leads inside from one that leads nowhere.
      if (fetched.kind === 'unreachable') await settings.wait(Math.max(0, from + settings.unreachableAfter - performance.now()))
      return fetched
    },
    close: () => closing.abort(),
  }
}

const never = new AbortController().signal

type Wanted = { url: string; manner: Manner }

async function follow({ url, manner }: Wanted, settings: Settings, signal: AbortSignal): Promise<PageFetched> {
  let next = url
  for (let hop = 0; hop <= redirectsFollowed; hop += 1) {
    const read = await orAborted(readAddress(next, settings, settings.resolve, signal), signal)
    if (read === null) return { kind: 'unreachable', reason: 'no name server answered in time' }
    if (read.kind === 'refused') return { kind: 'unreachable', reason: read.reason }
    if (read.kind === 'not-an-address')
      return hop === 0 ? read : { kind: 'unreachable', reason: `sent on to ${next.slice(0, 200)}` }
    const step = await take(read.to, settings, signal, hop === 0 ? manner : withoutKnown(manner))
    if (step.kind !== 'sent-on') return step
    next = step.to
  }
  return { kind: 'unreachable', reason: `sent on more than ${redirectsFollowed} times` }
}

async function take(
  to: Destination,
  { limits, roots }: Settings,
  signal: AbortSignal,
  manner: Manner,
): Promise<PageFetched | { kind: 'sent-on'; to: string }> {
  const { href } = to.url
  const answer = await ask(to, signal, { ...manner, roots }).catch((error: unknown) => String(error))
  if (typeof answer === 'string') return { kind: 'unreachable', reason: `${href}: ${answer}` }
  const { statusCode: status = 0, headers } = answer
  if (status !== 200) answer.destroy()
  if (/^30[12378]$/.test(String(status)) && headers.location !== undefined) {
    // Node reads headers as Latin-1; those who write letters into this one mean UTF-8.
    const location = Buffer.from(headers.location, 'latin1').toString()
    return { kind: 'sent-on', to: URL.parse(location, href)?.href ?? location }
  }
  if (status !== 200) return { kind: 'answered', status, url: href }
  const body = await readBody(answer, limits, signal)
  if (body.kind === 'too-large') return body
  if (body.kind === 'broken') return { kind: 'unreachable', reason: `${href}: ${body.reason}` }
  const read = readText(body.bytes, headers['content-type'] ?? '')
  if (read.kind === 'neither') return { kind: 'not-a-page', reason: read.reason }
  const page = { url: href, type: read.kind, text: read.text, lostLetters: read.lostLetters }
  return { kind: 'page', page: manner.known ? { ...page, validators: validatorsOf(headers) } : page }
}

/** What is known is known of the first address: another page's marks mean nothing to where it leads. */
function withoutKnown({ known, ...manner }: Manner): Manner {
  return known ? { ...manner, known: { etag: null, lastModified: null } } : manner
}

const longestValidator = 200

/** What is longer is given by no honest server, and isn't kept. */
function validatorsOf(headers: IncomingHttpHeaders): Validators {
  const short = (value: string | undefined) => (value !== undefined && value.length <= longestValidator ? value : null)
  return { etag: short(headers.etag), lastModified: short(headers['last-modified']) }
}

/** What the work comes to, or null when the signal comes first. */
function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result | null> {
  if (signal.aborted) return Promise.resolve(null)
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(null)
    signal.addEventListener('abort', giveUp, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
