import { Worker } from 'node:worker_threads'
import type { Article } from '../../domain/article.ts'
import { createLine } from '../../kit/waiting-line.ts'

/** A page as it came, and where from: relative addresses in it are read against that. */
export type Page = { html: string; url: string }

/** `unreadable`: it takes more time or memory than a page may; the reason is for the log. An article without paragraphs is one too. */
export type PageExtracted =
  | { kind: 'article'; article: Article }
  | { kind: 'unreadable'; reason: string }
  | { kind: 'too-large' | 'busy' }

/** Finds the article in a page. Never throws. */
export type Extractor = { extractPage: (page: Page) => Promise<PageExtracted> }

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
  return {
    extractPage: async (page) => {
      if (page.html.length > longestHtml) return { kind: 'too-large' }
      const end = await line.take(AbortSignal.timeout(patience))
      if (!end) return { kind: 'busy' }
      return inWorker(worker, page, { patience, megabytes }).finally(end)
    },
  }
}

async function inWorker(file: string | URL, page: Page, limits: { patience: number; megabytes: number }): Promise<PageExtracted> {
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
  const extracted = new Promise<PageExtracted>((resolve) => {
    const unreadable = (reason: string) => resolve({ kind: 'unreadable', reason })
    worker.on('message', (article: Article) => resolve({ kind: 'article', article }))
    worker.on('messageerror', (error) => unreadable(String(error)))
    worker.on('error', (error) => unreadable(String(error)))
    worker.on('exit', (code) => unreadable(`the worker ended with ${code}`))
    timer = setTimeout(unreadable, limits.patience, `not read within ${limits.patience} ms`)
  })
  const result = await extracted
  clearTimeout(timer)
  await worker.terminate()
  return result
}
