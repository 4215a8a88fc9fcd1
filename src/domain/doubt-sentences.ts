import type { Doubt } from './article.ts'

/** What of an article a doubt is about. `rights` is what the source asks for. */
export type DoubtAbout = 'title' | 'author' | 'publication' | 'date' | 'address' | 'text' | 'rights'

const sentences: Record<Doubt, readonly [DoubtAbout, string] | null> = {
  'title-missing': ['title', 'Nothing says what the article is called.'],
  'author-missing': ['author', 'Nothing says who wrote it.'],
  'author-guessed': ['author', 'This name stands where authors’ names stand; nothing says that it is one.'],
  'publication-guessed': ['publication', 'The page doesn’t say whose it is. This is the name of its site.'],
  'date-missing': ['date', 'Nothing says when the article came out.'],
  'date-guessed': ['date', 'Taken from the address, or from a time in the text.'],
  // Nothing at the desk depends on it.
  'language-missing': null,
  'canonical-elsewhere': ['address', 'The page names an address on another site as its own. That isn’t believed.'],
  'text-short': ['text', 'This is little text for an article. See whether all of it is here.'],
  'text-walled': [
    'text',
    'The rest seems to be for those who sign in or pay. The bookmarklet sends what your own browser shows.',
  ],
  'text-consent': ['text', 'This looks like a question about cookies rather than the article.'],
  'text-cut': ['text', 'There was more text than is kept. The end of the article isn’t here.'],
  'text-guessed': ['text', 'No article was found by its shape: these are all paragraphs of the page.'],
  'letters-lost': ['text', 'Some letters couldn’t be read; they stand as �.'],
  'hidden-characters': ['text', 'Characters that nobody sees were in the text, and were taken out.'],
  'for-payers': ['rights', 'The source says that this article is for those who pay.'],
  'asks-not-kept': [
    'rights',
    'The source asks that no copy of the page be kept. What is captured here is seen by the desk alone.',
  ],
  'asks-not-quoted': ['rights', 'The source asks that nothing of the page be shown elsewhere. Quote with care, or ask them.'],
}

/** A doubt in words, with what it is about; null for one that no editor has to know of. */
export function explainDoubt(doubt: Doubt): { about: DoubtAbout; message: string } | null {
  const [about, message] = sentences[doubt] ?? []
  return about === undefined || message === undefined ? null : { about, message }
}

/** The doubts that are left once somebody has said what title, author, publication and date are. */
export function withoutAnswered(doubts: readonly Doubt[]): Doubt[] {
  const answered = new Set<DoubtAbout | undefined>(['title', 'author', 'publication', 'date'])
  return doubts.filter((doubt) => !answered.has(sentences[doubt]?.[0]))
}
