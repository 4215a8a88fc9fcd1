import { expect, test } from 'vitest'
import { porterStem } from './porter.ts'

// Each row is one family; the first word of it is what the others come to.
const families = [
  'connect connected connecting connection connections',
  'relat relate relates related relating relation relational',
  'run runs running',
  'hope hoping hoped hopes',
  'hop hopping hopped',
  'happi happy happiness',
  'ferri ferry ferries',
  'agre agree agreed agreeing agrees',
  'possibl possible possibly',
  'terminolog terminology terminologies',
  'gener general generalization generalize generally generalizing',
  'oper operate operator operation operations operating operational',
  'sensit sensitive sensitivity sensitiveness',
  'caress caresses caressing',
  'plaster plastered',
  'troubl trouble troubled troubling troubles',
  'control controlled controlling controls',
  'fall falls falling',
  'fizz fizzed',
  'snow snowed',
  'adopt adoption adopted',
  'cri cry cries cried crying',
  'say say says saying',
  'feed feed feeds',
]

test.each(families)('forms of one word have one stem: %s', (family) => {
  const [stem, ...forms] = family.split(' ')
  expect(forms.map(porterStem)).toEqual(forms.map(() => stem))
})

test.each(['hope hop', 'rate rat', 'bled bleed', 'sing sign', 'fail fall', 'adopt adapt', 'nation nature'])(
  'words that only look alike keep apart: %s',
  (pair) => {
    const [one = '', other = ''] = pair.split(' ')
    expect(porterStem(one)).not.toBe(porterStem(other))
  },
)

test('what isn’t three or more plain letters is left as it is', () => {
  for (const word of ['', 'as', 'is', '40s', 'naïves', 'École', 'UPPER', '東京', "it's"]) expect(porterStem(word)).toBe(word)
})
