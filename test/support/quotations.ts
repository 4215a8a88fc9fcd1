import fc from 'fast-check'
import { elisionMarks } from '../../src/domain/house-style.ts'
import { parseParagraph } from '../../src/domain/markup/parse-paragraph.ts'
import type { Excerpt } from '../../src/domain/pick.ts'

/** A word of a made-up source with the marks around it and what parts it from the one before. */
export type SourceToken = { word: string; pre: string; post: string; gap: ' ' | '—' | '\n\n' | '' }

/** What an honest editor writes, piece by piece: words of the source (by number), glosses, elisions and paragraphs. */
export type Item =
  | { kind: 'word'; token: number; text: string; gap: string }
  | { kind: 'gloss'; text: string; isJoined: boolean }
  | { kind: 'elision'; mark: string }
  | { kind: 'break' }

/** A source and an honest abridgement of it. */
export type Abridged = { tokens: SourceToken[]; source: string; items: Item[] }

const stems = [
  'river',
  'the',
  'a',
  'of',
  'ferry',
  'naïve',
  'don’t',
  '40,000',
  'well-known',
  'Ørsted',
  'U.S.A',
  '東京',
  'cafe\u0301',
  '$5',
  'was',
]
const anyStem = fc.oneof(fc.constantFrom(...stems), fc.stringMatching(/^[A-Za-z]{1,8}$/))
const marks = fc.constantFrom(
  ...[
    ['', ''],
    ['', ''],
    ['', ''],
    ['', ''],
    ['', ','],
    ['', ';'],
    ['“', '”'],
    ['(', ')'],
    ['‘', '’'],
    ['', ',”'],
  ].map(([pre = '', post = '']) => ({ pre, post })),
)
const sentenceEnds = fc.constantFrom('.', '.', '.', '?', '!', '.”', '.)')

const sentence = fc
  .tuple(
    fc.array(fc.tuple(anyStem, marks, fc.constantFrom<' ' | '—'>(' ', ' ', ' ', ' ', '—')), { minLength: 1, maxLength: 8 }),
    sentenceEnds,
  )
  .map(([words, end]) =>
    words.map(
      ([word, { pre, post }, gap], at): SourceToken => ({
        word,
        pre,
        post: at === words.length - 1 ? end : post,
        gap: at === 0 ? ' ' : gap,
      }),
    ),
  )
const paragraph = fc
  .array(sentence, { minLength: 1, maxLength: 3 })
  .map((sentences) => sentences.flat().map((token, at): SourceToken => (at === 0 ? { ...token, gap: '\n\n' } : token)))

/** The words of a source, paragraph by paragraph. With `distinct` no word comes twice, so nothing left out or moved can go unseen. */
function sourceTokens(distinct: boolean): fc.Arbitrary<SourceToken[]> {
  return fc.array(paragraph, { minLength: 1, maxLength: 4 }).map((paragraphs) =>
    paragraphs.flat().map((token, at) => ({
      ...token,
      gap: at === 0 ? '' : token.gap,
      word: distinct ? `${/[A-Za-z]/.test(token.word) ? token.word : 'w'}x${lettersOf(at)}` : token.word,
    })),
  )
}

/** Honest abridgements of random sources: runs cut at words, elisions, glosses of every kind, other quotation marks, dashes and spaces. */
export function abridgements({ distinct }: { distinct: boolean }): fc.Arbitrary<Abridged> {
  return sourceTokens(distinct).chain((tokens) =>
    fc
      .record({
        choices: fc.array(fc.record(choice), { minLength: tokens.length, maxLength: tokens.length }),
        mark: fc.constantFrom(...elisionMarks),
        quotes: fc.boolean(),
        dash: fc.constantFrom('—', '--', ' – ', ' - ', ' — '),
        space: fc.constantFrom(' ', '  ', '\u00a0', '\u2009'),
      })
      .map((how) => ({ tokens, source: tokens.map(print).join(''), items: abridge(tokens, how) })),
  )
}

const choice = {
  isQuoted: fc.constantFrom(true, true, true, false),
  gloss: fc.constantFrom<Gloss>('none', 'none', 'none', 'none', 'none', 'none', 'before', 'after', 'instead', 'case'),
  glossText: fc.constantFrom('the boat', 'sic', 'he [the pilot]', 'Tolm', 'a “quay”'),
  isParagraph: fc.boolean(),
}
type Gloss = 'none' | 'before' | 'after' | 'instead' | 'case'
type Choice = { isQuoted: boolean; gloss: Gloss; glossText: string; isParagraph: boolean }
type How = { choices: Choice[]; mark: string; quotes: boolean; dash: string; space: string }

function print({ word, pre, post, gap }: SourceToken): string {
  return gap + pre + word + post
}

function abridge(tokens: readonly SourceToken[], how: How): Item[] {
  const items: Item[] = []
  let last = -1
  for (const [at, token] of tokens.entries()) {
    const choice = how.choices[at]
    if (!choice?.isQuoted) continue
    const isNew = last >= 0 && last < at - 1
    if (isNew) items.push({ kind: 'elision', mark: how.mark })
    const mayBreak = isNew || token.gap === '\n\n'
    const isBreak = items.length > 0 && mayBreak && choice.isParagraph
    if (isBreak) items.push({ kind: 'break' })
    const gap = isNew || isBreak || items.length === 0 ? '' : token.gap === '—' ? how.dash : how.space
    items.push(...quote(token, at, { choice, how, gap }))
    last = at
  }
  return items
}

function quote(token: SourceToken, at: number, { choice, how, gap }: { choice: Choice; how: How; gap: string }): Item[] {
  const pre = how.quotes ? straight(token.pre) : token.pre
  const post = how.quotes ? straight(token.post) : token.post
  const written = how.quotes ? straight(token.word) : token.word.normalize('NFC')
  const word = (text: string, before = ''): Item => ({ kind: 'word', token: at, text, gap: before })
  const gloss = (text: string, isJoined = true): Item => ({ kind: 'gloss', text, isJoined })
  const letter = /^\p{L}/u.exec(written)?.[0] ?? ''
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
  if (choice.gloss === 'before') return [word(pre, gap), gloss(choice.glossText), word(written + post, ' ')]
  if (choice.gloss === 'after') return [word(pre + written, gap), gloss(choice.glossText, false), word(post)]
  if (choice.gloss === 'instead') return [word(pre, gap), gloss(choice.glossText), word(post)]
  if (choice.gloss === 'case' && other !== letter && written.length > 1)
    return [word(pre, gap), gloss(other), word(written.slice(letter.length) + post)]
  return [word(pre + written + post, gap)]
}

/** The lines in which an editor would type these items. */
export function typed(items: readonly Item[]): string[] {
  const lines = ['']
  for (const item of items) {
    const line = lines.length - 1
    if (item.kind === 'break') lines.push('')
    else if (item.kind === 'elision') lines[line] += ` ${item.mark} `
    else if (item.kind === 'gloss') lines[line] += `${item.isJoined ? '' : ' '}[${item.text}]`
    else lines[line] += item.gap + item.text
  }
  return lines.filter((text) => text.trim() !== '')
}

/** An excerpt read from its lines; throws where the form refuses one. */
export function readExcerpt(...lines: string[]): Excerpt {
  return lines.map((text) => {
    const parsed = parseParagraph(text)
    if (!parsed.ok) throw new Error(`${parsed.reason} in ${text}`)
    return parsed.paragraph
  })
}

function straight(text: string): string {
  return text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'")
}

function lettersOf(number: number): string {
  return [...String(number)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('')
}
