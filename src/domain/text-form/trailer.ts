import { authorOf } from '../attribution.ts'
import type { PickText, Visibility } from '../pick.ts'
import { isSlug, slugOf } from '../slug.ts'
import type { Line, Problem } from './line.ts'
import { isSourceLine, printSourceLine, readSourceLine } from './source-line.ts'
import { isTopicsLine, printTopicsLine, readTopicsLine } from './topics-line.ts'

type Label = 'Read more at' | 'Author' | 'Access' | 'Slug' | 'More about'
type Fields = Pick<PickText, 'topics' | 'visibility' | 'slug'> & {
  source: PickText['source'] | null
  /** Undefined where no line names one: then the attribution decides. */
  author: string | null | undefined
}

const LONGEST_NAME = 200
const ACCESS: readonly string[] = ['open', 'metered', 'subscribers-only'] satisfies Visibility[]

/** Which of the lines after the excerpt this is; null for words. */
export function labelOf(text: string): Label | null {
  if (isSourceLine(text)) return 'Read more at'
  if (isTopicsLine(text)) return 'More about'
  const label = /^(author|access|slug):/i.exec(text)?.[1]?.toLowerCase()
  return label === 'author' ? 'Author' : label === 'access' ? 'Access' : label === 'slug' ? 'Slug' : null
}

/** Reads the lines after the excerpt, in any order. What is wrong with them is added to the problems. */
export function readTrailer(lines: readonly Line[], problems: Problem[]): Fields {
  const fields: Fields = { source: null, author: undefined, topics: [], visibility: 'metered', slug: null }
  const seen = new Map<Label, number>()
  for (const line of lines) {
    const label = labelOf(line.text)
    if (label === null) continue
    const first = seen.get(label)
    const reason =
      first === undefined
        ? readField(fields, label, line.text)
        : `There is a “${label}” line already, at line ${first}; keep one of them.`
    if (reason !== null) problems.push({ line: line.number, reason })
    seen.set(label, first ?? line.number)
  }
  return fields
}

/** The lines after the excerpt: only what a reader couldn't know from the rest is printed between source and topics. */
export function printTrailer(pick: PickText): string[] {
  const lines = [printSourceLine(pick.source)]
  if (pick.author !== authorOf(pick.introduction)) lines.push(`Author: ${pick.author ?? ''}`.trim())
  if (pick.visibility !== 'metered') lines.push(`Access: ${pick.visibility}`)
  if (pick.slug !== null && pick.slug !== slugOf(pick.headline)) lines.push(`Slug: ${pick.slug}`)
  if (pick.topics.length > 0) lines.push(printTopicsLine(pick.topics))
  return lines
}

/** Fills in the field; gives the reason when the line can't be read. */
function readField(fields: Fields, label: Label, text: string): string | null {
  const value = text.slice(text.indexOf(':') + 1).trim()
  switch (label) {
    case 'Read more at':
      return readSource(fields, text)
    case 'Author':
      fields.author = value === '' ? null : value
      return tooLong([value])
    case 'Access':
      return readAccess(fields, value)
    case 'Slug':
      fields.slug = value
      return isSlug(value) ? null : `“${value}” can’t be an address; use a–z, 0–9 and single hyphens, at most 80 of them.`
    case 'More about':
      fields.topics = readTopicsLine(text)
      return tooLong(fields.topics)
  }
}

function readSource(fields: Fields, text: string): string | null {
  const read = readSourceLine(text)
  if (!read.ok) return read.reason
  fields.source = read.source
  return tooLong([read.source.name])
}

function tooLong(names: readonly string[]): string | null {
  const name = names.find(({ length }) => length > LONGEST_NAME)
  return name === undefined
    ? null
    : `“${name.slice(0, 30)}…” has ${name.length} characters; shorten it to ${LONGEST_NAME} at most.`
}

function readAccess(fields: Fields, value: string): string | null {
  const access = value.toLowerCase().replace(' ', '-')
  if (!isVisibility(access)) return `“${value}” is no kind of access; write open, metered or subscribers-only.`
  fields.visibility = access
  return null
}

function isVisibility(text: string): text is Visibility {
  return ACCESS.includes(text)
}
