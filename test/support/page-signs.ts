import type { Page } from 'playwright-core'

/**
 * What a page is made of, as a browser parses it. `signs`: each kind of element with the names of its attributes, and every id and name.
 * `faults`: what may stand in no page of ours.
 */
export type PageSigns = { signs: string[]; faults: string[] }

/** Parses pages in a browser, each twice, since what is written out and read again must be the same. Nothing in them runs or is loaded. */
export async function signsOf(page: Page, pages: readonly string[]): Promise<PageSigns[]> {
  return page.evaluate((all) => {
    const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html')
    const elementsOf = (root: Document | DocumentFragment): Element[] =>
      [...root.querySelectorAll('*')].flatMap((one) =>
        one instanceof HTMLTemplateElement ? [one, ...elementsOf(one.content)] : [one],
      )
    const signOf = (one: Element) => `${one.localName}[${one.getAttributeNames().toSorted().join(' ')}]`
    const faultsOf = (one: Element): string[] => {
      const type = one.getAttribute('type')
      const faults = one.getAttributeNames().filter((name) => /^on|^style$|^srcdoc$|^formaction$|^http-equiv$/.test(name))
      for (const name of ['href', 'src', 'action', 'cite', 'xlink:href']) {
        const value = one.getAttribute(name)
        if (value !== null && !/^(https?:|mailto:)$/.test(new URL(value, 'https://here.example').protocol)) faults.push(value)
      }
      const href = one.getAttribute('href') ?? ''
      if (one.localName === 'link' && one.getAttribute('rel') !== 'canonical' && !href.startsWith('/assets/')) faults.push(href)
      if (one.getAttribute('action')?.startsWith('/desk')) faults.push('asks the desk')
      if (one.localName === 'script' && type === 'application/ld+json') JSON.parse(one.textContent ?? '')
      else if (one.localName === 'script' && !one.getAttribute('src')?.startsWith('/assets/')) faults.push('script')
      return faults.map((fault) => `${signOf(one)}: ${fault}`)
    }
    return all.map((html) => {
      const once = parse(html)
      const elements = elementsOf(once)
      const again = elementsOf(parse(once.documentElement.outerHTML)).map(signOf)
      const isSame = JSON.stringify(elements.map(signOf)) === JSON.stringify(again)
      const named = elements.flatMap((one) => ['id', 'name'].flatMap((name) => one.getAttribute(name) ?? []))
      return {
        signs: [...new Set([...elements.map(signOf), ...named.map((name) => `named ${name}`)])],
        faults: [...elements.flatMap(faultsOf), ...(isSame ? [] : ['reads otherwise the second time'])],
      }
    })
  }, pages)
}
