import { spelled, wordsCounted } from './en-phrases.ts'
import type { RunMapWords } from './words.ts'

const digits = new Intl.NumberFormat('en-US')

/** What stands with the map of where the runs are. */
export const runMap: RunMapWords = {
  label: ({ passages, from, to }) => {
    const place = `between ${from} and ${to} percent of the article.`
    return passages === 1 ? `The passage quoted stands ${place}` : `The ${spelled(passages)} passages quoted stand ${place}`
  },
  share: (quotedWords, sourceWords) => `${wordsCounted(quotedWords)} quoted, of ${digits.format(sourceWords)} in the article`,
}
