import { expect, test } from 'vitest'
import { authorOf } from './attribution.ts'
import { englishStyle } from './house-style.ts'
import { attributionVerbOf, suggestAttribution, suggestAttributions } from './suggest-attribution.ts'

test('an attribution names the author with the house’s verb, or with the one remembered for the source', () => {
  expect(suggestAttribution('Mara Ellison', englishStyle)).toBe('Mara Ellison writes:')
  expect(suggestAttribution('Mara Ellison', englishStyle, 'puts it this way')).toBe('Mara Ellison puts it this way:')
  expect(suggestAttribution('Mara Ellison and Tom Reed', englishStyle)).toBe('Mara Ellison and Tom Reed write:')
  expect(suggestAttribution('Mara Ellison and Tom Reed', englishStyle, 'has this to say')).toBe(
    'Mara Ellison and Tom Reed have this to say:',
  )
  expect(suggestAttribution(null, englishStyle)).toBeNull()
  expect(suggestAttribution(' ', englishStyle)).toBeNull()
})

test('what is suggested names its author when it is read again, and its verb is the one to remember', () => {
  for (const verb of ['writes', 'comments', 'replies', 'puts it this way']) {
    const introduction = ['An earlier one.', `It was late. ${suggestAttribution('Mara Ellison', englishStyle, verb)}`]
    expect(authorOf(introduction)).toBe('Mara Ellison')
    expect(attributionVerbOf(introduction)).toBe(verb)
    expect(authorOf([suggestAttribution('Mara Ellison and Tom Reed', englishStyle, verb) ?? ''])).toBe(
      'Mara Ellison and Tom Reed',
    )
  }
})

test('no verb is remembered where the author isn’t certain or doesn’t come first', () => {
  for (const introduction of ['He writes:', 'As Mara Ellison puts it:', 'Mara Ellison and Tom Reed write:', ''])
    expect(attributionVerbOf([introduction]), introduction).toBeNull()
})

test('the words that introduced a source before are offered first, each once, and then the house’s own', () => {
  const offered = suggestAttributions('Mara Ellison', englishStyle, ['puts it this way', 'writes'])
  expect(offered.slice(0, 3)).toEqual(['Mara Ellison puts it this way:', 'Mara Ellison writes:', 'Mara Ellison comments:'])
  expect(new Set(offered).size).toBe(offered.length)
  for (const sentence of offered) expect(authorOf([sentence])).toBe('Mara Ellison')
  expect(suggestAttributions(null, englishStyle, ['writes'])).toEqual([])
})
