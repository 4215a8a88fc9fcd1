import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { abridgements, type Item, readExcerpt, typed } from '../../../test/support/quotations.ts'
import { englishStyle } from '../house-style.ts'
import { checkExcerpt, type ExcerptCheck } from './check-excerpt.ts'
import { indexSource, type SourceIndex } from './source-index.ts'

const honest = abridgements({ distinct: true })
const check = (items: readonly Item[], source: string | SourceIndex) =>
  checkExcerpt(readExcerpt(...typed(items)), source, englishStyle)

describe('the check of an excerpt', () => {
  test('accepts every honest abridgement of any source, words that come twice included', () => {
    fc.assert(
      fc.property(abridgements({ distinct: false }), ({ items, source }) => {
        fc.pre(items.length > 0)
        expect(check(items, source).isFaithful, source).toBe(true)
      }),
      { numRuns: 1500 },
    )
  })

  test('rejects one word altered by a letter, and names it where its run is long enough to tell', () => {
    rejects(
      (items, at) =>
        isPlain(items[at])
          ? replaced(
              items,
              at,
              withText(items[at], (text) => text.replace(/\p{L}/u, '$&q')),
            )
          : null,
      (result, { line }) => expect(altered(result).some((text) => text.includes('q') && line.includes(text.trim()))).toBe(true),
    )
  })

  test('rejects a word put in without brackets, and names it where its run is long enough to tell', () => {
    rejects(
      (items, at) =>
        isWord(items[at]) ? replaced(items, at, items[at], { kind: 'word', token: -1, text: 'qqq', gap: ' ' }) : null,
      (result) => expect(altered(result).some((text) => text.includes('qqq'))).toBe(true),
    )
  })

  test('rejects a word dropped inside a run, and names it where its run is long enough to tell', () => {
    rejects(
      (items, at) => (isWord(items[at - 1]) && isPlain(items[at]) && isWord(items[at + 1]) ? replaced(items, at) : null),
      (result, { source, item, line }) =>
        expect(
          lost(result, source).some((text) => item.kind === 'word' && text.normalize('NFC').includes(bare(item.text))),
          `${line}\n${source}`,
        ).toBe(true),
    )
  })

  test('rejects an elision taken out, and names what is missing or what stands where it doesn’t belong', () => {
    rejects(
      (items, at) =>
        items[at]?.kind === 'elision' && isWord(items[at - 1]) && isWord(items[at + 1])
          ? replaced(items, at, { kind: 'word', token: -1, text: '', gap: ' ' })
          : null,
      (result, { source, line }) =>
        expect(
          lost(result, source).length + altered(result).length + result.runs.filter(({ kind }) => kind === 'not-found').length,
          `${line}\n${source}`,
        ).toBeGreaterThan(0),
    )
  })

  test('rejects two runs in the wrong order, and names one of them', () => {
    fc.assert(
      fc.property(honest, fc.nat(), ({ items, source }, seed) => {
        const runs = stretches(items)
        fc.pre(runs.length > 1)
        const at = seed % (runs.length - 1)
        const swapped = runs.flatMap((_, number) => [
          ...(number > 0 ? [{ kind: 'elision' as const, mark: '…' }] : []),
          ...(runs[number === at ? at + 1 : number === at + 1 ? at : number] ?? []),
        ])
        const result = check(swapped, source)
        expect(result.isFaithful, source).toBe(false)
        expect(result.runs.filter(({ kind }) => kind === 'out-of-order')).not.toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

type Broken = { source: string; line: string; item: Item }
type Mutate = (items: readonly Item[], at: number) => Item[] | null

/** Breaks an honest abridgement at each place where it can be, and looks at what the check says. */
function rejects(mutate: Mutate, look: (result: ExcerptCheck, broken: Broken) => void): void {
  let tried = 0
  fc.assert(
    fc.property(honest, ({ items, source }) => {
      const index = indexSource(source, englishStyle)
      for (const [at, item] of items.entries()) {
        const broken = mutate(items, at)
        if (broken === null) continue
        tried += 1
        const result = check(broken, index)
        expect(result.isFaithful, `${typed(broken).join(' ¶ ')}\n---\n${source}`).toBe(false)
        // Of a run of a few words there may be several places in the source that are as near, and then another word may be named.
        if (wordsAround(items, at) >= wordsToTell) look(result, { source, line: typed(broken).join(' '), item })
      }
    }),
    { numRuns: 300 },
  )
  expect(tried).toBeGreaterThan(150)
}

const wordsToTell = 8

/** How many words stand in one run with this one. */
function wordsAround(items: readonly Item[], at: number): number {
  const isOther = (item: Item) => item.kind !== 'word'
  const before = items.slice(0, at).findLastIndex(isOther)
  const after = items.slice(at + 1).findIndex(isOther)
  return (after < 0 ? items.length : at + 1 + after) - before - 1
}

function replaced(items: readonly Item[], at: number, ...instead: (Item | undefined)[]): Item[] {
  return [...items.slice(0, at), ...instead.flatMap((item) => (item ? [item] : [])), ...items.slice(at + 1)]
}

function isWord(item: Item | undefined): boolean {
  return item?.kind === 'word' && /[\p{L}\p{N}]/u.test(item.text)
}

function isPlain(item: Item | undefined): boolean {
  return isWord(item) && item?.kind === 'word' && /\p{L}{2}/u.test(item.text)
}

function withText(item: Item | undefined, change: (text: string) => string): Item | undefined {
  return item?.kind === 'word' ? { ...item, text: change(item.text) } : item
}

function bare(text: string): string {
  return /\p{L}[\p{L}\p{N}]*/u.exec(text.normalize('NFC'))?.[0] ?? text
}

function altered(result: ExcerptCheck): string[] {
  return stepsOf(result).flatMap((step) => (step.kind === 'added' || step.kind === 'changed' ? [step.excerpt] : []))
}

/** The source's words that are named as left out or altered. */
function lost(result: ExcerptCheck, source: string): string[] {
  const steps = stepsOf(result).flatMap((step) => (step.kind === 'missing' || step.kind === 'changed' ? [step.source.text] : []))
  return [
    ...steps,
    ...result.gaps.flatMap((gap) => (gap.kind === 'unmarked' ? [source.slice(gap.leftOut.start, gap.leftOut.end)] : [])),
  ]
}

function stepsOf({ runs }: ExcerptCheck) {
  return runs.flatMap((run) => (run.kind === 'differs' || run.kind === 'not-found' ? run.words : []))
}

function stretches(items: readonly Item[]): Item[][] {
  const runs: Item[][] = [[]]
  for (const item of items) {
    if (item.kind === 'elision') runs.push([])
    else runs.at(-1)?.push(item.kind === 'break' ? { kind: 'word', token: -1, text: '', gap: ' ' } : item)
  }
  return runs.filter((run) => run.some(isWord))
}
