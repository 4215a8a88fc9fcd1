import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openingOf, snippetOf } from './snippet.ts'
import { fold, holdsEvery, searchWords, stem, stemsOf, wordsOf } from './text-words.ts'

describe('words', () => {
  test('are letters and digits; an apostrophe holds one together', () => {
    const text = 'Don’t say “it’s 40,000”—say l’École’s [roof].'
    expect(wordsOf(text).map((word) => word.text)).toEqual(['Don’t', 'say', 'it’s', '40', '000', 'say', 'l’École’s', 'roof'])
    for (const word of wordsOf(text)) expect(text.slice(word.start, word.start + word.text.length)).toBe(word.text)
  })

  test('hold together also where an accent is a character of its own', () => {
    expect(wordsOf('nai\u0308ve fac\u0327ades').map((word) => fold(word.text))).toEqual(['naive', 'facades'])
    expect(wordsOf('हिन्दी में').map((word) => word.text)).toEqual(['हिन्दी', 'में'])
  })
})

describe('two words are the same', () => {
  const families = [
    ['façade', 'Facades', 'FAÇADE’S', "facade's", 'fac\u0327ade'],
    ['naïve', 'naive', 'Naively'],
    ['Straße', 'strasse', 'STRASSE'],
    ['Łódź', 'lodz', 'ŁÓDŹ'],
    ['Ærø', 'aero'],
    ['Όμηρος', 'ομηροσ', 'ΌΜΗΡΟΣ'],
    ['İstanbul', 'istanbul', 'ISTANBUL', 'ıstanbul'],
    ['don’t', "Don't", 'dont'],
    ['ﬁnding', 'finds', 'FIND'],
    ['x'.repeat(40), 'x'.repeat(41), 'x'.repeat(4_000)],
  ]
  test.each(families)('whatever the case, the accents or the ending: %s', (...family) => {
    expect([...new Set(family.map(stem))]).toHaveLength(1)
  })

  test('but not when a letter differs', () => {
    const words = ['boat', 'goat', 'board', 'שלום', 'שלוש', '東京', '京都', '1914', '1941', 'pier', 'peer']
    expect(new Set(words.map(stem)).size).toBe(words.length)
  })

  test('for any text: a stem is letters and digits, and each stem is given once', () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
    fc.assert(
      fc.property(anyText, (text) => {
        const stems = stemsOf(text)
        return new Set(stems).size === stems.length && stems.every((found) => /^[\p{L}\p{N}]{1,40}$/u.test(found))
      }),
    )
  })
})

describe('what a reader types', () => {
  test('is looked for as its first eight words, each once and none endless', () => {
    expect(searchWords('  The “harbor”, the HARBOR! ')).toEqual(['The', 'harbor', 'the', 'HARBOR'])
    expect(searchWords('a b c d e f g h i j')).toHaveLength(8)
    expect(searchWords('y'.repeat(10_000))).toEqual(['y'.repeat(40)])
  })

  test('is nothing where there is no word in it', () => {
    for (const query of ['', ' ', '"', '* % :', '-- ;', '\0', '🦊🦊', '\u0301', '’']) expect(searchWords(query)).toEqual([])
  })
})

describe('a snippet', () => {
  test('marks the words in every form in which they are found', () => {
    const parts = snippetOf('He was running to the façades of the ferries.', ['run', 'facade', 'ferry'])
    expect(parts.filter(({ found }) => found).map(({ text }) => text)).toEqual(['running', 'façades', 'ferries'])
    expect(parts.map(({ text }) => text).join('')).toBe('He was running to the façades of the ferries.')
  })

  test('ends, where the text goes on, in dots that stay with the last word and with one another', () => {
    const text = 'The ferry ran at night. '.repeat(40)
    const snippet = snippetOf(text, ['ferry']).map((part) => part.text)
    for (const cut of [snippet.join(''), openingOf(text)]) expect(cut).toMatch(/[a-z]\u00a0\.\u00a0\.\u00a0\.$/)
  })
})

describe('a text that is looked into for words', () => {
  test('holds them when it has every one in some form', () => {
    expect(holdsEvery('The canaries sang below the façades.', ['Canary', 'facade'])).toBe(true)
    expect(holdsEvery('The canaries sang.', ['canary', 'deck'])).toBe(false)
    expect(holdsEvery('Anything at all.', ['’'])).toBe(false)
  })
})
