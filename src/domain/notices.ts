import type { Words } from './language/words.ts'
import type { NoticeTexts } from './magazine.ts'

/** The words of a language with a magazine's own notice in them. The very same words where it has none. */
export function withNotices(words: Words, own: NoticeTexts): Words {
  if (Object.values(own).every((text) => text === '')) return words
  const { notice } = words
  const plural = new Intl.PluralRules(words.language)
  const digits = new Intl.NumberFormat(words.language)
  return {
    ...words,
    notice: {
      ...notice,
      left: (left, period) => {
        const text = left === 0 ? own.none : plural.select(left) === 'one' ? own.one : own.other
        if (text === '') return notice.left(left, period)
        return text.replaceAll('{left}', digits.format(left)).replaceAll('{period}', notice.period(period))
      },
      signUp: own.signUp || notice.signUp,
      subscribe: own.subscribe || notice.subscribe,
    },
  }
}
