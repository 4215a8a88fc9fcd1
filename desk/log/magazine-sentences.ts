import { printPrice } from '../../src/domain/money.ts'
import { settingNameAlone, settingValue } from '../magazine/setting-names.ts'
import { called, change, type Detail, detailIn, noting, numberIn, type Said, type Sentence, said, textIn } from './said.ts'

const billings = { month: 'a month', year: 'a year' }
const opened = { everything: 'every pick', metered: 'metered picks' }

/** What is changed about the magazine itself, its plans, newsletters and mail. */
export const magazineSentences = {
  changeWords: ({ detail }) => settings('the magazine’s words', detail),
  changeLook: ({ detail }) => settings('the look', detail),
  changeLogo: ({ detail }) => (textIn(detail, 'light') === '' ? said`took the logo away` : said`gave the magazine another logo`),
  changeMeter: ({ detail }) => settings('the meter', detail),
  changeNotices: ({ detail }) => settings('the notices', detail),
  addPlan: ({ on, detail }) => noting(said`added the plan ${on}`, `${termsOf(detail).join(', ')}`),
  changePlan: ({ on, detail }) => {
    const [was, is] = [termsOf(detailIn(detail, 'from')), termsOf(detailIn(detail, 'to'))]
    const notes = planTerms.flatMap((name, at) => (was[at] === is[at] ? [] : change(name, was[at] ?? '', is[at] ?? '')))
    const rest = notes.length === 0 ? ['Its price and what it opens stayed as they were.'] : notes
    return noting(said`changed the plan ${on}`, ...rest)
  },
  retirePlan: ({ on }) => said`took the plan ${on} off the offer`,
  offerPlan: ({ on }) => said`offered the plan ${on} again`,
  addNewsletter: ({ detail }) => said`began the newsletter “${textIn(detail, 'name')}”`,
  changeNewsletter: ({ on }) => said`changed the newsletter ${on}`,
  retireNewsletter: ({ on }) => said`retired the newsletter ${on}`,
  openMail: ({ on }) => said`read ${on}`,
  retryMail: ({ on }) => said`had ${on} tried again`,
  deleteMail: ({ on }) => said`deleted ${on}`,
} satisfies Record<string, Sentence>

/** What was set to what; of texts only which. */
function settings(what: string, detail: Detail): Said {
  const names = textIn(detail, 'changed')
  if (names !== '') return noting(said`changed ${what}`, names.split(', ').map(settingNameAlone).join(', '))
  const notes = Object.keys(detail).map((name) => {
    const { from, to } = detailIn(detail, name)
    return change(settingNameAlone(name), settingValue(name, String(from ?? '')), settingValue(name, String(to ?? '')))
  })
  return noting(said`changed ${what}`, ...notes)
}

const planTerms = ['Price', 'Opens', 'At Stripe']

/** A plan's terms in words, in the order of their names. */
function termsOf(detail: Detail): string[] {
  const [amount, currency] = [numberIn(detail, 'price'), textIn(detail, 'currency')]
  const price = currency === '' ? String(amount) : printPrice({ amount, currency })
  const stripe = textIn(detail, 'stripePrice')
  return [
    `${price} ${called(billings, textIn(detail, 'billed'))}`,
    called(opened, textIn(detail, 'opens')),
    stripe === '' ? 'not sold through Stripe' : stripe,
  ]
}
