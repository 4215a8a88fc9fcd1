import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of the program, which its samples, pages and workers lie in. */
export const root = findRoot(import.meta.dirname)

/** The worker that finds articles: the one beside the built program, or its source where the sources run. */
export function extractWorker(): string {
  const isSource = import.meta.filename.endsWith('.ts')
  return join(root, isSource ? 'src/services/extract/extract-worker.ts' : 'dist/extract-worker.js')
}

// The built program lies deeper than its source, so the folder is looked for.
function findRoot(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : findRoot(dirname(from))
}
