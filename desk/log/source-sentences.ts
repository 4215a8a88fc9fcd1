import { called, noting, type Sentence, said, textIn } from './said.ts'

const ways = { fetched: 'from its address', bookmarklet: 'with the bookmarklet', pasted: 'from pasted text' }
const permissions = { none: 'nothing noted', asked: 'asked for', granted: 'granted', refused: 'refused' }
const failures = {
  unreachable: 'It couldn’t be reached',
  'not-a-page': 'There was no page',
  'too-large': 'It was too large',
  unreadable: 'It couldn’t be read',
}
const findings = {
  moved: 'The article had moved.',
  gone: 'The article was gone.',
  walled: 'The article stood behind a wall.',
  changed: 'The article had changed.',
  unreachable: 'The article couldn’t be reached.',
}

/** What is done to sources, to what was captured of them, and to what the watch has found. */
export const sourceSentences = {
  clipSource: ({ on, detail }) => {
    const sentence = said`clipped ${on} ${called(ways, textIn(detail, 'how'))}`
    return noting(sentence, detail.again === true ? 'The same text had been clipped before.' : '')
  },
  clipFailed: ({ detail }) => {
    const why = called(failures, textIn(detail, 'why'))
    return noting(said`tried to clip an article, which came to nothing`, `${why}: ${textIn(detail, 'reason')}`)
  },
  changeCapture: ({ on, also }) => said`had ${on} held against the article ${also}`,
  changeTerms: ({ on, detail, clock }) => {
    const [words, until] = [detail.wordsPerMonth, textIn(detail, 'permittedUntil')]
    return noting(
      said`wrote down what is agreed with ${on}`,
      `Permission to quote: ${called(permissions, textIn(detail, 'permission'))}${until === '' ? '' : `, until ${clock.day(until)}`}`,
      `Words a month: ${typeof words === 'number' ? words.toLocaleString('en') : 'the magazine’s own limit'}`,
    )
  },
  settleWatch: ({ on, detail }) => {
    const finding = called(findings, textIn(detail, 'state'))
    return textIn(detail, 'as') === 'quoted-before'
      ? noting(said`said that the words stood so when ${on} quoted them`, finding)
      : noting(said`saw to what the watch had found of ${on}`, finding)
  },
  reopenWatch: ({ on }) => said`put what the watch had found of ${on} back on the list`,
  lookAgain: ({ on }) => said`had the article of ${on} looked at again`,
  moveSource: ({ on }) => said`gave ${on} the address that its article has moved to`,
} satisfies Record<string, Sentence>
