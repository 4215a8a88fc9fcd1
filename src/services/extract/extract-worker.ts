import { parentPort, workerData } from 'node:worker_threads'
import type { Page } from './extractor.ts'
import { readArticle } from './read-article.ts'

// One page, one answer. What goes wrong here ends this worker and nothing else.
parentPort?.postMessage(readArticle(workerData as Page))
