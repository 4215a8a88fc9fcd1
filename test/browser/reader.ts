import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

/** A reader at a browser of their own, with a record of what went back and forth. */
export type Reader = {
  page: Page
  context: BrowserContext
  /** Every address asked for, in order; not what the page's policy kept the browser from asking for, which is among the violations. */
  asked: string[]
  /** What the browser refused because the page's policy forbids it. */
  violations: string[]
  /** Errors in the page's own script, and whatever else the browser complained about. */
  complaints: string[]
}

/** A new browser profile with an empty page. Closing the browser closes it. */
export async function openReader(browser: Browser, options: BrowserContextOptions = {}): Promise<Reader> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  context.setDefaultTimeout(20_000)
  const [asked, violations, complaints]: [string[], string[], string[]] = [[], [], []]
  context.on('request', (request) => asked.push(request.url()))
  context.on('requestfailed', (request) => {
    if (request.failure()?.errorText === 'csp') asked.splice(asked.lastIndexOf(request.url()), 1)
  })
  context.on('weberror', (error) => complaints.push(error.error().message))
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  await reportViolations(context, violations)
  const page = await context.newPage()
  return { page, context, asked, violations, complaints }
}

/** What the page's main part says, line by line, without the blank ones. */
export async function mainLines(page: Page): Promise<string[]> {
  return (await page.locator('main').innerText()).split('\n').filter((line) => line.trim() !== '')
}

/** Turns the wheel until that many picks are on the page. */
export async function readOn(page: Page, picks: number): Promise<void> {
  const articles = page.locator('article')
  for (let turn = 0; turn < 100 && (await articles.count()) < picks; turn++) await turnWheel(page, 1000)
  await articles.nth(picks - 1).waitFor()
}

/** One turn of the wheel, and the frame in which it is seen. */
export async function turnWheel(page: Page, distance: number): Promise<void> {
  await page.mouse.wheel(0, distance)
  await frames(page)
}

/** Lets the page draw twice, so that whatever a scroll or a change of size sets off has begun. */
export async function frames(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** How much of the page has moved by itself, as browsers count it. */
export async function shiftOf(page: Page): Promise<number> {
  await frames(page)
  return page.evaluate(() => {
    const observer = new PerformanceObserver(() => {})
    observer.observe({ type: 'layout-shift', buffered: true })
    return observer.takeRecords().reduce((sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value, 0)
  })
}

async function reportViolations(context: BrowserContext, violations: string[]): Promise<void> {
  await context.exposeBinding('reportViolation', (_, text: string) => violations.push(text))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, documentURI } = event
      const report = (globalThis as unknown as { reportViolation: (text: string) => void }).reportViolation
      report(`${effectiveDirective}: ${blockedURI} on ${documentURI}`)
    })
  })
}
