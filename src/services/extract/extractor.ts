import { Worker } from 'node:worker_threads'
import type { Article } from '../../domain/article.ts'
import { createLine } from '../../kit/waiting-line.ts'

/** A page as it came, and where from: relative addresses in it are read against that. */
export type Page = { html: string; url: string }

/** `unreadable`: it takes more time or memory than a page may; the reason is for the log. An article without paragraphs is one too. */
export type PageExtracted =
  | { kind: 'article'; article: Article }
  | { kind: 'unreadable'; reason: string }
  | { kind: 'too-large' | 'busy' | 'stopped' }

/** Finds the article in a page. Never throws. What is under way when it is closed, or its signal comes, is `stopped`. */
export type Extractor = { extractPage: (page: Page, signal?: AbortSignal) => Promise<PageExtracted>; close: () => void }

/** `worker` is the file of the worker, built or as source. The limits are only given in tests. */
export type ExtractorOptions = { worker: string | URL; patience?: number; megabytes?: number }

const longestHtml = 5_000_000
const usual = { patience: 10_000, megabytes: 96 }
const inTurn = { atOnce: 1, waiting: 8 }

/**
 * Extracts in a worker of its own for each page, with so much memory and time (ms) and no more: whatever a page does to the parser, it
 * does it there. Nothing stays behind, and nothing of the parser is loaded before the first page.
 */
export function createExtractor(options: ExtractorOptions): Extractor {
  const { worker, patience, megabytes } = { ...usual, ...options }
  const line = createLine(inTurn)
  const closing = new AbortController()
  return {
    extractPage: async (page, given = never) => {
      if (page.html.length > longestHtml) return { kind: 'too-large' }
      const stopped = AbortSignal.any([given, closing.signal])
      const end = await line.take(AbortSignal.any([stopped, AbortSignal.timeout(patience)]))
      if (!end) return { kind: stopped.aborted ? 'stopped' : 'busy' }
      return inWorker(worker, page, { patience, megabytes, stopped }).finally(end)
    },
    close: () => closing.abort(),
  }
}

const never = new AbortController().signal

type Limits = { patience: number; megabytes: number; stopped: AbortSignal }

async function inWorker(file: string | URL, page: Page, limits: Limits): Promise<PageExtracted> {
  // While it waited for its turn.
  if (limits.stopped.aborted) return { kind: 'stopped' }
  const worker = new Worker(file, {
    workerData: page,
    // A stranger's page is read here: none of the machine's settings, none of this program's flags, no word on its output.
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: 32 },
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop: () => void = () => {}
  const extracted = new Promise<PageExtracted>((resolve) => {
    const unreadable = (reason: string) => resolve({ kind: 'unreadable', reason })
    worker.on('message', (article: Article) => resolve({ kind: 'article', article }))
    worker.on('messageerror', (error) => unreadable(String(error)))
    worker.on('error', (error) => unreadable(String(error)))
    worker.on('exit', (code) => unreadable(`the worker ended with ${code}`))
    stop = () => resolve({ kind: 'stopped' })
    limits.stopped.addEventListener('abort', stop)
    timer = setTimeout(unreadable, limits.patience, `not read within ${limits.patience} ms`)
  })
  const result = await extracted
  clearTimeout(timer)
  limits.stopped.removeEventListener('abort', stop)
  await worker.terminate()
  return result
}
