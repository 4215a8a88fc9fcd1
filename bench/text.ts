import { addDays } from '../src/domain/calendar-date.ts'
import type { Excerpt, PickText } from '../src/domain/pick.ts'

/** Made-up words, the commonest first. The same in every run. */
export const vocabulary: readonly string[] = makeVocabulary()

const topics = Array.from({ length: 40 }, (_, index) => `Topic ${vocabulary[index + 40]}`)
const sources = Array.from({ length: 60 }, (_, index) => `The ${vocabulary[index + 100]} Review`)
const onePickIn = { open: 50 }
/** The newest picks are all metered. */
const metered = 64

/** The slug of the pick with this number; numbers count from 0, the oldest pick. */
export function slugOfPick(number: number): string {
  return `pick-${number}`
}

/** A pick of invented words, about as long as those of a magazine: 90 words of introduction and 380 quoted. */
export function inventPick(number: number, count: number, newest: string): PickText {
  const chance = createChance(number + 1)
  const perDay = Math.max(3, count / 3650)
  const source = chosen(sources, chance)
  return {
    headline: capital(wordsOf(7, chance)),
    date: addDays(newest, -Math.floor((count - 1 - number) / perDay)),
    introduction: [sentences(3, 15, chance), `${sentences(2, 15, chance)} ${capital(wordsOf(2, chance))} writes:`],
    excerpt: Array.from({ length: 5 }, () => inventParagraph(chance)),
    source: { name: source, url: `https://review.example/${number}` },
    author: chance() < 0.7 ? `${capital(wordsOf(1, chance))} ${capital(wordsOf(1, chance))}` : null,
    topics: [...new Set([chosen(topics, chance), chosen(topics, chance), chosen(topics, chance)])].slice(0, 1 + (number % 3)),
    visibility: number % onePickIn.open === 0 && number < count - metered ? 'open' : 'metered',
    slug: slugOfPick(number),
  }
}

function inventParagraph(chance: () => number): Excerpt[number] {
  return [
    { kind: 'run', text: `${sentences(3, 15, chance)} ` },
    { kind: 'elision' },
    { kind: 'run', text: ` ${capital(wordsOf(6, chance))} ` },
    { kind: 'gloss', text: wordsOf(2, chance) },
    { kind: 'run', text: ` ${wordsOf(22, chance)}.` },
  ]
}

function sentences(count: number, length: number, chance: () => number): string {
  return Array.from({ length: count }, () => `${capital(wordsOf(length, chance))}.`).join(' ')
}

// The commonest word is one in twenty, like "the"; every second word is one of the thousand commonest.
function wordsOf(count: number, chance: () => number): string {
  return Array.from({ length: count }, () => vocabulary[Math.floor(vocabulary.length * chance() ** 3)]).join(' ')
}

function chosen(names: readonly string[], chance: () => number): string {
  return names[Math.floor(names.length * chance() ** 2)] ?? ''
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function makeVocabulary(): string[] {
  const chance = createChance(7)
  const [starts, ends] = ['b,br,c,d,f,g,gr,h,l,m,n,p,pl,r,s,st,t,tr,v,w'.split(','), 'a,e,i,o,u,an,en,or,al,el'.split(',')]
  const syllable = () => `${starts[Math.floor(starts.length * chance())]}${ends[Math.floor(ends.length * chance())]}`
  const words = new Set<string>()
  while (words.size < 8_000) words.add(Array.from({ length: 2 + Math.floor(2 * chance()) }, syllable).join(''))
  return [...words]
}

/** Numbers from 0 to 1 that look random and are the same for the same seed (mulberry32). */
function createChance(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
