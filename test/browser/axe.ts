import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'

const file = createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

type Axe = { run: (context: Document, options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
/** `frames` is false where what stands in a frame has tests of its own. */
type How = { widths?: readonly number[]; frames?: boolean }

/** Has every page of this browser begin with axe. Sent once, where the package's own builder sends it anew for every run. */
export async function bringAxe(context: BrowserContext): Promise<void> {
  await context.addInitScript({ path: file })
}

/** What axe finds, and whether anything sticks out, in light and dark, narrow and wide. The browser must have axe; it is left wide and dark. */
export async function faults(page: Page, { widths = [390, 1440], frames = true }: How = {}): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      found.push(...(await faultsNow(page, frames)).map((fault) => `${colorScheme}, ${width} wide: ${fault}`))
    }
  }
  return found
}

function faultsNow(page: Page, iframes: boolean): Promise<string[]> {
  return page.evaluate(
    async (how) => {
      const { axe } = globalThis as unknown as { axe: Axe }
      const { violations } = await axe.run(document, { ...how, resultTypes: ['violations'], preload: false })
      const { scrollWidth, clientWidth } = document.documentElement
      const wide = scrollWidth > clientWidth ? [`sticks out by ${scrollWidth - clientWidth} px`] : []
      return [...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`), ...wide]
    },
    { runOnly: tags, iframes },
  )
}
