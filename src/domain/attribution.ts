import { findPersons } from './person-name.ts'
import { sentencesOf } from './sentences.ts'

const ENDING = /[:：]["'”’»]{0,3}$/
const VERBS = (
  'write comment explain argue note observe report recall ask say add remark conclude contend describe suggest ' +
  'respond reflect consider wonder warn continue elaborate state claim maintain insist relate tell recount ' +
  'summarize point sum put answer examine assert'
).split(' ')
const PLURAL = new Set([...VERBS, 'reply', 'have'])
const SINGULAR = new Set([...VERBS.map((verb) => `${verb}s`), 'replies', 'has'])
const PAST = new Set(
  'wrote commented explained argued noted observed reported recalled asked said added remarked concluded'.split(' '),
)
const TAILS = new Set(
  (
    '|thus|as follows|in part|further|why|how|out|it|it up|it this way|it thus|it like this|it as follows|this to say|' +
    'this way|on|here|more|the following'
  ).split('|'),
)
// No verb further from the end than this can have one of these after it.
const LONGEST_TAIL = Math.max(...[...TAILS].map((tail) => tail.split(' ').length))
const IN_WORDS_OF = /^(?:in|to use|to borrow) the words of (.+)$/i
const ACCORDING_TO = /^(?:according to|to quote) (.+)$/i

/** Whether the paragraph ends as an introduction must: in a colon, perhaps inside a closing quotation mark. */
export function endsInAttribution(paragraph: string): boolean {
  return ENDING.test(paragraph)
}

/**
 * Who wrote the article quoted, from the introduction's last sentence ("Mara Ellison writes:"). Null when that isn't
 * certain: for pronouns, offices, institutions and anything that doesn't look like the name of a person.
 */
export function authorOf(introduction: readonly string[]): string | null {
  const last = introduction.at(-1) ?? ''
  if (!endsInAttribution(last)) return null
  const sentence = (sentencesOf(last).at(-1) ?? '').replace(ENDING, '').trim()
  const inWordsOf = IN_WORDS_OF.exec(sentence)?.[1]
  if (inWordsOf !== undefined) return authorIn(inWordsOf, 'inside')
  const accordingTo = ACCORDING_TO.exec(sentence)?.[1]
  if (accordingTo !== undefined) return authorIn(accordingTo, 'start')
  const asPut = /^as (.+)$/i.exec(sentence)?.[1]
  const { subject, number } = splitAtVerb(asPut ?? sentence)
  if (subject === null) return null
  const author = authorIn(subject, asPut === undefined ? 'start' : 'inside')
  const isPlural = author?.includes(' and ') ?? false
  return number === 'any' || isPlural === (number === 'plural') ? author : null
}

/**
 * The introduction without its attribution sentence, for lists where no quotation follows. A paragraph that was nothing else
 * goes too, so the result may be empty.
 */
export function withoutAttribution(introduction: readonly string[]): string[] {
  const last = introduction.at(-1)
  if (last === undefined || !endsInAttribution(last)) return [...introduction]
  const kept = sentencesOf(last).slice(0, -1).join(' ')
  return kept === '' ? introduction.slice(0, -1) : [...introduction.slice(0, -1), kept]
}

type Subject = { subject: string | null; number: 'singular' | 'plural' | 'any' }

/** Cuts "Mara Ellison puts it this way" before its verb; what follows the verb must be one of the usual phrases. */
function splitAtVerb(sentence: string): Subject {
  const words = sentence.split(' ')
  for (let at = Math.max(1, words.length - 1 - LONGEST_TAIL); at < words.length; at++) {
    const number = numberOfVerb((words[at] ?? '').replace(/,$/, ''))
    if (
      number === null ||
      !TAILS.has(
        words
          .slice(at + 1)
          .join(' ')
          .toLowerCase(),
      )
    )
      continue
    const adverbs = /^(?:\p{Ll}+ly|also|then|further|thus|once|here)$/u.test(words[at - 1] ?? '') ? 1 : 0
    return { subject: words.slice(0, at - adverbs).join(' '), number }
  }
  return { subject: null, number: 'any' }
}

function numberOfVerb(word: string): Subject['number'] | null {
  if (SINGULAR.has(word)) return 'singular'
  if (PLURAL.has(word)) return 'plural'
  return PAST.has(word) ? 'any' : null
}

/** The whole of it, what stands before a description ("X, who taught there,"), or what stands after a clause ("In it, X"). */
function authorIn(subject: string, where: 'start' | 'inside'): string | null {
  const whole = findPersons(subject, where)
  const first = subject.indexOf(',')
  if (whole !== null || first < 0) return whole
  const described = subject.endsWith(',') ? findPersons(subject.slice(0, first), where) : null
  return described ?? findPersons(subject.slice(subject.lastIndexOf(',') + 1).trim(), 'start')
}
