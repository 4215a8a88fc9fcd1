import type { AuditEntry, Mention } from '../../src/http/desk-api/contract-log.ts'

export type Detail = AuditEntry['detail']

/** Days and moments (ISO, UTC) in words, by the magazine's clock. */
export type Clock = { day: (day: string) => string; moment: (moment: string) => string }

/** What a sentence is made of. */
export type Facts = Pick<AuditEntry, 'on' | 'also' | 'detail'> & { clock: Clock }

/** What somebody did, to stand after their name, with the things it names; and what more there is to say, a line each. */
export type Said = { did: readonly (string | Mention)[]; notes: readonly string[] }

export type Sentence = (facts: Facts) => Said

/** Makes a sentence of words and things; a thing that the entry doesn't name leaves no gap. */
export function said(words: TemplateStringsArray, ...named: readonly (string | Mention | null)[]): Said {
  const did = words.flatMap((word, at) => [word, named[at] ?? ''])
  return { did: did.filter((part) => part !== ''), notes: [] }
}

/** The sentence with more to say under it; what is empty isn't said. */
export function noting(sentence: Said, ...notes: readonly (string | null)[]): Said {
  return { ...sentence, notes: [...sentence.notes, ...notes.filter((note) => note !== null && note !== '')] as string[] }
}

/** A text among the details; empty where there is none. */
export function textIn(detail: Detail, name: string): string {
  const value = detail[name]
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** A number among the details; 0 where there is none. */
export function numberIn(detail: Detail, name: string): number {
  const value = detail[name]
  return typeof value === 'number' ? value : 0
}

/** Details within the details; none where there are none. */
export function detailIn(detail: Detail, name: string): Detail {
  const value = detail[name]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

/** What a word of the details is called; one that is unknown stays as it is. */
export function called(names: Readonly<Record<string, string>>, word: string): string {
  return names[word] ?? word
}

/** "1 pick", "3 picks". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

/** What it was, and what it is. */
export function change(name: string, from: string, to: string): string {
  return `${name}: ${from} → ${to}`
}
