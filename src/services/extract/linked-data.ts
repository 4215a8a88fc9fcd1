/** What a page says about its article to machines (schema.org in JSON-LD). */
export type LinkedData = { author: string | null; publisher: string | null; published: string | null; isFree: boolean }

type Fields = Record<string, unknown>

const isArticle = /(?:Article|BlogPosting|Report|Review|Essay|Column)$/
const most = { characters: 500_000, nodes: 500 }

/** The first article that the page's JSON-LD tells of. Without any nothing is known, and it counts as free. */
export function findLinkedData(document: Document): LinkedData {
  const article = [...document.getElementsByTagName('script')]
    .filter((script) => script.getAttribute('type')?.trim().toLowerCase() === 'application/ld+json')
    .flatMap(({ textContent }) => listNodes(parse(textContent ?? '')))
    .find((node) => textsOf(node['@type']).some((type) => isArticle.test(type)))
  if (!article) return { author: null, publisher: null, published: null, isFree: true }
  return {
    author: joinNames(listOf(article.author).flatMap(namesOf)),
    publisher: listOf(article.publisher).flatMap(namesOf)[0] ?? null,
    published: textsOf(article.datePublished)[0] ?? null,
    isFree: !/^false$/i.test(String(article.isAccessibleForFree)),
  }
}

/** "A", "A and B", "A, B and C"; null for nobody. */
export function joinNames(names: readonly string[]): string | null {
  const [last, ...others] = [...new Set(names)].reverse()
  if (last === undefined) return null
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`
}

function parse(text: string): unknown {
  if (text.length > most.characters) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The objects that stand in lists or in an `@graph`, from the outside in. */
function listNodes(value: unknown): Fields[] {
  const waiting = [value]
  const nodes: Fields[] = []
  for (const next of waiting) {
    if (nodes.length >= most.nodes) break
    if (Array.isArray(next)) waiting.push(...next.slice(0, most.nodes))
    if (!isFields(next)) continue
    nodes.push(next)
    waiting.push(...listOf(next['@graph']).slice(0, most.nodes))
  }
  return nodes
}

function namesOf(value: unknown): string[] {
  return isFields(value) ? textsOf(value.name) : textsOf(value)
}

function textsOf(value: unknown): string[] {
  return listOf(value).filter((one) => typeof one === 'string')
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
