import type { ClipOpener } from '../../src/services/clip-services.ts'
import type { Egress } from '../../src/services/egress/egress.ts'
import { createExtractor } from '../../src/services/extract/extractor.ts'
import { testEgress } from './origin.ts'

const worker = new URL('../../src/services/extract/extract-worker.ts', import.meta.url)

/** Clipping with the extractor as it is and a way out of the test's own; without one it leads nowhere. */
export function testClipping(egress: Egress = testEgress([])): ClipOpener {
  const services = { egress, extractor: createExtractor({ worker }) }
  return {
    open: async () => services,
    close: async () => {
      services.egress.close()
      services.extractor.close()
    },
  }
}
