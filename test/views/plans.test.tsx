import { expect, test } from 'vitest'
import { accentsOf } from '../../src/domain/accent.ts'
import type { SubscriptionLetter } from '../../src/flows/give-subscription.ts'
import { subscriptionMail } from '../../src/views/mail/subscription-mail.ts'
import { renderPage } from '../../src/views/render.ts'
import { SubscribePage } from '../../src/views/subscribe-page.tsx'
import { frame, magazine } from '../support/gallery/fixtures.ts'
import { monthly, planPages, yearly } from '../support/gallery/plan-pages.tsx'
import { linesOf, mainOf } from './page-text.ts'

const pages = Object.fromEntries(Object.entries(planPages(frame)).map(([name, page]) => [name, renderPage(page)]))
const linesIn = (name: string) => linesOf(mainOf(pages[name] ?? ''))

test.each([
  ['plan', 'It renews itself on Oct. 2 2026.'],
  ['plan', 'It begins on Nov. 30 2026.'],
  ['plan-past-due', 'The last payment hasn’t come through. You can read on until Oct. 9 2026 while we try again.'],
  ['plan-paused', 'It has been paused since Sept. 21 2026. Nothing is charged, and your articles are counted meanwhile.'],
  ['plan-trial', 'It is free until Oct. 2 2026 and costs €4.90 a month after that.'],
  ['plan-cancelled', 'It is cancelled and ends on Oct. 2 2026. Until then nothing changes.'],
  ['plan-comp', 'It is yours without an end. There is nothing to pay.'],
  ['plan-group', 'You read through a group that you belong to. Nothing is counted for you.'],
  ['plan-over', 'Your subscription is over. Your articles are counted again, as for everyone who has signed up.'],
  ['plan-none', 'You have no subscription. Your articles are counted, as for everyone who has signed up.'],
])('the page of one’s plan (%s) says: %s', (name, sentence) => {
  expect(linesIn(name)).toContain(sentence)
})

test('the way to the plans is shown to those who have none, and the way to payment to those who pay by card', () => {
  const isWayOn = (name: string) => mainOf(pages[name] ?? '').includes('href="/subscribe"')
  expect(['plan-none', 'plan-over', 'plan-paused'].map(isWayOn)).toEqual([true, true, true])
  expect(['plan', 'plan-group', 'plan-comp'].map(isWayOn)).toEqual([false, false, false])
  const isPortal = (name: string) => (pages[name] ?? '').includes('action="/account/plan/portal"')
  expect(['plan', 'plan-past-due', 'plan-paused'].map(isPortal)).toEqual([true, true, true])
  expect(['plan-group', 'plan-none', 'plan-comp', 'plan-cancelled'].map(isPortal)).toEqual([false, false, false, false])
})

test('where plans are sold each has a form of its own; where they aren’t the page says how to come by them', () => {
  const sold = pages['subscribe-sold'] ?? ''
  expect(sold.match(/<form method="post" action="\/subscribe\/checkout">/g)).toHaveLength(2)
  expect([...sold.matchAll(/name="plan" value="([^"]*)"/g)].map(([, slug]) => slug)).toEqual(['monthly', 'yearly'])
  expect(linesIn('subscribe-sold')).not.toContain('To subscribe')
  const byHand = pages['subscribe-by-hand'] ?? ''
  expect(byHand).not.toContain('/subscribe/checkout')
  expect(linesIn('subscribe-by-hand')).toContain('To subscribe')
  expect(linesIn('subscribe')).toContain('To subscribe')
})

test('a plan without a price at the payment service has no form, and the page says how to come by it', () => {
  const plans = [monthly, { ...yearly, isSold: false }]
  const page = renderPage(<SubscribePage frame={frame} plans={plans} chosen={null} sells />)
  expect([...page.matchAll(/name="plan" value="([^"]*)"/g)].map(([, slug]) => slug)).toEqual(['monthly'])
  expect(linesOf(mainOf(page))).toContain('To subscribe')
})

test('the page compares what there is: price, trial and what a year saves', () => {
  const lines = linesIn('subscribe-sold').join('\n')
  for (const text of ['€4.90 a month', '€49 a year', 'The first 14 days are free.', '€9.80 less than twelve single months.'])
    expect(lines).toContain(text)
})

test('whatever a plan is called is printed as text [HD-01]', () => {
  const hostile = `"'></title><script>alert(1)</script><img src=x onerror=alert(2)>&amp;`
  const plan = { ...monthly, name: hostile, description: hostile }
  const page = renderPage(<SubscribePage frame={frame} plans={[plan]} chosen="monthly" sells />)
  expect(page).not.toMatch(/<script>|<img/)
})

const until = new Date('2027-03-31T23:00:00Z')
const from = new Date('2026-10-01T12:00:00Z')
const letters: [SubscriptionLetter, string, string][] = [
  [
    { kind: 'comp', plan: 'Yearly', from: null, until: null },
    'Your subscription to The Halfpenny Lantern',
    'The Halfpenny Lantern has given you a subscription: Yearly, without an end. There is nothing to pay.',
  ],
  [
    { kind: 'gift', plan: 'Yearly', from, until, giver: 'Ines' },
    'A gift for you: The Halfpenny Lantern',
    'Ines has given you a subscription to The Halfpenny Lantern: Yearly, from Oct. 1 2026 until March 31 2027. It is paid for, and it ends by itself.',
  ],
  [
    { kind: 'invoice', plan: 'Yearly', from: null, until, number: 'L-7', total: { amount: 4900, currency: 'EUR' } },
    'Your subscription to The Halfpenny Lantern',
    'Thank you for subscribing to The Halfpenny Lantern: Yearly, until March 31 2027. It goes with invoice L-7, €49.',
  ],
  [
    { kind: 'cancelled', plan: 'Yearly', until },
    'Your subscription to The Halfpenny Lantern is cancelled',
    'Your subscription (Yearly) is cancelled. It ends on March 31 2027, and until then nothing changes.',
  ],
  [
    { kind: 'ended', plan: 'Yearly' },
    'Your subscription to The Halfpenny Lantern has ended',
    'Your subscription (Yearly) has ended. Thank you for having been with us.',
  ],
]

test.each(letters)('a mail about a subscription says what it is about, in the magazine’s days: %o', (letter, subject, text) => {
  const sender = { words: frame.words, name: magazine.name, origin: frame.origin, accents: accentsOf(magazine.accent) }
  // In UTC this ends the last day of March at 23:00, and Lisbon is an hour ahead by then.
  const mail = subscriptionMail(sender, 'Europe/Lisbon', letter)
  expect(mail.subject).toBe(subject)
  expect(mail.text.split('\n\n')[0]).toBe(text)
  expect(mail.html).toContain('href="https://lantern.example/account/plan"')
  expect(mail.html).not.toMatch(/<(script|img|link|iframe|form)\b|src=|url\(/)
})
