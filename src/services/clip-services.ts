import type { Egress } from './egress/egress.ts'
import type { Extractor } from './extract/extractor.ts'

/** The way out to sources and what finds their articles: one of each for the whole program, since they count what goes on at a time. */
export type ClipServices = { egress: Egress; extractor: Extractor }

/** Both, as soon as somebody clips. `close` stops what is under way. */
export type ClipOpener = { open: () => Promise<ClipServices>; close: () => Promise<void> }

/** Makes them at the first clip, so that a magazine that isn't edited just now does without the memory. `worker` is the extractor's file. */
export function createClipOpener({ worker }: { worker: string | URL }): ClipOpener {
  let opened: Promise<ClipServices> | null = null
  return {
    open: () => {
      opened ??= make(worker)
      return opened
    },
    close: async () => {
      const services = await opened
      services?.egress.close()
      services?.extractor.close()
    },
  }
}

async function make(worker: string | URL): Promise<ClipServices> {
  const [{ createEgress }, { createExtractor }] = await Promise.all([
    import('./egress/egress.ts'),
    import('./extract/extractor.ts'),
  ])
  return { egress: createEgress(), extractor: createExtractor({ worker }) }
}
