import { moneyText } from '../../domain/money.ts'
import type { SubscriptionLetter } from '../../flows/give-subscription.ts'
import { paths } from '../../http/routes.ts'
import { clockOf } from '../clock.ts'
import { dateText } from '../dates.ts'
import { type LetterPart, type Sender, type WrittenMail, writeLetter } from './letter.tsx'

/** The mail about a subscription that was given, paid, cancelled or ended by hand. Days are those of the magazine's zone. */
export function subscriptionMail(sender: Sender, zone: string, letter: SubscriptionLetter): WrittenMail {
  const { mail } = sender.words.plans
  const { subject, text } = saidIn(sender, zone, letter)
  const isOver = letter.kind === 'ended'
  const parts: LetterPart[] = [
    { kind: 'text', text },
    { kind: 'text', text: isOver ? mail.ended.after : mail.signIn },
    { kind: 'button', label: mail.button, href: sender.origin + paths.accountPlan() },
  ]
  return writeLetter(sender, { subject, parts: letter.kind === 'cancelled' ? parts.filter((_, nth) => nth !== 1) : parts })
}

function saidIn({ words, name }: Sender, zone: string, letter: SubscriptionLetter): { subject: string; text: string } {
  const { mail } = words.plans
  const day = (moment: Date) => dateText(clockOf(zone, moment).date)
  const lastDay = (until: Date) => day(new Date(until.getTime() - 1))
  const { plan } = letter
  if (letter.kind === 'ended') return { subject: mail.ended.subject(name), text: mail.ended.text({ plan }) }
  if (letter.kind === 'cancelled') {
    return { subject: mail.cancelled.subject(name), text: mail.cancelled.text({ plan, until: lastDay(letter.until) }) }
  }
  const { from, until } = letter
  const given = {
    magazine: name,
    plan,
    from: from === null ? null : day(from),
    until: until === null ? null : lastDay(until),
  }
  switch (letter.kind) {
    case 'comp':
      return { subject: mail.given.subject(name), text: mail.given.text(given) }
    case 'gift':
      return { subject: mail.gift.subject(name), text: mail.gift.text({ ...given, giver: letter.giver }) }
    case 'invoice': {
      const { number, total } = letter
      const text = mail.invoice.text({ ...given, number, money: moneyText(total, words.language) })
      return { subject: mail.invoice.subject(name), text }
    }
  }
}
